import { act, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import { failure } from "../../platform/fake/world";
import { renderApp } from "../../test/render-app";
import { violationsIn } from "../../test/violations";
import { guardAt } from "../audit/fakes/guards";
import { changeConnection } from "../connections/fakes/watch";
import { asked, card, clustersWorld } from "./fakes/screen";
import { changeCluster } from "./fakes/state";

const at = (id: string) => `/clusters/c-${id}`;

describe("the overview of a cluster", () => {
  it("shows state, facts, zones and hosts in words", async () => {
    renderApp(clustersWorld(), at("ob_trade"));
    const odd = await card("10.10.20.2:2881");
    for (const word of ["disk 88 %", "7 of 16", "46 of 64 GB", "1.8 of 2 TB", "Running", "agent 4.3.1.0", "+4 ms"]) {
      expect(odd).toHaveTextContent(word);
    }
    expect(await card("10.10.20.1:2881")).toHaveTextContent("root service");
    const moving = await card("10.10.20.6:2881");
    expect(moving).toHaveTextContent("Starting");
    expect(moving).toHaveTextContent("OB rolling upgrade 4.3.5.2, 8 of 31 steps");
    expect(screen.getByRole("region", { name: "zone3" })).toHaveTextContent("2 of 3 running");
    for (const word of ["Cluster id3", "4.3.5.1 community", "Zones, hosts3, 9", "402 of 576 GB", "10.6 of 18 TB"]) {
      expect(screen.getByRole("region", { name: "Overview" })).toHaveTextContent(word);
    }
    const side = screen.getByRole("complementary", { name: "About the cluster" });
    expect(side).toHaveTextContent("4.3.5.1 on 8, 4.3.5.2 on 10.10.20.6:2881");
    expect(side).toHaveTextContent("reportMySQLCPU 91 %");
  });

  it("copies how to connect", async () => {
    const { user, platform } = renderApp(clustersWorld(), at("ob_trade"));
    await user.click(await screen.findByRole("button", { name: "Copy the command for 10.10.20.1:2881" }));
    expect(platform.copied).toEqual(["obclient -h10.10.20.1 -P2881 -uroot@sys -p"]);
  });

  it("says why buttons are off, in plain sight and to readers", async () => {
    renderApp(clustersWorld(), at("ob_trade"));
    const stop = await screen.findByRole("button", { name: "Stop" });
    expect(stop).toHaveAccessibleDescription("a task holds the maintenance lock");
    expect(screen.getByText("Scale out, Start, Stop:")).toBeVisible();
  });

  it("begins the wizards with its connection", async () => {
    const world = clustersWorld();
    const { user } = renderApp(world, at("ob_thirty"));
    await user.click(await screen.findByRole("button", { name: "Scale out" }));
    await waitFor(() => expect(window.location.hash).toMatch(/^#\/wizards\/.+\/hosts$/));
    expect(asked(world, "create_draft")).toEqual([{ kind: "scaleOut", practice: false, connectionId: "c-ob_thirty" }]);
  });

  it("says before there is a cluster what comes next", async () => {
    const world = clustersWorld();
    const { user } = renderApp(world, at("ob_joined"));
    expect(await card("10.20.30.1:2886")).toHaveTextContent("MASTER");
    expect(await card("10.20.30.3:2886")).toHaveTextContent("clock +73 ms");
    expect(screen.getByText(/3 agents stand ready/)).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Join hosts" }));
    await waitFor(() => expect(asked(world, "create_draft")).toHaveLength(1));
    expect(asked(world, "create_draft")).toEqual([{ kind: "join", practice: false, connectionId: "c-ob_joined" }]);
  });

  it("shows what is left of a cluster that is partly down", async () => {
    renderApp(clustersWorld(), at("ob_order"));
    const gone = await card("10.10.30.6:2881");
    expect(gone).toHaveTextContent("agent silent");
    expect(gone).toHaveTextContent("Old, not read with the rest");
    expect(gone).toHaveTextContent("connection timed out");
    expect(screen.getByRole("region", { name: "zone2" })).toHaveTextContent("INACTIVE");
  });

  it("says of a host that goes silent since when", async () => {
    const world = clustersWorld();
    renderApp(world, at("ob_one"));
    await card("10.30.10.7:2881");
    act(() =>
      changeCluster(world, "c-ob_one", (before) => ({
        ...before,
        zones: before.zones.map((zone) => ({ ...zone, hosts: zone.hosts.map((host) => ({ ...host, stale: true })) })),
      })),
    );
    await waitFor(async () => expect(await card("10.30.10.7:2881")).toHaveTextContent(/As of \d\d:\d\d:\d\d/));
  });
});

describe("freshness", () => {
  it("keeps old data and tells that reading fails", async () => {
    const world = clustersWorld();
    const { user } = renderApp(world, at("ob_silent"));
    expect(await screen.findByText(/Reading fails, as of/)).toBeVisible();
    expect(screen.getByText("No agent answers")).toBeVisible();
    expect(screen.getByText("What runs now is not known")).toBeVisible();
    expect(screen.getByRole("region", { name: "zone1" })).toHaveTextContent("1 host, old");
    expect(await card("10.20.7.1:2881")).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Try again" }));
    expect(await screen.findByText(/Updated \d+ s ago/)).toBeVisible();
    expect(asked(world, "contact_connection")).toEqual([{ connectionId: "c-ob_silent" }]);
  });

  it("is grey while it is old, and reads at a press of r", async () => {
    const world = clustersWorld();
    const { user } = renderApp(world, at("ob_old"));
    expect(await screen.findByText(/Old: as of/)).toBeVisible();
    expect(asked(world, "contact_connection")).toEqual([]);
    await user.keyboard("r");
    expect(await screen.findByText(/Updated \d+ s ago/)).toBeVisible();
  });

  it("asks for the password that was refused, and goes on", async () => {
    const world = clustersWorld();
    const { user } = renderApp(world, at("ob_wrong"));
    expect(await screen.findByText("root@sys is refused")).toBeVisible();
    await user.type(screen.getByLabelText("Password of root@sys"), "a better one");
    await user.click(screen.getByRole("button", { name: "Use this password" }));
    await waitFor(() => expect(screen.queryByText("root@sys is refused")).toBeNull());
  });

  it("does not begin again by itself where contact was stopped", async () => {
    const world = clustersWorld();
    const before = world.connections.find(({ id }) => id === "c-ob_order_dev");
    const { user } = renderApp(world, at("ob_order_dev"));
    await card("10.30.30.4:2881");
    act(() => changeConnection(world, "c-ob_order_dev", (now) => before ?? now));
    expect(await screen.findByText("Nobody was asked yet")).toBeVisible();
    expect(screen.queryByText("No task is running")).toBeNull();
    expect(asked(world, "contact_connection")).toEqual([]);
    await user.click(within(screen.getByRole("main")).getByRole("button", { name: "Contact" }));
    expect(await card("10.30.30.4:2881")).toBeVisible();
  });

  it("says that a connection is gone", async () => {
    const { user } = renderApp(clustersWorld(), at("nobody"));
    expect(await screen.findByText("This connection is not on the list")).toBeVisible();
    await user.click(screen.getByRole("button", { name: "To the connections" }));
    expect(window.location.hash).toBe("#/");
  });

  it("tells what the stream was lost by, and subscribes again", async () => {
    const world = clustersWorld();
    let lose: ((problem: unknown) => void) | undefined;
    const { platform, user } = renderApp(world, "/settings");
    const watch = platform.watch.bind(platform);
    platform.watch = (stream, request, onEvent, onFailure) => {
      if (stream === "watch_cluster") lose = onFailure;
      return watch(stream, request, onEvent, onFailure);
    };
    window.location.hash = at("ob_one");
    await card("10.30.10.7:2881");
    act(() => lose?.(failure("internal", "the window lost its stream")));
    expect(await screen.findByText(/the window lost its stream/)).toBeInTheDocument();
    expect(await card("10.30.10.7:2881")).toBeVisible();
    await user.keyboard("r");
    await waitFor(() => expect(screen.queryByText(/the window lost its stream/)).toBeNull());
  });
});

describe("the lock", () => {
  it("says who holds it, where and since when, and what would free it", async () => {
    renderApp(clustersWorld(), at("ob_trade"));
    const banner = await screen.findByRole("region", { name: "Locked by OB rolling upgrade 4.3.5.2" });
    expect(banner).toHaveTextContent("failed at step 9 of 31, Start observer, on 10.10.20.6:2886, 2 h ago.");
    expect(within(banner).getByRole("button", { name: "Pass" })).toHaveAccessibleDescription(
      "this step does not allow it",
    );
    expect(within(banner).getByText(/this step does not allow it/, { selector: "li" })).toBeVisible();
  });

  it("opens a task that somebody else started before it acts on it, under its guard", async () => {
    const world = clustersWorld();
    const { user } = renderApp(world, at("ob_trade"));
    const banner = await screen.findByRole("region", { name: /Locked by/ });
    await user.click(within(banner).getByRole("button", { name: "Roll back" }));
    const dialog = await screen.findByRole("dialog", { name: "Roll back OB rolling upgrade 4.3.5.2?" });
    expect(dialog).toHaveTextContent("Start observer → Create observer workdir → Integrate config");
    expect(asked(world, "open_task")).toEqual([
      { connectionId: "c-ob_trade", taskId: "dag-OB rolling upgrade 4.3.5.2" },
    ]);
    expect(asked(world, "operate_task")).toEqual([]);
    await user.click(within(dialog).getByRole("button", { name: "Roll back" }));
    await waitFor(() => expect(window.location.hash).toBe("#/operations/failed"));
    expect(asked(world, "operate_task")).toMatchObject([
      { operationId: "failed", operator: "rollback", consent: { confirmed: true } },
    ]);
  });

  it("retries at once where the guard asks for nothing", async () => {
    const world = clustersWorld();
    world.guards.set("of-failed", guardAt("open"));
    const { user } = renderApp(world, at("ob_trade"));
    await user.click(await screen.findByRole("button", { name: "Retry" }));
    await waitFor(() => expect(window.location.hash).toBe("#/operations/failed"));
    expect(asked(world, "operate_task")).toMatchObject([{ operator: "retry", consent: { confirmed: false } }]);
  });

  it("asks for the word after all where the guard was raised meanwhile", async () => {
    const world = clustersWorld();
    world.guards.set("of-failed", guardAt("open"));
    world.failing.set("operate_task", failure("consentNeeded", "confirm first", { detail: "Confirm" }));
    const { user } = renderApp(world, at("ob_trade"));
    await user.click(await screen.findByRole("button", { name: "Retry" }));
    const dialog = await screen.findByRole("dialog", { name: "Retry OB rolling upgrade 4.3.5.2?" });
    expect(dialog).toHaveTextContent("was raised meanwhile");
    world.failing.clear();
    await user.click(within(dialog).getByRole("button", { name: "Retry the task" }));
    await waitFor(() => expect(window.location.hash).toBe("#/operations/failed"));
  });

  it("acts on the task that holds it now, not on the one before", async () => {
    const world = clustersWorld();
    const { user } = renderApp(world, at("ob_trade"));
    await user.click(await screen.findByRole("button", { name: "Roll back" }));
    const first = await screen.findByRole("dialog");
    await user.keyboard("{Escape}");
    await waitFor(() => expect(first).not.toBeInTheDocument());
    act(() =>
      changeCluster(world, "c-ob_trade", ({ lock, ...rest }) => {
        const task = lock?.task ?? null;
        return { ...rest, lock: lock && task && { ...lock, task: { ...task, id: "another", name: "Delete zone" } } };
      }),
    );
    const banner = await screen.findByRole("region", { name: "Locked by Delete zone" });
    await user.click(within(banner).getByRole("button", { name: "Roll back" }));
    await screen.findByRole("dialog", { name: "Roll back Delete zone?" });
    expect(asked(world, "open_task")).toMatchObject([
      { taskId: "dag-OB rolling upgrade 4.3.5.2" },
      { taskId: "another" },
    ]);
  });

  it("tells why it could not be opened", async () => {
    const world = clustersWorld();
    world.failing.set("open_task", failure("notFound", "the agent knows no such task"));
    const { user } = renderApp(world, at("ob_trade"));
    await user.click(await screen.findByRole("button", { name: "Retry" }));
    expect(await screen.findByText("the agent knows no such task")).toBeInTheDocument();
    expect(asked(world, "operate_task")).toEqual([]);
  });

  it("alarms nobody while a task is at work, and says so when none can be found", async () => {
    const { unmount } = renderApp(clustersWorld(), at("ob_growing"));
    expect(await screen.findByText("Cluster scale out holds the maintenance lock")).toBeVisible();
    unmount();
    renderApp(clustersWorld(), at("ob_held"));
    expect(await screen.findByText(/no task was found that holds it/)).toBeVisible();
  });
});

describe("tasks", () => {
  it("stand on the axis of a day and open", async () => {
    const world = clustersWorld();
    const { user } = renderApp(world, at("ob_trade"));
    const day = await screen.findByRole("list", { name: "Tasks of the last 24 hours" });
    expect(within(day).getAllByRole("button")).toHaveLength(10);
    await user.click(within(day).getByRole("button", { name: /^Cluster backup, Succeeded/ }));
    await waitFor(() => expect(window.location.hash).toBe("#/operations/succeeded"));
  });
});

describe("by keys", () => {
  it("moves from card to card, and opens a menu", async () => {
    const { user } = renderApp(clustersWorld(), at("ob_trade"));
    const first = await card("10.10.20.1:2881");
    first.focus();
    await user.keyboard("{ArrowRight}{ArrowDown}");
    expect(await card("10.10.20.5:2881")).toHaveFocus();
    await user.keyboard("{Enter}");
    const menu = await screen.findByRole("menu");
    expect(within(menu).getByRole("menuitem", { name: /^Scale in/ })).toHaveTextContent(
      "a task holds the maintenance lock",
    );
    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("menu")).toBeNull());
    expect(window.location.hash).toBe("#/clusters/c-ob_trade");
  });

  it("filters the tree, and goes back", async () => {
    const { user } = renderApp(clustersWorld(), at("ob_trade"));
    await card("10.10.20.1:2881");
    await user.keyboard("/");
    expect(screen.getByLabelText("Filter clusters")).toHaveFocus();
    await user.keyboard("ob_order_d");
    const tree = screen.getByRole("navigation", { name: "Clusters" });
    expect(within(tree).getAllByRole("link")).toHaveLength(1);
    await user.keyboard("{Escape}{Escape}{Escape}");
    await waitFor(() => expect(window.location.hash).toBe("#/"));
  });

  it("goes from cluster to cluster", async () => {
    const { user } = renderApp(clustersWorld(), at("ob_trade"));
    await card("10.10.20.1:2881");
    const tree = screen.getByRole("navigation", { name: "Clusters" });
    await user.click(within(tree).getByRole("link", { name: /ob_one/ }));
    expect(await card("10.30.10.7:2881")).toBeVisible();
    expect(within(tree).queryByRole("link", { name: /ocp/ })).toBeNull();
  });
});

it("is not left behind when a poll tells of a guard", async () => {
  const world = clustersWorld();
  renderApp(world, at("ob_one"));
  await card("10.30.10.7:2881");
  act(() =>
    changeConnection(world, "c-ob_one", (one) => ({
      ...one,
      guard: { level: "readOnly", base: "readOnly", lowered: null },
    })),
  );
  expect(await screen.findByText("Read-only")).toBeVisible();
  expect(await violationsIn(document.body)).toEqual([]);
});
