import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import { emptyWorld, failure } from "../../../platform/fake/world";
import { violationsIn } from "../../../test/violations";
import { renderApp } from "../../../test/render-app";
import { WRONG_PASSPHRASE } from "../fake";
import { scenarios } from "../scenarios";

const CANARY = "Canary night boat 77";

function worldOf(scenario: string) {
  const world = emptyWorld(scenario);
  scenarios[scenario]?.(world);
  return world;
}

describe("where passwords are kept", () => {
  it("says plainly that nothing is saved, why, and what was set aside", async () => {
    renderApp(worldOf("vault-memory"), "/settings");
    expect(await screen.findByText("Not saved: they are gone when OBDeck closes")).toBeVisible();
    expect(screen.getByText(/org.freedesktop.secrets is not provided/)).toBeVisible();
    expect(screen.getByText(/set aside as .*vault.json.bad-20261120/)).toBeVisible();
  });

  it("tries the keychain again, and tells when it still does not work", async () => {
    const world = worldOf("vault-memory");
    const { user } = renderApp(world, "/settings");
    await user.click(await screen.findByRole("button", { name: "Try the keychain again" }));
    expect(await screen.findByText("The keychain does not work")).toBeVisible();
    world.vault = { ...world.vault, reason: null };
    await user.click(screen.getByRole("button", { name: "Try the keychain again" }));
    expect(await screen.findByText("Saved, with the key in the system's keychain")).toBeVisible();
    expect(screen.queryByText("The keychain does not work")).toBeNull();
  });

  it("can be read again when it could not be", async () => {
    const world = emptyWorld();
    world.failing.set("vault", failure("storage", "permission denied", { retryable: true }));
    const { user } = renderApp(world, "/settings");
    await screen.findByText("OBDeck cannot read or write its own data");
    world.failing.clear();
    await user.click(screen.getByRole("button", { name: "Try again" }));
    expect(await screen.findByText("Saved, with the key in the system's keychain")).toBeVisible();
  });
});

describe("unlocking", () => {
  it("tells a wrong passphrase at the field, and nothing else changes", async () => {
    const world = worldOf("vault-locked");
    const { user } = renderApp(world, "/settings");
    const field = await screen.findByLabelText("Passphrase");
    await user.type(field, `${WRONG_PASSPHRASE}{Enter}`);
    expect(await screen.findByText(/This is not the passphrase/)).toBeVisible();
    expect(field).toHaveAttribute("aria-invalid", "true");
    expect(field).toHaveValue("");
    expect(field).toHaveFocus();
    expect(screen.getByText("Locked")).toBeVisible();
    expect(screen.queryByRole("alert")).toBeNull();
  });

  it("sends the passphrase once, and keeps nothing of it", async () => {
    const world = worldOf("vault-locked");
    const { user, container } = renderApp(world, "/settings");
    await user.type(await screen.findByLabelText("Passphrase"), CANARY);
    await user.click(screen.getByRole("button", { name: "Unlock" }));
    expect(await screen.findByText("Saved under your passphrase")).toBeVisible();
    expect(world.calls.filter((call) => call.command === "unlock_vault")).toHaveLength(1);
    expect(container.innerHTML + JSON.stringify(world)).not.toContain(CANARY);
  });

  it("asks for something to be typed", async () => {
    const world = worldOf("vault-locked");
    const { user } = renderApp(world, "/settings");
    await user.click(await screen.findByRole("button", { name: "Unlock" }));
    expect(screen.getByText(/No passphrase typed yet/)).toBeVisible();
    expect(world.calls.some((call) => call.command === "unlock_vault")).toBe(false);
  });

  it("makes whoever waits for passwords read again", async () => {
    const world = worldOf("vault-locked");
    const { user } = renderApp(world, "/settings");
    const read = () => world.calls.filter((call) => call.command === "app_info").length;
    await screen.findByText("OBDeck 0.1.0");
    const before = read();
    await user.type(screen.getByLabelText("Passphrase"), `${CANARY}{Enter}`);
    await waitFor(() => expect(read()).toBe(before + 1));
  });
});

describe("protecting with a passphrase", () => {
  it("wants it twice alike, and says how strong it is", async () => {
    const world = emptyWorld();
    const { user } = renderApp(world, "/settings");
    await user.click(await screen.findByRole("button", { name: "Protect with a passphrase…" }));
    const dialog = await screen.findByRole("dialog", { name: "Protect passwords with a passphrase?" });
    const confirm = within(dialog).getByRole("button", { name: "Protect passwords" });
    expect(confirm).toHaveAccessibleDescription("No passphrase typed yet");
    await user.type(within(dialog).getByLabelText("Passphrase"), "boat");
    expect(within(dialog).getByText(/^Weak:/)).toBeVisible();
    await user.type(within(dialog).getByLabelText("Passphrase"), " iron ladder tea");
    expect(within(dialog).getByText("Strong.")).toBeVisible();
    await user.type(within(dialog).getByLabelText("The same again"), "boat irom");
    expect(within(dialog).getByText("The two are not the same")).toBeVisible();
    expect(confirm).toHaveAccessibleDescription("Not typed twice alike yet");
    await user.click(confirm);
    expect(world.calls.some((call) => call.command === "protect_vault")).toBe(false);
  });

  it("hands it over once and forgets it", async () => {
    const world = emptyWorld();
    const { user } = renderApp(world, "/settings");
    await user.click(await screen.findByRole("button", { name: "Protect with a passphrase…" }));
    const dialog = await screen.findByRole("dialog");
    await user.type(within(dialog).getByLabelText("Passphrase"), CANARY);
    await user.type(within(dialog).getByLabelText("The same again"), `${CANARY}{Enter}`);
    expect(await screen.findByText("Saved under your passphrase")).toBeVisible();
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(world.calls.filter((call) => call.command === "protect_vault")).toEqual([
      { command: "protect_vault", request: { passphrase: "masked" } },
    ]);
    expect(document.body.innerHTML).not.toContain(CANARY);
  });

  it("keeps the dialog when it fails, with empty fields", async () => {
    const world = worldOf("vault-passphrase");
    world.failing.set("protect_vault", failure("vault", "disk full"));
    const { user } = renderApp(world, "/settings");
    await user.click(await screen.findByRole("button", { name: "Change passphrase…" }));
    const dialog = await screen.findByRole("dialog", { name: "Change the passphrase?" });
    await user.type(within(dialog).getByLabelText("New passphrase"), CANARY);
    await user.type(within(dialog).getByLabelText("The same again"), CANARY);
    await user.click(within(dialog).getByRole("button", { name: "Change passphrase" }));
    expect(await within(dialog).findByRole("alert")).toHaveTextContent("disk full");
    expect(within(dialog).getByLabelText("New passphrase")).toHaveValue("");
    expect(within(dialog).getByLabelText("The same again")).toHaveValue("");
  });
});

it("forgets all passwords only after asking, and says that connections stay", async () => {
  const world = emptyWorld();
  world.secrets.set("secret-1", 9);
  const { user } = renderApp(world, "/settings");
  await user.click(await screen.findByRole("button", { name: "Forget all passwords…" }));
  const dialog = await screen.findByRole("dialog", { name: "Forget all passwords?" });
  expect(dialog).toHaveTextContent("Connections stay");
  await user.click(within(dialog).getByRole("button", { name: "Cancel" }));
  expect(world.secrets.size).toBe(1);
  await user.click(screen.getByRole("button", { name: "Forget all passwords…" }));
  await user.click(within(await screen.findByRole("dialog")).getByRole("button", { name: "Forget all passwords" }));
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  expect(world.secrets.size).toBe(0);
});

it.each(["vault-memory", "vault-locked", "vault-passphrase"])(
  "%s has no accessibility violations",
  async (scenario) => {
    const { container } = renderApp(worldOf(scenario), "/settings");
    await screen.findByRole("button", { name: "Forget all passwords…" });
    expect(await violationsIn(container)).toEqual([]);
  },
);

it("the dialog for a passphrase has no accessibility violations", async () => {
  const { user } = renderApp(emptyWorld(), "/settings");
  await user.click(await screen.findByRole("button", { name: "Protect with a passphrase…" }));
  const dialog = await screen.findByRole("dialog");
  await user.type(within(dialog).getByLabelText("Passphrase"), "one");
  await user.type(within(dialog).getByLabelText("The same again"), "two");
  expect(await violationsIn(dialog)).toEqual([]);
});
