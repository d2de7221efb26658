import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";

import type { OperationView } from "../../ipc/generated";
import { speak } from "../../shared/i18n/i18n";
import { must } from "./fixtures/must";
import { fixedFake, giveBoxesASize, renderScreen } from "./fixtures/render-screen";

beforeAll(() => giveBoxesASize());
beforeEach(() => speak("en"));

function stopOf(zone: string): OperationView {
  const { head, calls } = fixedFake.snapshot("succeeded");
  const call = must(calls.at(-1));
  const subTasks = [{ agent: "10.10.10.2:2886", taskId: "20168430082028867" }];
  return {
    head: { ...head, kind: "stop", subject: zone, outcome: null, draftId: null },
    calls: [{ ...call, head: { ...call.head, kind: "stop", path: "/api/v1/ob/stop", subTasks } }],
  };
}

describe("an operation on a zone", () => {
  test("is named by what it does, and ends with the way back to its cluster", async () => {
    const { emit, location } = renderScreen("succeeded");
    emit({ type: "snapshot", seq: 0, operation: stopOf("zone2") });
    expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("Stop zone2");
    const card = screen.getByRole("region", { name: "Stop zone2: done" });
    await userEvent.click(within(card).getByRole("button", { name: "Open the cluster" }));
    expect(location.history?.at(-1)).toBe("/clusters/of-succeeded");
  });

  test("tells of the tasks on single agents that they stand in FAILED on purpose", async () => {
    const { emit } = renderScreen("succeeded");
    emit({ type: "snapshot", seq: 0, operation: stopOf("zone2") });
    const [row] = within(screen.getByRole("treegrid")).getAllByRole("row", { name: /Stop/ });
    await userEvent.click(must(row));
    const tasks = screen.getByRole("region", { name: "Tasks on single agents" });
    expect(tasks.textContent).toContain("10.10.10.2:2886");
    expect(tasks.textContent).toContain("stands in FAILED on purpose");
  });
});

describe("a sub-task of an OCP", () => {
  test("that runs far beyond its limit looks stuck", () => {
    const { emit } = renderScreen("running");
    const view = fixedFake.snapshot("running");
    const limited = (limitS: number): OperationView => ({
      ...view,
      calls: view.calls.map((call) => ({
        ...call,
        steps: call.steps.map((step) => ({ ...step, runs: step.runs.map((run) => ({ ...run, limitS })) })),
      })),
    });
    emit({ type: "snapshot", seq: 0, operation: limited(100_000) });
    expect(screen.queryByText("Looks stuck")).toBeNull();
    emit({ type: "snapshot", seq: 1, operation: limited(-3600) });
    expect(screen.getByText("Looks stuck")).toBeDefined();
  });
});
