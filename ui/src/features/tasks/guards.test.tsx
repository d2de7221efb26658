import { screen, waitFor, within } from "@testing-library/react";
import { beforeAll, describe, expect, test } from "vitest";

import { emptyWorld, failure, type FakeWorld } from "../../platform/fake/world";
import { violationsIn } from "../../test/violations";
import { guardAt } from "../audit/fakes/guards";
import { giveBoxesASize, renderScreen } from "./fixtures/render-screen";

beforeAll(() => giveBoxesASize());

function worldAt(level: "readOnly" | "typeName" | "confirm" | "open"): FakeWorld {
  const world = emptyWorld();
  for (const id of ["failed", "prod", "rejected", "running"]) world.guards.set(`of-${id}`, guardAt(level));
  return world;
}

const sent = (world: FakeWorld, command = "operate_task") =>
  world.calls.filter((call) => call.command === command).map((call) => call.request);

describe("an open guard", () => {
  test("sends a retry at once, and still asks before it deletes", async () => {
    const { user, world } = renderScreen("failed", worldAt("open"));
    await user.click(screen.getByRole("button", { name: "Retry" }));
    await waitFor(() => expect(sent(world)).toHaveLength(1));
    expect(sent(world)[0]).toMatchObject({ operator: "retry", consent: { confirmed: false, typedName: null } });
    expect(screen.queryByRole("dialog")).toBeNull();
    await user.click(screen.getByRole("button", { name: "Roll back" }));
    expect(await screen.findByRole("dialog", { name: "Roll back: Initialise ob_order?" })).toBeVisible();
    expect(screen.queryByLabelText("Type ob_order to confirm")).toBeNull();
  });

  test("that was raised meanwhile asks for the word, then sends again", async () => {
    const world = worldAt("open");
    world.failing.set("operate_task", failure("consentNeeded", "the name must be typed first", { detail: "TypeName" }));
    const { user } = renderScreen("failed", world);
    await user.click(screen.getByRole("button", { name: "Retry" }));
    const dialog = await screen.findByRole("dialog", { name: "Retry: Initialise ob_order?" });
    expect(dialog).toHaveTextContent("The guard of ob_order was raised meanwhile");
    world.failing.clear();
    await user.type(within(dialog).getByLabelText("Type ob_order to confirm"), "ob_order");
    await user.click(within(dialog).getByRole("button", { name: "Retry the task" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(sent(world).map((request) => (request as { consent: object }).consent)).toEqual([
      { confirmed: false, typedName: null },
      { confirmed: true, typedName: "ob_order" },
    ]);
  });

  test("tells on the screen what fails for another reason", async () => {
    const world = worldAt("open");
    world.failing.set("operate_task", failure("underMaintenance", "locked by 2001"));
    const { user } = renderScreen("failed", world);
    await user.click(screen.getByRole("button", { name: "Retry" }));
    expect(await screen.findByText("Another task holds the maintenance lock")).toBeVisible();
    expect(screen.queryByRole("dialog")).toBeNull();
  });
});

describe("a guard that wants the name", () => {
  test.each([
    ["Retry", "Retry the task"],
    ["Roll back", "Roll back and delete 12 directories"],
  ])("%s is sent once it is typed as it is", async (button, verb) => {
    const { user, world } = renderScreen("failed", worldAt("typeName"));
    await user.click(screen.getByRole("button", { name: button }));
    const confirm = await screen.findByRole("button", { name: verb });
    const field = screen.getByLabelText("Type ob_order to confirm");
    await user.type(field, "ob_orde");
    expect(confirm).toHaveAccessibleDescription("The name is not typed yet");
    await user.click(confirm);
    expect(sent(world)).toHaveLength(0);
    await user.type(field, "r");
    await user.click(confirm);
    await waitFor(() => expect(sent(world)).toHaveLength(1));
    expect(sent(world)[0]).toMatchObject({ consent: { confirmed: true, typedName: "ob_order" } });
  });

  test("asks in the dialog that is open when it is raised meanwhile", async () => {
    const world = worldAt("confirm");
    const { user } = renderScreen("failed", world);
    await user.click(screen.getByRole("button", { name: "Roll back" }));
    const confirm = await screen.findByRole("button", { name: "Roll back and delete 12 directories" });
    world.guards.set("of-failed", guardAt("typeName"));
    await user.click(confirm);
    await user.type(await screen.findByLabelText("Type ob_order to confirm"), "ob_order");
    expect(screen.getAllByRole("dialog")).toHaveLength(1);
    await user.click(confirm);
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(sent(world)).toHaveLength(2);
  });

  test("keeps the dialog and tells why when the agent refuses", async () => {
    const world = worldAt("confirm");
    world.failing.set("resume_operation", failure("rejected", "version inconsistent"));
    const { user } = renderScreen("rejected", world);
    await user.click(screen.getByRole("button", { name: "Continue" }));
    const dialog = await screen.findByRole("dialog", { name: "Continue: Initialise ob_order?" });
    await user.click(within(dialog).getByRole("button", { name: "Continue" }));
    expect(await within(dialog).findByText("The agent refused the request")).toBeVisible();
    await user.click(within(dialog).getByRole("button", { name: "Cancel" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(sent(world, "resume_operation")).toHaveLength(1);
  });

  test("shows the very call", async () => {
    const { user } = renderScreen("failed", worldAt("confirm"));
    await user.click(screen.getByRole("button", { name: "Retry" }));
    const dialog = await screen.findByRole("dialog");
    expect(await violationsIn(dialog)).toEqual([]);
    expect(within(dialog).getByText(/POST \/api\/v1\/task\/dag\/2401/)).toHaveTextContent('"operator": "RETRY"');
  });
});

describe("a read-only guard", () => {
  test("leaves the buttons, off, with the reason in sight", async () => {
    const { user, world } = renderScreen("failed", worldAt("readOnly"));
    expect(await screen.findByText("Read-only")).toBeVisible();
    expect(await violationsIn(document.body)).toEqual([]);
    const retry = screen.getByRole("button", { name: "Retry" });
    expect(retry).toHaveAttribute("aria-disabled", "true");
    expect(retry).toHaveAccessibleDescription("ob_order is read-only: lower its guard first");
    await user.click(retry);
    await user.click(screen.getByRole("button", { name: "Roll back" }));
    expect(screen.queryByRole("dialog")).toBeNull();
    expect(sent(world)).toHaveLength(0);
  });

  test("is lowered from here, and then lets a retry through", async () => {
    const { user, world } = renderScreen("failed", worldAt("readOnly"));
    await user.click(await screen.findByRole("button", { name: "Lower the guard of ob_order" }));
    await user.click(await screen.findByLabelText(/^Open/));
    await user.type(screen.getByLabelText("Reason"), "repair of the third host{Enter}");
    expect(await screen.findByText(/^until \d\d:\d\d$/)).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Retry" }));
    await waitFor(() => expect(sent(world)).toHaveLength(1));
  });

  test("reached in mid-dialog turns the button off", async () => {
    const world = worldAt("confirm");
    const { user } = renderScreen("running", world);
    await user.click(screen.getByRole("button", { name: "Cancel" }));
    const confirm = await screen.findByRole("button", { name: "Cancel the task" });
    world.guards.set("of-running", guardAt("readOnly"));
    await user.click(confirm);
    await waitFor(() => expect(confirm).toHaveAccessibleDescription("ob_order is read-only: lower its guard first"));
    await user.click(confirm);
    expect(sent(world)).toHaveLength(1);
  });
});

test("a guard that cannot be read is told", async () => {
  const world = emptyWorld();
  world.failing.set("operation_guard", failure("storage", "disk image is malformed"));
  const { user } = renderScreen("failed", world);
  expect(await screen.findByText("OBDeck cannot read or write its own data")).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Retry" }));
  expect(sent(world)).toHaveLength(0);
});
