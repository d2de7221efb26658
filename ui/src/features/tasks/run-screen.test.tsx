import { act, screen, within } from "@testing-library/react";
import axe from "axe-core";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";

import { emptyWorld } from "../../platform/fake/world";
import { speak } from "../../shared/i18n/i18n";
import { connection } from "../connections/fakes/connections";
import { must } from "./fixtures/must";
import { fixedFake, giveBoxesASize, renderScreen } from "./fixtures/render-screen";
import type { ScenarioId } from "./fixtures/scripted";

/** Rows whose bars were drawn, in order. */
const drawn = vi.hoisted((): { rows: string[] } => ({ rows: [] }));

vi.mock(import("./timeline/bars"), async (original) => {
  const bars = await original();
  return {
    ...bars,
    barsOf: (row, stopped) => {
      drawn.rows.push(row.id);
      return bars.barsOf(row, stopped);
    },
  };
});

beforeAll(() => giveBoxesASize());
beforeEach(async () => {
  drawn.rows = [];
  await speak("en");
});

const grid = () => screen.getByRole("treegrid");
const selected = () =>
  must(
    within(grid())
      .getAllByRole("row")
      .find((row) => row.getAttribute("aria-selected") === "true"),
  );

describe("a failed operation", () => {
  test("opens at the host that failed, its cause and its log", () => {
    renderScreen("failed");
    expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("Initialise ob_order");
    expect(selected().textContent).toContain("10.10.10.3:2886");
    const card = screen.getByRole("region", { name: "10.10.10.3 failed, attempt 1 of 1" });
    expect(card.textContent).toContain("sudo ss -ltnp 'sport = :2882'");
    expect(card.textContent).toContain("2 other hosts fine");
    expect(screen.getByText("Error: rpc port 2882 is already used by pid 30172")).toBeDefined();
  });

  test("says in plain sight why a button is off", () => {
    renderScreen("failed");
    const cancel = screen.getByRole("button", { name: "Cancel" });
    expect(cancel.getAttribute("aria-disabled")).toBe("true");
    expect(screen.getAllByText("the task has already stopped").length).toBeGreaterThan(1);
  });

  test("rolls back only after naming every directory", async () => {
    const { user, world } = renderScreen("failed");
    await user.click(screen.getByRole("button", { name: "Roll back" }));
    const confirm = await screen.findByRole("button", { name: "Roll back and delete 12 directories" });
    expect(within(screen.getByRole("dialog")).getAllByText("/data/ob_order/store")).toHaveLength(3);
    expect(world.calls.some((call) => call.command === "operate_task")).toBe(false);
    await user.click(confirm);
    expect(world.calls).toContainEqual({
      command: "operate_task",
      request: {
        operationId: "failed",
        callKey: "init",
        operator: "rollback",
        consent: { confirmed: true, typedName: null },
      },
    });
  });

  test("on production the name is typed first", async () => {
    const { user, world } = renderScreen("prod");
    await user.click(screen.getByRole("button", { name: "Roll back" }));
    const confirm = await screen.findByRole("button", { name: "Roll back and delete 12 directories" });
    expect(confirm.getAttribute("aria-disabled")).toBe("true");
    await user.type(within(screen.getByRole("dialog")).getByRole("textbox"), "ob_order");
    await user.click(confirm);
    expect(world.calls.filter((call) => call.command === "operate_task")).toHaveLength(1);
  });

  test("moves, folds and unfolds by key", async () => {
    const { user } = renderScreen("failed");
    act(() => grid().focus());
    await user.keyboard("{ArrowUp}");
    expect(selected().textContent).toContain("10.10.10.2:2886");
    await user.keyboard("{ArrowLeft}");
    expect(selected().getAttribute("aria-expanded")).toBe("true");
    const before = within(grid()).getAllByRole("row").length;
    await user.keyboard("{ArrowLeft}");
    expect(selected().getAttribute("aria-expanded")).toBe("false");
    expect(within(grid()).getAllByRole("row").length).toBe(before - 3);
    await user.keyboard("{ArrowRight}{ArrowRight}");
    expect(selected().textContent).toContain("10.10.10.1:2886");
    await user.keyboard("{Enter}");
    expect(document.activeElement?.id).toBe("task-log");
  });

  test("searches its log", async () => {
    const { user } = renderScreen("failed");
    await user.type(screen.getByRole("searchbox"), "pid");
    expect(screen.getByText("1 of 3")).toBeDefined();
    await user.keyboard("{Enter}");
    expect(screen.getByText("2 of 3")).toBeDefined();
  });
});

describe("drawing", () => {
  test("an event that changes nothing draws nothing", () => {
    const { emit } = renderScreen("thirty");
    drawn.rows = [];
    emit({ type: "changed", seq: 1, head: fixedFake.snapshot("thirty").head, calls: [], steps: [] });
    expect(drawn.rows).toEqual([]);
  });

  test("a second draws only what runs", () => {
    const { clock } = renderScreen("thirty");
    drawn.rows = [];
    act(() => clock.move(1000));
    const rows = new Set(drawn.rows);
    expect([...rows].every((id) => id === "init" || id.startsWith("init › init/3"))).toBe(true);
    expect(rows.size).toBeLessThanOrEqual(3);
  });

  test("a change draws its step, and no other", () => {
    const { emit } = renderScreen("failed");
    drawn.rows = [];
    const step = must(fixedFake.snapshot("failed").calls.at(-1)?.steps[0]);
    const head = { ...fixedFake.snapshot("failed").head, done: 8 };
    emit({
      type: "changed",
      seq: 1,
      head,
      calls: [],
      steps: [{ callKey: "init", order: null, steps: [{ ...step, name: "Renamed" }] }],
    });
    expect(screen.getByTitle("Renamed")).toBeDefined();
    expect(new Set(drawn.rows)).toEqual(new Set(["init", "init › init/1"]));
  });

  test("a missed event opens the stream again", () => {
    const { emit, watched } = renderScreen("running");
    const before = watched.operation;
    emit(fixedFake.change("running", 5));
    expect(watched.operation).toBe(before + 1);
    expect(screen.getByRole("heading", { level: 1 })).toBeDefined();
  });

  test("nothing ticks once it is over", () => {
    expect(renderScreen("succeeded").clock.ticking()).toBe(0);
    expect(renderScreen("running").clock.ticking()).toBeGreaterThan(0);
  });
});

describe("other ends", () => {
  test("a cluster that is up says how to connect", async () => {
    const { user, platform } = renderScreen("succeeded");
    await user.click(screen.getByRole("button", { name: "Copy the command for 10.10.10.1:2886" }));
    expect(platform.copied).toEqual(["obclient -h10.10.10.1 -P2881 -uroot@sys -p"]);
  });

  test("a silent agent is named, with the time of its last answer", () => {
    renderScreen("stale");
    const said = screen.getAllByRole("status").map((status) => status.textContent);
    expect(said.some((text) => text.startsWith("10.10.10.1:2886 does not answer, showing what was known at"))).toBe(
      true,
    );
  });

  test("a refused call shows its request and the way on", async () => {
    const { user, world, location } = renderScreen("rejected");
    expect(screen.getByText("http://10.10.10.3:2886/api/v1/agent/join")).toBeDefined();
    expect(screen.getByText(/^rejected: obshell version inconsistent/)).toBeDefined();
    await user.click(screen.getByRole("button", { name: "Continue" }));
    await user.click(within(await screen.findByRole("dialog")).getByRole("button", { name: "Continue" }));
    const consent = { confirmed: true, typedName: null };
    expect(world.calls).toContainEqual({ command: "resume_operation", request: { operationId: "rejected", consent } });
    await user.click(screen.getByRole("button", { name: "Back to the wizard" }));
    expect(location.history?.at(-1)).toBe("/wizards/draft-1");
  });

  test("what is accepted is no longer being sent", () => {
    const { emit } = renderScreen("ocpRunning");
    const operation = fixedFake.snapshot("ocpRunning");
    const [call] = operation.calls;
    emit({ type: "snapshot", seq: 0, operation: { ...operation, calls: [{ ...must(call), steps: [] }] } });
    expect(screen.getByRole("region", { name: "Waiting for the next step" }).textContent).toContain("accepted");
    const head = { ...must(call).head, journal: "intended" as const };
    emit({ type: "snapshot", seq: 0, operation: { ...operation, calls: [{ head, steps: [] }] } });
    expect(screen.getByRole("region", { name: "Sending the calls" })).toBeDefined();
  });

  test("a run of an OCP stands under its connection, and speaks of no lock", async () => {
    const world = emptyWorld();
    world.connections = [connection("ocp-lab", "dev", ["http://10.10.1.5:8080"], { settings: { kind: "ocp" } })];
    const { emit } = renderScreen("ocpRunning", world);
    const operation = fixedFake.snapshot("ocpRunning");
    const head = { ...operation.head, connectionId: must(world.connections[0]).id };
    emit({ type: "snapshot", seq: 0, operation: { ...operation, head } });
    expect(await screen.findByText("ocp-lab")).toBeDefined();
    expect(screen.queryByText("proxy_pay")).toBeNull();
    expect(screen.queryByText("Lock")).toBeNull();
  });

  test("scripts can read the timeline", () => {
    renderScreen("failed");
    const text = document.querySelector("[data-timeline-text]")?.textContent ?? "";
    expect(text).toContain("    3 Start observer: Failed, 33.8 s");
    expect(text).toContain("      10.10.10.3:2886 zone3: Failed, 18.6 s, rpc port 2882 is already used by pid 30172");
  });
});

describe("accessibility", () => {
  const cases: [ScenarioId, "en" | "zh"][] = (["running", "failed", "succeeded"] as const).flatMap(
    (id) =>
      [
        [id, "en"],
        [id, "zh"],
      ] as [ScenarioId, "en" | "zh"][],
  );

  test.each(cases)(
    "%s in %s",
    async (id, language) => {
      const world = emptyWorld();
      world.preferences.language = language;
      await speak(language);
      const { container } = renderScreen(id, world);
      const { violations } = await axe.run(container, { rules: { "color-contrast": { enabled: false } } });
      expect(
        violations.map(
          (violation) => `${violation.id}: ${violation.nodes.map((node) => node.html.slice(0, 120)).join(" | ")}`,
        ),
      ).toEqual([]);
    },
    30_000,
  );
});
