import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import { failure } from "../../../platform/fake/world";
import { renderApp } from "../../../test/render-app";
import { busyWorld, panel, row, rowNamed, worldOf } from "../fakes/screen";

const CANARY = "Canary-77-Secret";

const called = (world: ReturnType<typeof busyWorld>, command: string) =>
  world.calls.filter((call) => call.command === command).map((call) => call.request);

async function choose(user: ReturnType<typeof renderApp>["user"], name: string, item: string) {
  await user.click(await row(name));
  await user.click(screen.getByRole("button", { name: `More about ${name}` }));
  await user.click(await screen.findByRole("menuitem", { name: item }));
}

describe("side panel", () => {
  it("tells the facts of the selected connection", async () => {
    const { user } = renderApp(busyWorld());
    await user.click(await row("ob_trade"));
    const side = within(panel());
    expect(side.getByText("Locked by a running task")).toBeVisible();
    expect(side.getByText("12 ms ahead of this computer")).toBeVisible();
    expect(side.getByText("root@sys, in the keychain")).toBeVisible();
    expect(side.getByText("9, all answer")).toBeVisible();
    expect(side.queryByText("10.10.20.9:2886")).toBeNull();
    await user.click(side.getByRole("button", { name: "6 more" }));
    expect(side.getByText("10.10.20.9:2886")).toBeVisible();
  });

  it("shows a fingerprint whole when it has the focus, and copies it", async () => {
    const { user, platform } = renderApp(busyWorld());
    await user.click(await row("ob_trade"));
    const print = within(panel()).getByRole("button", { name: /^SHA256 / });
    const whole = print.getAttribute("title");
    expect(print.firstElementChild?.textContent).toHaveLength(24);
    await user.click(print);
    expect(print.firstElementChild).toHaveTextContent(whole ?? "");
    await user.click(within(panel()).getByRole("button", { name: "Copy the fingerprint" }));
    expect(platform.copied).toEqual([whole]);
  });

  it("contacts only when told to, and lets go again", async () => {
    const world = busyWorld();
    const { user } = renderApp(world);
    await user.click(await row("ob_order_dev"));
    expect(within(panel()).getByText(/nothing is asked until you say so/)).toBeVisible();
    expect(called(world, "contact_connection")).toEqual([]);
    await user.click(within(panel()).getByRole("button", { name: "Contact" }));
    expect(called(world, "contact_connection")).toEqual([{ connectionId: "c-ob_order_dev" }]);
    await user.click(await within(panel()).findByRole("button", { name: "Stop contact" }));
    expect(called(world, "leave_connection")).toEqual([{ connectionId: "c-ob_order_dev" }]);
    expect(await within(panel()).findByText(/^Old: as of/)).toBeVisible();
  });

  it("keeps old facts in sight and says how old they are", async () => {
    const { user } = renderApp(busyWorld());
    expect(await row("ob_report")).toHaveTextContent("Available3 d ago");
    await user.click(await row("ob_report"));
    expect(within(panel()).getByText(/^Old: as of/)).toBeVisible();
    expect(within(panel()).getByText("3, not asked")).toBeVisible();
  });

  it("opens the task of ours that stopped, and initialises what has no cluster", async () => {
    const world = busyWorld();
    const { user } = renderApp(world);
    await user.click(await row("ob_order_stage"));
    await user.click(within(panel()).getByRole("button", { name: "Initialise cluster" }));
    await waitFor(() => expect(window.location.hash).toMatch(/^#\/wizards\/draft-/));
    expect(called(world, "create_draft")).toEqual([
      { kind: "init", practice: false, connectionId: "c-ob_order_stage" },
    ]);
    window.location.hash = "/";
    await user.click(await row("ob_pay"));
    await user.click(within(panel()).getByRole("button", { name: "Open task" }));
    expect(window.location.hash).toBe("#/operations/op-pay");
  });

  it("says at the connection why something failed", async () => {
    const world = busyWorld();
    world.failing.set("contact_connection", failure("storage", "disk full"));
    const { user } = renderApp(world);
    await user.click(await row("ob_order_dev"));
    await user.click(within(panel()).getByRole("button", { name: "Contact" }));
    expect(await within(panel()).findByText("OBDeck cannot read or write its own data")).toBeVisible();
  });

  it("names a warning with its cause and its remedy", async () => {
    const { user } = renderApp(worldOf("troubled"));
    await user.click(await row("ob_warned"));
    for (const words of [/can break it within hours.*Upgrade obshell/, /a build for tests/, /chrony/]) {
      expect(within(panel()).getByText(words)).toBeVisible();
    }
  });
});

describe("menu", () => {
  it("deletes at once and brings back, by button and by key", async () => {
    const world = busyWorld();
    const { user } = renderApp(world);
    await choose(user, "ob_trade", "Delete");
    expect(await screen.findByText("ob_trade deleted")).toHaveAttribute("role", "status");
    expect(rowNamed("ob_trade")).toBeNull();
    expect(panel()).toHaveAccessibleName("About ob_pay_stage");
    await user.click(screen.getByRole("button", { name: "Undo" }));
    expect(await row("ob_trade")).toBeVisible();
    expect(screen.queryByText("ob_trade deleted")).toBeNull();
    await choose(user, "ob_trade", "Delete");
    await screen.findByText("ob_trade deleted");
    await user.keyboard("{Control>}z{/Control}");
    expect(await row("ob_trade")).toBeVisible();
  });

  it("duplicates, pins and copies the address", async () => {
    const world = busyWorld();
    const { user, platform } = renderApp(world);
    await choose(user, "ob_pay_dev", "Duplicate");
    expect(await row("ob_pay_dev 2")).toBeVisible();
    await choose(user, "ob_order_dev", "Contact at start");
    await waitFor(() =>
      expect(world.connections.find(({ id }) => id === "c-ob_order_dev")?.settings.pinned).toBe(true),
    );
    await choose(user, "ob_order_dev", "Copy address");
    expect(platform.copied).toEqual(["10.30.30.4:2886"]);
    expect(called(world, "contact_connection")).toEqual([]);
  });

  it("raises a guard at a press, and lowers it for a reason", async () => {
    const world = busyWorld();
    const { user } = renderApp(world);
    await choose(user, "ob_trade", "Raise to “Read-only”");
    expect(called(world, "raise_guard")).toEqual([{ connectionId: "c-ob_trade", level: "readOnly" }]);
    await choose(user, "ob_trade", "Lower guard…");
    const dialog = await screen.findByRole("dialog", { name: "Lower the guard of ob_trade?" });
    await user.type(within(dialog).getByLabelText("Reason"), "change 4711");
    await user.click(within(dialog).getByRole("button", { name: /^Lower to/ }));
    expect(await within(panel()).findByText(/^Lowered until \d\d:\d\d: change 4711/)).toBeVisible();
  });
});

describe("decisions", () => {
  it("shows both keys and trusts the new one only when told to", async () => {
    const world = worldOf("troubled");
    const { user } = renderApp(world);
    await user.click(await row("ob_one_key"));
    const decision = screen.getByRole("region", { name: "The key of 10.10.51.4:2886 has changed" });
    expect(within(decision).getByText("Harmless").parentElement).toHaveTextContent(/512 bits by one of 1024/);
    expect(within(decision).getByText("Dangerous")).toBeVisible();
    await user.click(within(decision).getByRole("button", { name: "Keep it stopped" }));
    expect(called(world, "trust_key")).toEqual([]);
    await user.click(screen.getByRole("button", { name: "Decide" }));
    await user.click(screen.getByRole("button", { name: "Trust the new key" }));
    expect(called(world, "trust_key")).toMatchObject([{ address: "10.10.51.4:2886" }]);
    await waitFor(() => expect(screen.queryByRole("button", { name: "Decide" })).toBeNull());
  });

  it("opens one key at a time when every agent has a new one", async () => {
    const { user } = renderApp(worldOf("troubled"));
    await user.click(await row("ob_keys"));
    expect(screen.getAllByRole("button", { name: "Trust the new key" })).toHaveLength(1);
    expect(screen.getAllByRole("button", { name: "Decide" })).toHaveLength(2);
    await user.click(screen.getByRole("button", { name: "Trust the new key" }));
    await waitFor(() => expect(screen.getAllByRole("button", { name: "Decide" })).toHaveLength(1));
    expect(screen.getByRole("region", { name: "The key of 10.10.50.2:2886 has changed" })).toBeVisible();
  });

  it("pins one more certificate", async () => {
    const world = worldOf("troubled");
    const { user } = renderApp(world);
    expect(await row("ob_renewed")).toHaveTextContent("Certificate is not trusted");
    await user.click(await row("ob_renewed"));
    const fingerprint = world.connections.find(({ id }) => id === "c-ob_renewed")?.agents[0]?.certificate;
    await user.click(screen.getByRole("button", { name: "Pin this certificate" }));
    expect(called(world, "trust_certificate")).toEqual([{ connectionId: "c-ob_renewed", fingerprint }]);
    await waitFor(() => expect(screen.queryByRole("button", { name: "Pin this certificate" })).toBeNull());
  });

  it("trusts single certificates from then on, where authorities were trusted", async () => {
    const world = worldOf("troubled");
    const { user } = renderApp(world);
    await user.click(await row("ob_secure"));
    const fingerprint = world.connections.find(({ id }) => id === "c-ob_secure")?.agents[0]?.certificate;
    expect(screen.getByText(/trusts only certificates that were pinned/)).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Pin this certificate" }));
    expect(called(world, "edit_connection")).toMatchObject([
      { settings: { reach: { tls: { type: "pinned", fingerprints: [fingerprint] } } } },
    ]);
    expect(called(world, "trust_certificate")).toEqual([]);
    await waitFor(() => expect(screen.queryByRole("button", { name: "Pin this certificate" })).toBeNull());
  });

  it("takes another password right there, tries it once, and forgets it", async () => {
    const world = worldOf("troubled");
    const { user, container } = renderApp(world);
    await user.click(await row("ob_changed"));
    expect(within(panel()).getByText(/nothing is tried again until you enter another one/)).toBeVisible();
    const field = within(panel()).getByLabelText("Password of root@sys");
    const use = within(panel()).getByRole("button", { name: "Use this password" });
    expect(use).toHaveAccessibleDescription("No password typed yet");
    await user.type(field, "wrong{Enter}");
    await waitFor(() => expect(called(world, "replace_password")).toHaveLength(1));
    expect(within(panel()).getByText("root@sys is refused")).toBeVisible();
    await user.type(field, CANARY);
    await user.click(use);
    await waitFor(() => expect(within(panel()).queryByText("root@sys is refused")).toBeNull());
    expect(called(world, "replace_password")).toHaveLength(2);
    expect(container.innerHTML).not.toContain(CANARY);
    expect(JSON.stringify(world.calls)).not.toContain(CANARY);
  });

  it("asks for the user of an OCP as well", async () => {
    const world = worldOf("troubled");
    const { user } = renderApp(world);
    await user.click(await row("ocp-lab"));
    const name = within(panel()).getByLabelText("User");
    expect(name).toHaveValue("admin");
    await user.clear(name);
    await user.type(name, "dba");
    await user.type(within(panel()).getByLabelText("Password"), `${CANARY}{Enter}`);
    await waitFor(() => expect(called(world, "replace_password")).toMatchObject([{ kind: "ocp", user: "dba" }]));
  });

  it("unlocks the vault where it is missed, and goes on", async () => {
    const world = worldOf("locked");
    const { user } = renderApp(world);
    await user.click(await row("ob_pay"));
    await user.type(within(panel()).getByLabelText("Passphrase"), "correct horse battery{Enter}");
    await waitFor(() => expect(called(world, "contact_connection")).toEqual([{ connectionId: "c-ob_pay" }]));
  });

  it("says since when nobody answers", async () => {
    const { user } = renderApp(worldOf("troubled"));
    await user.click(await row("ob_gone"));
    expect(within(panel()).getByText(/^Last answer .*What is shown below is from then/)).toBeVisible();
    expect(within(panel()).getByText("0 of 3 answer")).toBeVisible();
    await user.click(await row("ob_far"));
    expect(within(panel()).getByText("The way to the host does not work")).toBeVisible();
    await user.click(await row("ob_moved"));
    expect(within(panel()).getByText(/the agent says it is 10.20.60.2:2886/)).toBeVisible();
    expect(within(panel()).queryByText("The request is not valid")).toBeNull();
  });
});
