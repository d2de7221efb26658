import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import type { WizardDraft } from "../../ipc/generated";
import { failure } from "../../platform/fake/world";
import { renderApp } from "../../test/render-app";
import { guardAt } from "../audit/fakes/guards";
import { freshWorld, orderDraft } from "./scenarios";

function readyWorld(change: Partial<WizardDraft> = {}) {
  const world = freshWorld();
  const draft = { ...orderDraft(world), step: "review" as const, ...change };
  draft.cluster.rootPassword = { id: "secret-0", weak: false };
  world.drafts.set("draft-a", draft);
  return world;
}

const started = (world: ReturnType<typeof freshWorld>) =>
  world.calls.filter((call) => call.command === "start_draft").map((call) => call.request);

async function pressStart(world: ReturnType<typeof freshWorld>) {
  const view = renderApp(world, "/wizards/draft-a/review");
  const start = await screen.findByRole("button", { name: "Initialise ob_order" });
  await screen.findByText("All checks passed");
  await view.user.click(start);
  return view;
}

describe("the start of an initialisation", () => {
  it("on production wants the cluster's name", async () => {
    const world = readyWorld({ environment: "prod" });
    const { user } = await pressStart(world);
    const dialog = await screen.findByRole("dialog", { name: "Initialise ob_order?" });
    expect(dialog).toHaveTextContent("The calls of the plan go out to 6 hosts");
    expect(within(dialog).getByText(/POST \/api\/v1\/ob\/init 10\.10\.10\.1:2886/)).toBeInTheDocument();
    const confirm = within(dialog).getByRole("button", { name: "Initialise ob_order" });
    await user.click(confirm);
    expect(started(world)).toEqual([]);
    await user.type(within(dialog).getByLabelText("Type ob_order to confirm"), "ob_order");
    await user.click(confirm);
    await waitFor(() => expect(window.location.hash).toMatch(/^#\/operations\/op-/));
    expect(started(world)).toEqual([{ draftId: "draft-a", consent: { confirmed: true, typedName: "ob_order" } }]);
  });

  it("in development goes at once", async () => {
    const world = readyWorld({ environment: "dev" });
    await pressStart(world);
    await waitFor(() => expect(window.location.hash).toMatch(/^#\/operations\/op-/));
    expect(started(world)).toEqual([{ draftId: "draft-a", consent: { confirmed: false, typedName: null } }]);
  });

  it("goes by the environment that was chosen last", async () => {
    const world = readyWorld({ environment: "dev", step: "cluster" });
    const { user } = renderApp(world, "/wizards/draft-a/cluster");
    await user.click(await screen.findByLabelText(/^PROD/));
    await user.click(screen.getByRole("button", { name: "Next: Resources" }));
    await user.click(await screen.findByRole("button", { name: "Next: Pre-flight" }));
    const next = await screen.findByRole("button", { name: "Next: Review" });
    await waitFor(() => expect(next).not.toHaveAttribute("aria-disabled"));
    await user.click(next);
    expect(await screen.findByText("Type name")).toBeVisible();
  });

  it("can be thought better of", async () => {
    const world = readyWorld();
    const { user } = await pressStart(world);
    await user.click(within(await screen.findByRole("dialog")).getByRole("button", { name: "Cancel" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(started(world)).toEqual([]);
    expect(window.location.hash).toBe("#/wizards/draft-a/review");
  });

  it("tells in the dialog why it did not start", async () => {
    const world = readyWorld();
    world.failing.set("start_draft", failure("invalid", "a host has changed meanwhile"));
    const { user } = await pressStart(world);
    const dialog = await screen.findByRole("dialog");
    await user.click(within(dialog).getByRole("button", { name: "Initialise ob_order" }));
    expect(await within(dialog).findByRole("alert")).toHaveTextContent("a host has changed meanwhile");
  });

  it("is off under a read-only guard, which can be lowered here", async () => {
    const world = readyWorld({ connectionId: "c-order" });
    world.guards.set("c-order", guardAt("readOnly"));
    const { user } = renderApp(world, "/wizards/draft-a/review");
    const start = await screen.findByRole("button", { name: "Initialise ob_order" });
    await waitFor(() => expect(start).toHaveAccessibleDescription("ob_order is read-only: lower its guard first"));
    await user.click(start);
    expect(screen.queryByRole("dialog")).toBeNull();
    await user.click(screen.getByRole("button", { name: "Lower the guard of ob_order" }));
    await user.click(await screen.findByLabelText(/^Open/));
    await user.type(screen.getByLabelText("Reason"), "first bootstrap{Enter}");
    await waitFor(() => expect(start).not.toHaveAttribute("aria-disabled"));
    await user.click(start);
    await waitFor(() => expect(started(world)).toHaveLength(1));
  });
});
