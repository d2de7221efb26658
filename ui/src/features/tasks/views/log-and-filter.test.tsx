import { act, screen, within } from "@testing-library/react";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";

import { speak } from "../../../shared/i18n/i18n";
import { FIXTURE_ORIGIN } from "../fixtures/fake-operations";
import { giveBoxesASize, renderScreen } from "../fixtures/render-screen";
import { SCENARIOS, viewOf } from "../fixtures/scripted";

beforeAll(() => giveBoxesASize());
beforeEach(() => speak("en"));

const grid = () => screen.getByRole("treegrid");
const log = () => screen.getByRole("region", { name: "Log" });
const search = () => screen.getByRole<HTMLInputElement>("searchbox");

describe("the log", () => {
  test("of a step shows the one host that the steps are narrowed to", async () => {
    const { user } = renderScreen("failed");
    act(() => grid().focus());
    await user.keyboard("{ArrowLeft}");
    expect(log().textContent).toContain("Start observer, 3 hosts");
    await user.selectOptions(screen.getByRole("combobox", { name: "Host" }), "10.10.10.2:2886");
    expect(log().textContent).not.toContain("10.10.10.1");
    expect(log().textContent).not.toContain("3 hosts");
    expect(log().textContent).toContain("10.10.10.2");
  });

  test("that is searched stays when the task goes on", async () => {
    const { user, emit } = renderScreen("running");
    expect(log().textContent).toContain("Start observer");
    await user.type(search(), "observer");
    emit({ type: "snapshot", seq: 1, operation: viewOf(SCENARIOS.running, 60_000, FIXTURE_ORIGIN, "running") });
    expect(search().value).toBe("observer");
    expect(log().textContent).toContain("Start observer");
  });

  test("in which lines are marked stays as well", async () => {
    const { user, emit } = renderScreen("running");
    act(() => screen.getByRole("log").focus());
    await user.keyboard("{Shift>}{ArrowUp}{/Shift}");
    emit({ type: "snapshot", seq: 1, operation: viewOf(SCENARIOS.running, 60_000, FIXTURE_ORIGIN, "running") });
    expect(log().textContent).toContain("Start observer");
    expect(screen.getByRole("button", { name: "Copy 1 marked line" })).toBeDefined();
  });

  test("that nobody reads goes on with the task", () => {
    const { emit } = renderScreen("running");
    emit({ type: "snapshot", seq: 1, operation: viewOf(SCENARIOS.running, 60_000, FIXTURE_ORIGIN, "running") });
    expect(log().textContent).not.toContain("Start observer");
  });
});

describe("the menu of the chosen step", () => {
  test("says why when nothing can be done", async () => {
    const { user } = renderScreen("ocpFailed");
    act(() => grid().focus());
    await user.keyboard("{Home}{ArrowDown}m");
    const items = await screen.findAllByRole("menuitem");
    expect(items.map((item) => item.getAttribute("aria-disabled"))).toEqual(["true", "true", "true"]);
    expect(within(screen.getByRole("menu")).getAllByText("only after a failure").length).toBeGreaterThan(0);
  });
});

describe("what began on another day", () => {
  test("says which in the head", () => {
    const { clock } = renderScreen("failed");
    expect(screen.getByText(/^since \d\d:\d\d:\d\d UTC/)).toBeDefined();
    act(() => clock.move(86_400_000));
    expect(screen.getByText(/^since \d+ [A-Z][a-z]+ \d\d:\d\d UTC/)).toBeDefined();
  });

  test("says so in the table where it is not the task's first", async () => {
    const { user, emit } = renderScreen("failed");
    await user.keyboard("3");
    const started = () =>
      [...grid().querySelectorAll("[role=gridcell][data-column=started]")]
        .map(({ textContent }) => textContent)
        .filter(Boolean);
    expect(started()[0]).toMatch(/^\d\d:\d\d:\d\d$/);
    const { head, calls } = viewOf(SCENARIOS.failed, SCENARIOS.failed.at, FIXTURE_ORIGIN, "failed");
    emit({ type: "snapshot", seq: 1, operation: { head: { ...head, startedAt: head.startedAt - 86_400_000 }, calls } });
    expect(started()[0]).toMatch(/^\d+ [A-Z][a-z]+ \d\d:\d\d$/);
  });
});
