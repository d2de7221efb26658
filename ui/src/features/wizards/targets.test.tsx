import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import { renderApp } from "../../test/render-app";
import { freshWorld, scenarios } from "./scenarios";

const CANARY = "Canary-77-Secret";

function worldOf(scenario: string) {
  const world = freshWorld();
  scenarios[scenario]?.(world);
  return world;
}

const saved = (world: ReturnType<typeof freshWorld>) => world.drafts.get("draft-a");
const rail = () =>
  within(screen.getByRole("navigation", { name: "Steps" }))
    .getAllByRole("button")
    .map((step) => step.textContent?.split(",")[0]?.replace(/^\d/, ""));

describe("joining agents", () => {
  it("has the steps it needs and names the cluster it is for", async () => {
    renderApp(worldOf("join"), "/wizards/draft-a/hosts");
    expect(await screen.findByRole("heading", { name: "Join agents" })).toBeVisible();
    expect(rail()).toEqual(["Hosts", "Pre-flight", "Review", "Run"]);
    const summary = within(screen.getByRole("complementary", { name: "Summary" }));
    expect(await summary.findByText("3 in 3 zones")).toBeVisible();
    expect(summary.getByText("They follow 10.10.10.1:2886 (MASTER)")).toBeVisible();
    expect(summary.queryByText("root@sys")).toBeNull();
    expect(screen.getByText(/to follow the MASTER of ob_order/)).toBeVisible();
  });

  it("sets a password on open agents first, all at once, and joins them", async () => {
    const world = worldOf("join");
    const { user, container } = renderApp(world, "/wizards/draft-a/hosts");
    await user.click(await screen.findByRole("button", { name: "Set one first on all 2" }));
    expect(screen.getByText(/command these 2 agents, or join them to a cluster of their own/)).toBeVisible();
    await user.type(screen.getByLabelText("New password of 2 agents"), `${CANARY}{Enter}`);
    await waitFor(() => expect(saved(world)?.hosts.every((host) => host.setPassword)).toBe(true));
    await waitFor(() => expect(screen.queryByText("2 agents have no password.")).toBeNull());
    // Who has no password yet is not asked with the one that is to be set.
    const asked = world.calls.filter((call) => call.command === "probe_host").map((call) => call.request);
    expect(asked).toEqual(asked.map(() => expect.objectContaining({ agentPassword: null })));
    expect(container.innerHTML + JSON.stringify(world.calls)).not.toContain(CANARY);

    await user.click(screen.getByRole("button", { name: "Next: Pre-flight" }));
    const next = await screen.findByRole("button", { name: "Next: Review" });
    await waitFor(() => expect(next).not.toHaveAttribute("aria-disabled"));
    expect(screen.queryByRole("rowheader", { name: /^Data disk/ })).toBeNull();
    await user.click(next);
    expect(await screen.findAllByRole("button", { name: /PUT.*\/api\/v1\/agent\/password/ })).toHaveLength(2);
    await user.click(screen.getByRole("button", { name: "Join 2 agents" }));
    const dialog = await screen.findByRole("dialog", { name: "Join 2 agents to ob_order?" });
    await user.click(within(dialog).getByRole("button", { name: "Join 2 agents" }));
    await waitFor(() => expect(window.location.hash).toMatch(/^#\/operations\/op-/));
    expect(world.operations[0]).toMatchObject({ kind: "join" });
  });

  it("sets a password on one agent, or leaves it open again", async () => {
    const world = worldOf("join");
    const { user } = renderApp(world, "/wizards/draft-a/hosts");
    await user.click(await screen.findByRole("button", { name: "Show details of 10.10.10.7:2886" }));
    await user.type(await screen.findByLabelText("New password of the agent"), `${CANARY}{Enter}`);
    expect(await screen.findByText("A password is set on this agent before anything else")).toBeVisible();
    expect(saved(world)?.hosts.map((host) => host.setPassword)).toEqual([false, false]);
    await waitFor(() => expect(saved(world)?.hosts.map((host) => host.setPassword)).toEqual([true, false]));
    await user.click(screen.getByRole("button", { name: "Leave it open" }));
    await waitFor(() => expect(saved(world)?.hosts[0]).toMatchObject({ agentPassword: null, setPassword: false }));
  });
});

describe("scaling out", () => {
  it("puts new hosts where the cluster has the fewest servers, or into a new zone", async () => {
    const world = worldOf("scale-out");
    const draft = saved(world);
    if (draft !== undefined) draft.hosts = [];
    const target = world.connections[0];
    if (target !== undefined) target.agents = target.agents.slice(0, 2);
    const { user } = renderApp(world, "/wizards/draft-a/hosts");
    await screen.findByText("2 in 2 zones");
    await user.click(screen.getByLabelText("Addresses to add"));
    await user.paste("10.10.10.7 10.10.10.8");
    await waitFor(() => expect(saved(world)?.hosts.map((host) => host.zone)).toEqual(["zone1", "zone2"]));
    await user.click(screen.getByRole("button", { name: "Choose the zone of host 2" }));
    expect(await screen.findByRole("menuitem", { name: "zone1 1 server" })).toBeVisible();
    await user.click(screen.getByRole("menuitem", { name: "zone3, a new zone" }));
    expect(await screen.findByLabelText("Zone of host 2")).toHaveValue("zone3");
    const zone3 = within(screen.getByRole("complementary", { name: "Summary" })).getByTitle("zone3").parentElement;
    expect(zone3).toHaveTextContent("new");
  });

  it("takes parameters for single servers and starts with the number of servers on the button", async () => {
    const world = worldOf("scale-out");
    for (const probe of world.hosts.values()) if (probe.facts !== null) probe.facts.passwordSet = true;
    const { user } = renderApp(world, "/wizards/draft-a/resources");
    expect(await screen.findByRole("heading", { name: "Scale out" })).toBeVisible();
    expect(rail()).toEqual(["Hosts", "Resources", "Pre-flight", "Review", "Run"]);
    await user.click(await screen.findByRole("button", { name: "Override memory_limit for a zone or server" }));
    await user.click(await screen.findByRole("menuitem", { name: "10.10.10.8:2886" }));
    expect(screen.getByLabelText("memory_limit for all new servers")).toHaveValue("16G");
    const own = await screen.findByLabelText("memory_limit for 10.10.10.8:2886");
    await user.clear(own);
    await user.type(own, "12G");
    await user.click(screen.getByRole("button", { name: "Next: Pre-flight" }));
    const next = await screen.findByRole("button", { name: "Next: Review" });
    await waitFor(() => expect(next).not.toHaveAttribute("aria-disabled"));
    await user.click(next);
    const calls = await screen.findAllByRole("button", { name: /POST.*\/api\/v1\/ob\/scale_out/ });
    await user.click(calls[1] as HTMLElement);
    expect(screen.getByRole("region", { name: "Body, secrets masked" })).toHaveTextContent('"memory_limit": "12G"');
    await user.click(screen.getByRole("button", { name: "Add 2 servers" }));
    const dialog = await screen.findByRole("dialog", { name: "Add 2 servers to ob_order?" });
    expect(dialog).toHaveTextContent("POST /api/v1/ob/scale_out");
  });

  it("says of a member that it is one, and of a newer version that it cannot be added", async () => {
    renderApp(worldOf("scale-out-troubled"), "/wizards/draft-a/preflight");
    expect(await screen.findByRole("gridcell", { name: "CLUSTER AGENT, Failed" })).toBeVisible();
    screen.getByRole("gridcell", { name: "4.3.5.2, Failed" }).click();
    const detail = await screen.findByRole("region", { name: "OceanBase on 10.10.10.7:2886" });
    expect(detail).toHaveTextContent("OceanBase 4.3.5.2 here, the cluster has 4.3.5.1");
    screen.getByRole("gridcell", { name: "CLUSTER AGENT, Failed" }).click();
    expect(await screen.findByText(/The agent is in this cluster already/)).toBeVisible();
  });

  it("says so when the connection is gone", async () => {
    const world = worldOf("scale-out");
    world.connections = [];
    renderApp(world, "/wizards/draft-a/hosts");
    expect(await screen.findByText("The connection of this draft is not on the list any more")).toBeVisible();
  });
});
