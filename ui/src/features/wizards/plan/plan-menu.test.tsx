import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import { failure } from "../../../platform/fake/world";
import { renderApp } from "../../../test/render-app";
import { violationsIn } from "../../../test/violations";
import { freshWorld, scenarios } from "../scenarios";

function openAt(scenario: string, step: string, world = worldOf(scenario)) {
  return { world, ...renderApp(world, `/wizards/draft-a/${step}`) };
}

function worldOf(scenario: string) {
  const world = freshWorld();
  scenarios[scenario]?.(world);
  return world;
}

const called = (world: ReturnType<typeof freshWorld>, command: string) =>
  world.calls.filter((call) => call.command === command).map((call) => call.request);

async function choose(user: ReturnType<typeof openAt>["user"], item: string) {
  await user.click(await screen.findByRole("button", { name: "Plan files" }));
  await user.click(await screen.findByRole("menuitem", { name: item }));
}

describe("a plan", () => {
  it.each(["hosts", "cluster", "resources", "preflight", "review"])("is written from the step %s", async (step) => {
    const { world, user } = openAt("plan", step);
    await user.click(await screen.findByRole("button", { name: "Export plan" }));
    expect(await screen.findByText("Plan written to /home/dba/ob_order-plan.yaml")).toBeVisible();
    expect(called(world, "export_plan")).toEqual([{ id: "draft-a" }]);
  });

  it("is written as it is in sight, and a failure is told", async () => {
    const { world, user } = openAt("plan", "cluster");
    const name = await screen.findByLabelText("Cluster name");
    await user.type(name, "_2");
    world.failing.set("export_plan", failure("storage", "permission denied"));
    await user.click(screen.getByRole("button", { name: "Export plan" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("permission denied");
    expect(world.drafts.get("draft-a")?.cluster.name).toBe("ob_order_2");
    await user.click(screen.getByRole("button", { name: "Hide the problem" }));
    expect(screen.queryByRole("alert")).toBeNull();
  });

  it("is looked at before it is taken over, then its hosts are asked", async () => {
    const { world, user } = openAt("plan", "resources");
    await choose(user, "Import plan…");
    const dialog = await screen.findByRole("dialog", { name: "Import ob_order-plan.yaml" });
    expect(dialog).toHaveTextContent("7 hosts in 3 zones");
    expect(dialog).toHaveTextContent("rootPwd looks like a password and is left out");
    expect(dialog).toHaveTextContent("Line 7, cluster.rootPwd");
    const line = within(dialog).getByRole("row", { name: "parameters cluster memory_limit 16G 24G" });
    expect(line).toBeVisible();
    expect(within(dialog).getByRole("row", { name: "hosts 10.10.10.7:2886 not in it zone1" })).toBeVisible();
    expect(await violationsIn(dialog)).toEqual([]);
    expect(called(world, "apply_plan")).toEqual([]);
    await user.click(within(dialog).getByRole("button", { name: "Take over plan" }));
    expect(await screen.findByRole("heading", { name: "Hosts" })).toBeVisible();
    expect(called(world, "apply_plan")).toEqual([{ importId: "plan-1", draftId: "draft-a" }]);
    expect(await screen.findByLabelText("Address of host 7")).toHaveValue("10.10.10.7:2886");
    await waitFor(() => expect(JSON.stringify(called(world, "probe_host"))).toContain("10.10.10.7:2886"));
    // What was taken over is not overwritten by what was there before.
    await user.click(screen.getByRole("button", { name: "Export plan" }));
    expect(world.drafts.get("draft-a")?.hosts).toHaveLength(7);
  });

  it("that is broken says where, and cannot be taken over", async () => {
    const { world, user } = openAt("plan-refused", "hosts");
    await choose(user, "Import plan…");
    const dialog = await screen.findByRole("dialog", { name: "Import handmade.yaml" });
    expect(dialog).toHaveTextContent("4 things keep it out");
    expect(dialog).toHaveTextContent(
      "nmae is no key of a plan: look for a typing error, or remove itLine 4, cluster.nmae",
    );
    expect(dialog).toHaveTextContent("The plan is for scaling out, this draft for initialising a cluster");
    const takeOver = within(dialog).getByRole("button", { name: "Take over plan" });
    expect(takeOver).toHaveAccessibleDescription("Put the file right first");
    await user.click(takeOver);
    expect(called(world, "apply_plan")).toEqual([]);
    await user.click(within(dialog).getByRole("button", { name: "Cancel" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  });

  it("leaves everything as it is when no file is chosen", async () => {
    const world = worldOf("plan");
    world.planFile = null;
    const { user } = openAt("plan", "hosts", world);
    await choose(user, "Import plan…");
    await waitFor(() => expect(called(world, "read_plan")).toEqual([{ draftId: "draft-a" }]));
    expect(screen.queryByRole("dialog")).toBeNull();
  });

  it("is compared with another", async () => {
    const { user } = openAt("plan", "review");
    await choose(user, "Compare two plans…");
    const dialog = await screen.findByRole("dialog", { name: "Two plans compared" });
    expect(within(dialog).getByRole("columnheader", { name: "ob_order-big.yaml" })).toBeVisible();
    expect(within(dialog).getByRole("table", { name: "5 differences" })).toBeVisible();
  });

  it("of a newer version is named when two are compared", async () => {
    const { user } = openAt("plan-refused", "review");
    await choose(user, "Compare two plans…");
    const dialog = await screen.findByRole("dialog", { name: "Two plans compared" });
    expect(dialog).toHaveTextContent("newer.yaml cannot be read as a plan");
    expect(dialog).toHaveTextContent("The plan is of version 3, this OBDeck knows 1");
  });
});
