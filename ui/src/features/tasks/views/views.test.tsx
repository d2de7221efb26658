import { act, screen, within } from "@testing-library/react";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";

import { emptyWorld } from "../../../platform/fake/world";
import { speak } from "../../../shared/i18n/i18n";
import { violationsIn } from "../../../test/violations";
import { must } from "../fixtures/must";
import { fixedFake, giveBoxesASize, renderScreen } from "../fixtures/render-screen";
import type { ScenarioId } from "../fixtures/scripted";
import { TABS, type Tab } from "./tabs";

/** Nodes and rows that were drawn, in order. */
const drawn = vi.hoisted((): { ids: string[] } => ({ ids: [] }));

vi.mock(import("../graph/describe"), async (original) => {
  const describing = await original();
  return {
    ...describing,
    describePart: (part, now, words) => {
      drawn.ids.push(part.id);
      return describing.describePart(part, now, words);
    },
  };
});

vi.mock(import("../table/words"), async (original) => {
  const words = await original();
  const useSpeak: typeof words.useSpeak = (hostCount, begun) => {
    const speak = words.useSpeak(hostCount, begun);
    const spy = spies.get(speak) ?? ((row, now) => (drawn.ids.push(row.id), speak(row, now)));
    spies.set(speak, spy);
    return spy;
  };
  const spies = new Map<ReturnType<typeof useSpeak>, ReturnType<typeof useSpeak>>();
  return { ...words, useSpeak };
});

beforeAll(() => giveBoxesASize());
beforeEach(async () => {
  drawn.ids = [];
  await speak("en");
});

function renderAt(tab: Tab, id: ScenarioId, language: "en" | "zh" = "en") {
  const world = emptyWorld();
  world.preferences.panes["taskTab"] = TABS.indexOf(tab);
  world.preferences.language = language;
  return renderScreen(id, world);
}

const widget = (tab: Tab) => screen.getByRole(tab === "graph" ? "tree" : "treegrid");
const chosen = (tab: Tab) =>
  within(widget(tab))
    .getAllByRole(tab === "graph" ? "treeitem" : "row")
    .filter((row) => row.getAttribute("aria-selected") === "true")
    .map((row) => (tab === "graph" ? row.title : row.textContent))
    .join();

describe("three views", () => {
  test("keep the selection, and its log", async () => {
    const { user } = renderScreen("failed");
    act(() => widget("timeline").focus());
    await user.keyboard("{ArrowUp}");
    expect(chosen("timeline")).toContain("10.10.10.2:2886");
    for (const [key, tab] of [
      ["2", "graph"],
      ["3", "table"],
      ["1", "timeline"],
    ] as const) {
      await user.keyboard(key);
      expect(chosen(tab)).toContain("10.10.10.2");
      expect(document.activeElement).toBe(widget(tab));
    }
    expect(screen.getByRole("region", { name: "Log" }).textContent).toContain("10.10.10.2");
  });

  test("choose for each other", async () => {
    const { user } = renderAt("graph", "failed");
    act(() => widget("graph").focus());
    await user.keyboard("{Home}{ArrowRight}");
    expect(chosen("graph")).toContain("Join 10.10.10.2");
    await user.keyboard("1");
    expect(chosen("timeline")).toContain("Join 10.10.10.2");
  });

  test("share the filter, with counts on its chips", async () => {
    const { user } = renderScreen("failed");
    await user.click(screen.getByRole("button", { name: /^Failed ?1$/ }));
    expect(within(widget("timeline")).queryByText("Integrate config")).toBeNull();
    await user.keyboard("3");
    expect(within(widget("table")).getAllByRole("row").length).toBe(1 + 1 + 3);
    await user.keyboard("2");
    const nodes = within(widget("graph")).getAllByRole("treeitem");
    expect(nodes.map((node) => node.title.split(",")[0])).toEqual([
      "Initialise cluster 10.10.10.1",
      "3 Start observer",
      "10.10.10.1 zone1",
      "10.10.10.2 zone2",
      "10.10.10.3 zone3",
    ]);
    expect(screen.getByRole("button", { name: /^Failed ?1$/ }).getAttribute("aria-pressed")).toBe("true");
  });

  test("share what was folded by hand", async () => {
    const { user } = renderScreen("failed");
    act(() => widget("timeline").focus());
    await user.keyboard("{ArrowLeft}{ArrowLeft}2");
    expect(chosen("graph")).toContain("1 failed, 2 ok");
    await user.keyboard(" ");
    await user.keyboard("3");
    const rows = within(widget("table")).getAllByRole("row");
    expect(rows.filter((row) => row.getAttribute("aria-level") === "2")).toHaveLength(3);
  });

  test("the tab is kept, and moves by its own keys", async () => {
    const { user, world } = renderScreen("failed");
    const tab = screen.getByRole("tab", { name: "Timeline" });
    act(() => tab.focus());
    await user.keyboard("{ArrowRight}");
    expect(document.activeElement).toBe(screen.getByRole("tab", { name: "Graph" }));
    expect(screen.getByRole("tab", { selected: true }).textContent).toBe("Graph2");
    expect(world.preferences.panes["taskTab"]).toBe(1);
    expect(widget("graph")).toBeDefined();
  });

  test("each is looked at where it was left", async () => {
    const { user } = renderAt("graph", "hundred");
    const layer = () => widget("graph").querySelector<HTMLElement>("[role=presentation]")?.style.transform;
    act(() => widget("graph").focus());
    await user.keyboard("0");
    const fitted = must(layer());
    expect(fitted).not.toContain("scale(1)");
    await user.keyboard("1+");
    expect(screen.getByRole("button", { name: /^Jump to now/ })).toBeDefined();
    await user.keyboard("2");
    expect(layer()).toBe(fitted);
    await user.keyboard("1");
    expect(screen.getByRole("button", { name: /^Jump to now/ })).toBeDefined();
  });

  test("digits typed into the search are text", async () => {
    const { user } = renderScreen("failed");
    await user.type(screen.getByRole("searchbox"), "2");
    expect(screen.getByRole("tab", { selected: true }).textContent).toBe("Timeline1");
  });
});

describe("the graph", () => {
  test("walks along the edges, folds by space and opens the log by enter", async () => {
    const { user } = renderAt("graph", "failed");
    act(() => widget("graph").focus());
    await user.keyboard("{ArrowLeft}");
    expect(chosen("graph")).toContain("3 Start observer, Failed");
    const before = within(widget("graph")).getAllByRole("treeitem").length;
    await user.keyboard(" ");
    expect(within(widget("graph")).getAllByRole("treeitem")).toHaveLength(before - 3);
    expect(chosen("graph")).toContain("3 hosts, 1 failed, 2 ok");
    await user.keyboard("{Enter}");
    expect(document.activeElement?.id).toBe("task-log");
  });

  test("draws mere boxes where too many are in sight to be read", async () => {
    const { emit, user } = renderAt("graph", "succeeded");
    const { head, calls } = fixedFake.snapshot("succeeded");
    const call = must(calls.at(-1));
    const step = must(call.steps[0]);
    const steps = Array.from({ length: 400 }, (_, index) => ({ ...step, key: `many/${index}`, number: index + 1 }));
    emit({ type: "snapshot", seq: 1, operation: { head, calls: [{ ...call, steps }] } });
    expect(within(widget("graph")).getAllByRole("treeitem")).toHaveLength(1);
    act(() => widget("graph").focus());
    await user.keyboard("{Home} ");
    const near = within(widget("graph")).getAllByRole("treeitem").length;
    expect(near).toBeGreaterThan(10);
    expect(near).toBeLessThan(150);
    await user.keyboard("0");
    expect(within(widget("graph")).getAllByRole("treeitem")).toHaveLength(1);
    const boxes = widget("graph").querySelector("path[data-kind=succeeded]")?.getAttribute("d") ?? "";
    expect(boxes.split("M")).toHaveLength(402);
    await user.keyboard("0");
    expect(within(widget("graph")).getAllByRole("treeitem")).toHaveLength(near);
  });

  test("goes to what runs", async () => {
    const { user } = renderAt("graph", "running");
    act(() => widget("graph").focus());
    await user.keyboard("{Home}n");
    expect(chosen("graph")).toContain("3 Start observer, Running");
  });
});

describe("the table", () => {
  test("sorts by a column head, and copies what it shows", async () => {
    const { user, platform } = renderAt("table", "failed");
    await user.click(screen.getByRole("button", { name: "Took" }));
    expect(screen.getByRole("columnheader", { name: "Took" }).getAttribute("aria-sort")).toBe("ascending");
    await user.click(screen.getByRole("button", { name: "State" }));
    await user.click(screen.getByRole("button", { name: "Copy table" }));
    const lines = must(platform.copied[0]).split("\n");
    expect(lines[0]).toBe("State\tNo.\tStep\tHost\tAttempt\tStarted\tTook\tWaited\tMessage");
    expect(must(lines[1]).split("\t").slice(0, 4)).toEqual(["Failed", "6.3", "Start observer", "3 hosts"]);
    expect(lines[1]).toContain("rpc port 2882 is already used");
  });

  test("copies the chosen row by key", async () => {
    const { user, platform } = renderAt("table", "failed");
    act(() => widget("table").focus());
    await user.keyboard("{Control>}c{/Control}");
    expect(must(platform.copied[0]).split("\t").slice(0, 4)).toEqual(["Failed", "", "", "10.10.10.3:2886"]);
  });

  test("unfolds a host to its attempts, and an attempt narrows the log", async () => {
    const { user } = renderAt("table", "failedTwice");
    act(() => widget("table").focus());
    await user.keyboard("{ArrowRight}{ArrowRight}");
    const log = screen.getByRole("region", { name: "Log" });
    expect(within(log).getByRole<HTMLInputElement>("radio", { name: "1" }).checked).toBe(true);
    expect(log.textContent).not.toContain("execute times 2");
    await user.keyboard("{ArrowDown}");
    expect(screen.getByRole("region", { name: "Log" }).textContent).toContain("execute times 2");
  });
});

describe("the log by key", () => {
  test("errors go on across steps, and round", async () => {
    const { user } = renderScreen("failedTwice");
    const where = () => chosen("timeline");
    expect(where()).toContain("10.10.10.3:2886");
    const log = () => screen.getByRole("region", { name: "Log" }).textContent;
    await user.keyboard("eee");
    expect(log()).toContain("Synchronize agent from cluster failed");
    await user.keyboard("e");
    expect(log()).toContain("Start observer failed: rpc port 2882");
    await user.keyboard("{Shift>}E{/Shift}");
    expect(log()).toContain("Synchronize agent from cluster failed");
  });

  test("an error is gone to from the request of a call as well", async () => {
    const { user } = renderScreen("failed");
    act(() => widget("timeline").focus());
    await user.keyboard("{Home}");
    expect(screen.getByText("http://10.10.10.1:2886/api/v1/agent/join")).toBeDefined();
    await user.keyboard("e");
    expect(chosen("timeline")).toContain("10.10.10.3:2886");
  });

  test("f shows it over the whole screen, Escape goes back to where one was", async () => {
    const { user } = renderScreen("failed");
    act(() => widget("timeline").focus());
    await user.keyboard("f");
    expect(document.activeElement?.id).toBe("task-log");
    expect(screen.queryByRole("region", { name: "10.10.10.3 failed, attempt 1 of 1" })).toBeNull();
    expect(screen.getByRole("button", { name: "Back to the steps" })).toBeDefined();
    await user.keyboard("{Escape}");
    expect(screen.getByRole("region", { name: "10.10.10.3 failed, attempt 1 of 1" })).toBeDefined();
    expect(document.activeElement).toBe(widget("timeline"));
  });
});

describe("drawing", () => {
  test.each(["graph", "table"] as const)("a poll without news draws nothing in the %s", (tab) => {
    const { emit } = renderAt(tab, "hundred");
    expect(drawn.ids.length).toBeGreaterThan(0);
    drawn.ids = [];
    emit({ type: "changed", seq: 1, head: fixedFake.snapshot("hundred").head, calls: [], steps: [] });
    expect(drawn.ids).toEqual([]);
  });

  test.each([
    ["graph", "hundred"],
    ["table", "running"],
  ] as const)("a second draws only what runs in the %s", (tab, id) => {
    const { clock } = renderAt(tab, id);
    drawn.ids = [];
    act(() => clock.move(1000));
    const steps = new Set(drawn.ids.map((id) => id.split(" › ")[1]));
    expect([...steps].filter((step) => step !== undefined)).toHaveLength(1);
  });

  test("five hundred runs are no five hundred rows", async () => {
    const { user } = renderAt("table", "hundred");
    expect(within(widget("table")).getAllByRole("row").length).toBeLessThan(60);
    await user.keyboard("2");
    expect(within(widget("graph")).getAllByRole("treeitem").length).toBeLessThan(120);
  });
});

describe("accessibility", () => {
  test.each([
    ["graph", "en"],
    ["graph", "zh"],
    ["table", "en"],
    ["table", "zh"],
  ] as const)(
    "%s in %s",
    async (tab, language) => {
      await speak(language);
      const { container } = renderAt(tab, "failed", language);
      expect(await violationsIn(container)).toEqual([]);
    },
    30_000,
  );

  test("the keys are told by ?", async () => {
    const { user } = renderScreen("failed");
    await user.keyboard("?");
    const dialog = await screen.findByRole("dialog", { name: "Keys of this screen" });
    expect(within(dialog).getByText("Next error, across steps")).toBeDefined();
    expect(await violationsIn(dialog)).toEqual([]);
    await user.keyboard("{Escape}");
    expect(screen.queryByRole("dialog")).toBeNull();
  });
});
