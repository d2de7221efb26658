import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import { failure, type FakeWorld } from "../../../platform/fake/world";
import { renderApp } from "../../../test/render-app";
import { violationsIn } from "../../../test/violations";
import { asked, clustersWorld } from "../fakes/screen";
import { clustersOf } from "../fakes/state";

const sent = (world: FakeWorld) => asked(world, "start_node_action");

/** Opens a menu and presses one of its items. */
async function choose(world: FakeWorld, id: string, menu: string, item: string) {
  const view = renderApp(world, `/clusters/c-${id}`);
  await view.user.click(await screen.findByRole("button", { name: menu }));
  await view.user.click(await screen.findByRole("menuitem", { name: item }));
  return { ...view, dialog: await screen.findByRole("dialog") };
}

describe("stopping a zone", () => {
  it("shows what it would do, and has the verb on its button", async () => {
    const world = clustersWorld();
    const { user, dialog } = await choose(world, "ob_thirty", "Menu of zone2", "Stop zone");
    expect(await within(dialog).findByText("2 of 3 zones keep serving, 2 needed")).toBeVisible();
    const rows = within(dialog).getAllByRole("row");
    expect(rows.map((row) => row.textContent)).toContain("Servers that serve2919");
    expect(dialog).toHaveTextContent("To undo itStart it again");
    expect(dialog).toHaveTextContent("POST /api/v1/ob/zone/zone2/stop");
    expect(await violationsIn(dialog)).toEqual([]);
    await user.click(within(dialog).getByRole("button", { name: "Stop zone2" }));
    await waitFor(() => expect(window.location.hash).toBe("#/operations/running"));
    expect(sent(world)).toEqual([
      {
        connectionId: "c-ob_thirty",
        action: { type: "stopZone", zone: "zone2", freezeServer: true, passTasks: [] },
        accepted: [],
        consent: { confirmed: true, typedName: null },
      },
    ]);
  });

  it("wants a tick for each warning", async () => {
    const world = clustersWorld();
    const { user, dialog } = await choose(world, "ob_thirty", "Menu of zone1", "Stop zone");
    const stop = within(dialog).getByRole("button", { name: "Stop zone1" });
    await waitFor(() => expect(stop).toHaveAccessibleDescription("1 warning is not ticked yet"));
    await user.click(stop);
    expect(sent(world)).toEqual([]);
    await user.click(within(dialog).getByLabelText(/The root service moves away/));
    await user.click(stop);
    await waitFor(() => expect(sent(world)).toHaveLength(1));
    expect(sent(world)).toMatchObject([{ accepted: [{ code: "rootServiceMoves" }] }]);
  });

  it("wants the tick anew when the warning is about something else", async () => {
    const world = clustersWorld();
    const silent = (agent: string) => ({ verdict: "warn", code: "hostSilent", args: { agent } }) as const;
    clustersOf(world).findings.push(silent("10.20.7.2:2886"));
    const { user, dialog } = await choose(world, "ob_thirty", "Menu of zone2", "Stop zone");
    await user.click(await within(dialog).findByRole("checkbox", { name: /10.20.7.2:2886/ }));
    const stop = within(dialog).getByRole("button", { name: "Stop zone2" });
    await waitFor(() => expect(stop).not.toHaveAttribute("aria-disabled"));
    clustersOf(world).findings.push(silent("10.20.7.5:2886"));
    world.failing.set("start_node_action", failure("invalid", "a warning was not accepted"));
    await user.click(stop);
    expect(await within(dialog).findByRole("checkbox", { name: /10.20.7.2:2886, 10.20.7.5:2886/ })).not.toBeChecked();
    expect(stop).toHaveAccessibleDescription("1 warning is not ticked yet");
  });

  it("is blocked by what fails, with the reason beside the button", async () => {
    const world = clustersWorld();
    const args = {
      zone: "zone2",
      message: "server in another zone is stopped",
      agentCode: "OB.Server.StoppedInMultiZone",
    };
    clustersOf(world).findings.push({ verdict: "fail", code: "stopCheckFailed", args });
    const { user, dialog } = await choose(world, "ob_thirty", "Menu of zone2", "Stop zone");
    const stop = within(dialog).getByRole("button", { name: "Stop zone2" });
    await waitFor(() =>
      expect(stop).toHaveAccessibleDescription("Blocked: The agent's own stop check of zone2 failed"),
    );
    expect(dialog).toHaveTextContent("server in another zone is stopped (OB.Server.StoppedInMultiZone)");
    await user.click(stop);
    expect(sent(world)).toEqual([]);
  });
});

describe("stopping the cluster", () => {
  async function open(world: FakeWorld) {
    const view = renderApp(world, "/clusters/c-ob_thirty");
    await view.user.click(await screen.findByRole("button", { name: "Stop" }));
    return { ...view, dialog: await screen.findByRole("dialog", { name: "Stop ob_thirty?" }) };
  }

  it("asks again what it would do when the mode changes", async () => {
    const world = clustersWorld();
    const { user, dialog } = await open(world);
    expect(within(dialog).getByLabelText(/^Terminate/)).toBeChecked();
    await within(dialog).findByText("The whole cluster stops serving");
    await user.click(within(dialog).getByLabelText(/^Service/));
    const stop = within(dialog).getByRole("button", { name: "Stop ob_thirty" });
    await waitFor(() =>
      expect(stop).toHaveAccessibleDescription("Blocked: The whole cluster cannot stop its service alone"),
    );
    await user.click(within(dialog).getByLabelText(/^Force/));
    expect(await within(dialog).findByLabelText("Nothing is frozen before")).toBeVisible();
    expect(asked(world, "node_impact").map((request) => (request as { action: object }).action)).toEqual([
      { type: "stop", scope: { type: "cluster" }, mode: "terminate", passTasks: [] },
      { type: "stop", scope: { type: "cluster" }, mode: "service", passTasks: [] },
      { type: "stop", scope: { type: "cluster" }, mode: "force", passTasks: [] },
    ]);
  });

  it("can be narrowed to zones and servers", async () => {
    const world = clustersWorld();
    const { user, dialog } = await open(world);
    await user.click(within(dialog).getByLabelText("Zones"));
    expect(within(dialog).getByRole("button", { name: "Stop ob_thirty" })).toHaveAccessibleDescription(
      "Nothing is chosen yet",
    );
    await user.click(within(dialog).getByRole("button", { name: "zone2" }));
    expect(await within(dialog).findByRole("button", { name: "Stop zone2" })).toBeVisible();
    await user.click(within(dialog).getByLabelText("Servers"));
    await user.click(within(dialog).getByRole("button", { name: "10.20.7.2:2886" }));
    await user.click(within(dialog).getByRole("button", { name: "10.20.7.5:2886" }));
    const stop = await within(dialog).findByRole("button", { name: "Stop 2 hosts" });
    await waitFor(() => expect(stop).not.toHaveAttribute("aria-disabled"));
    await user.click(stop);
    await waitFor(() => expect(sent(world)).toHaveLength(1));
    expect(sent(world)).toMatchObject([
      { action: { type: "stop", scope: { type: "servers", agents: ["10.20.7.2:2886", "10.20.7.5:2886"] } } },
    ]);
  });
});

describe("other actions", () => {
  it("scale in normally or by force", async () => {
    const world = clustersWorld();
    const { user, dialog } = await choose(world, "ob_thirty", "Menu of 10.20.7.5:2881", "Scale in");
    await user.click(within(dialog).getByLabelText(/^Forced/));
    await user.click(await within(dialog).findByLabelText("10.20.7.5:2886 gives up its data"));
    const button = within(dialog).getByRole("button", { name: "Scale in 10.20.7.5:2886" });
    await waitFor(() => expect(button).not.toHaveAttribute("aria-disabled"));
    await user.click(button);
    await waitFor(() => expect(sent(world)).toHaveLength(1));
    expect(sent(world)).toMatchObject([
      {
        action: { type: "scaleIn", agent: "10.20.7.5:2886", force: true },
        accepted: [{ code: "dataDeleted", args: { agent: "10.20.7.5:2886" } }],
      },
    ]);
  });

  it("remove one agent before there is a cluster", async () => {
    const world = clustersWorld();
    const { user, dialog } = await choose(world, "ob_joined", "Menu of 10.20.30.2:2886", "Remove");
    await user.click(await within(dialog).findByLabelText("The agents become SINGLE again"));
    await user.click(within(dialog).getByRole("button", { name: "Remove 10.20.30.2:2886" }));
    await waitFor(() => expect(sent(world)).toHaveLength(1));
    expect(sent(world)).toMatchObject([{ action: { type: "remove", agent: "10.20.30.2:2886" } }]);
  });

  it("remove all where the MASTER would go", async () => {
    const world = clustersWorld();
    const { dialog } = await choose(world, "ob_joined", "Menu of 10.20.30.1:2886", "Remove");
    expect(dialog).toHaveAccessibleName("Remove all agents of ob_joined?");
    expect(within(dialog).getByRole("button", { name: "Remove all 3 agents" })).toBeVisible();
    await waitFor(() =>
      expect(asked(world, "node_impact")).toEqual([{ connectionId: "c-ob_joined", action: { type: "removeAll" } }]),
    );
  });

  it("pass an earlier failed task first when it is ticked", async () => {
    const world = clustersWorld();
    world.connections = world.connections.map((one) =>
      one.id === "c-ob_order" ? { ...one, guard: { level: "open", base: "open", lowered: null } } : one,
    );
    const { user, dialog } = await choose(world, "ob_order", "Menu of zone2", "Start its servers");
    await user.click(within(dialog).getByLabelText("Pass Stop OB (dag-Stop OB)"));
    const start = within(dialog).getByRole("button", { name: "Start zone2" });
    await waitFor(() => expect(start).not.toHaveAttribute("aria-disabled"));
    await user.click(start);
    await waitFor(() => expect(sent(world)).toHaveLength(1));
    expect(sent(world)).toMatchObject([{ action: { type: "start", passTasks: ["dag-Stop OB"] } }]);
  });

  it("are previewed under a read-only guard, and not sent", async () => {
    const world = clustersWorld();
    const { user, dialog } = await choose(world, "ob_order", "Menu of zone2", "Start its servers");
    const start = within(dialog).getByRole("button", { name: "Start zone2" });
    await waitFor(() => expect(start).toHaveAccessibleDescription("ob_order is read-only: lower its guard first"));
    await user.click(start);
    expect(sent(world)).toEqual([]);
  });

  it("tell why the preview or the start failed", async () => {
    const world = clustersWorld();
    world.failing.set("node_impact", failure("unreachable", "10.20.7.1:2886: timed out"));
    const { user, dialog } = await choose(world, "ob_thirty", "Menu of zone2", "Stop zone");
    const stop = within(dialog).getByRole("button", { name: "Stop zone2" });
    await waitFor(() => expect(stop).toHaveAccessibleDescription("What it would do could not be read"));
    world.failing.clear();
    world.failing.set("start_node_action", failure("underMaintenance", "locked by 2001"));
    await user.click(within(dialog).getByRole("button", { name: "Try again" }));
    await waitFor(() => expect(stop).not.toHaveAttribute("aria-disabled"));
    await user.click(stop);
    expect(await within(dialog).findByText("Another task holds the maintenance lock")).toBeVisible();
  });
});
