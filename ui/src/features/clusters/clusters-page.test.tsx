import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import { emptyWorld } from "../../platform/fake/world";
import { renderApp } from "../../test/render-app";
import { homeRows } from "./rows";
import { operation, scenarios } from "./scenarios";

function busyWorld() {
  const world = emptyWorld("busy");
  scenarios["busy"]?.(world);
  return world;
}

describe("home", () => {
  it("contacts no host", async () => {
    const world = busyWorld();
    renderApp(world);
    await screen.findByText("ob_trade");
    expect(new Set(world.calls.map((call) => call.command))).toEqual(new Set(["home", "app_info", "load_preferences"]));
  });

  it("says what is wrong with the vault and the data", async () => {
    renderApp(busyWorld());
    expect(await screen.findByText(/No keychain was found/)).toBeVisible();
    expect(screen.getByText(/was set aside as .*bad-20261120/)).toBeVisible();
  });

  it("shows a state the server made up in its own words", async () => {
    renderApp(busyWorld());
    expect(await screen.findByText("PAUSED/RUN")).toBeVisible();
  });

  it("deletes a draft only after asking", async () => {
    const world = busyWorld();
    const { user } = renderApp(world);
    await user.click(await screen.findByRole("button", { name: "Delete ob_order" }));
    await user.click(within(await screen.findByRole("dialog")).getByRole("button", { name: "Cancel" }));
    expect(world.drafts.has("draft-1")).toBe(true);
    await user.click(screen.getByRole("button", { name: "Delete ob_order" }));
    await user.click(within(await screen.findByRole("dialog")).getByRole("button", { name: "Delete draft" }));
    await waitFor(() => expect(screen.queryByText("ob_order")).toBeNull());
    expect(world.drafts.has("draft-1")).toBe(false);
  });

  it("does not forget what still runs, and says why", async () => {
    const world = busyWorld();
    const { user } = renderApp(world);
    await user.click(await screen.findByRole("button", { name: "Delete ob_trade" }));
    const dialog = await screen.findByRole("dialog");
    expect(within(dialog).getByText(/still running/)).toBeVisible();
    await user.click(within(dialog).getByRole("button", { name: "Remove from list" }));
    expect(world.operations).toHaveLength(5);
  });

  it("teaches when it is empty, and opens the wizard with practice agents", async () => {
    const { user } = renderApp(emptyWorld());
    expect(await screen.findByText("No clusters yet")).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Start practice cluster" }));
    await waitFor(() => expect(screen.getAllByText("SINGLE")).toHaveLength(3));
  });

  it("switches language and theme at once and keeps them", async () => {
    const world = emptyWorld();
    const { user } = renderApp(world, "/settings");
    await user.click(await screen.findByLabelText("中文"));
    expect(await screen.findByRole("heading", { name: "设置" })).toBeVisible();
    await user.click(screen.getByLabelText("深色"));
    expect(document.documentElement).toHaveAttribute("data-mantine-color-scheme", "dark");
    expect(world.preferences).toMatchObject({ language: "zh", theme: "dark" });
  });
});

describe("homeRows", () => {
  it("puts what runs first, then the newest, and a started draft under its run", () => {
    const running = operation("r", { startedAt: 1 });
    const ended = operation("e", {
      startedAt: 2,
      endedAt: 9,
      draftId: "d1",
      state: { kind: "failed", word: "FAILED" },
    });
    const draft = (id: string, updatedAt: number) => ({
      id,
      clusterName: id,
      environment: "dev" as const,
      step: "hosts" as const,
      hosts: 0,
      updatedAt,
    });
    const rows = homeRows({ operations: [ended, running], drafts: [draft("d1", 20), draft("d2", 10)] });
    expect(rows.map((row) => (row.type === "draft" ? row.draft.id : row.operation.id))).toEqual(["r", "d2", "e"]);
  });
});
