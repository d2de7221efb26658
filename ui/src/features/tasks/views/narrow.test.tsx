import { act, screen, within } from "@testing-library/react";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";

import { emptyWorld } from "../../../platform/fake/world";
import { speak } from "../../../shared/i18n/i18n";
import { violationsIn } from "../../../test/violations";
import { giveBoxesASize, renderScreen } from "../fixtures/render-screen";
import type { ScenarioId } from "../fixtures/scripted";
import { TABS, type Tab } from "./tabs";

beforeAll(() => giveBoxesASize());
beforeEach(() => speak("en"));

function renderAt(tab: Tab, id: ScenarioId) {
  const world = emptyWorld();
  world.preferences.panes["taskTab"] = TABS.indexOf(tab);
  return renderScreen(id, world);
}

const widget = (tab: Tab) => screen.getByRole(tab === "graph" ? "tree" : "treegrid");
const field = () => screen.getByRole<HTMLInputElement>("textbox", { name: "Filter steps" });

describe("the filter", () => {
  test("is reached by /, narrows all three views, and is left and cleared by Escape", async () => {
    const { user } = renderScreen("failed");
    act(() => widget("timeline").focus());
    await user.keyboard("/boostrap");
    expect(field().value).toBe("boostrap");
    expect(within(widget("timeline")).getAllByRole("row")).toHaveLength(1 + 2);
    await user.keyboard("{Enter}");
    expect(document.activeElement).toBe(widget("timeline"));
    await user.keyboard("2");
    expect(within(widget("graph")).getAllByRole("treeitem")).toHaveLength(2);
    await user.keyboard("3");
    expect(within(widget("table")).getAllByRole("row")).toHaveLength(1 + 1);
    await user.keyboard("/{Escape}");
    expect(field().value).toBe("");
    await user.keyboard("{Escape}");
    expect(document.activeElement).toBe(widget("table"));
  });

  test("shows one host alone", async () => {
    const { user } = renderScreen("failed");
    const select = screen.getByRole("combobox", { name: "Host" });
    expect(within(select).getByRole("option", { name: "10.10.10.2:2886 zone2, 4 steps" })).toBeDefined();
    await user.selectOptions(select, "10.10.10.2:2886");
    const rows = within(widget("timeline")).getAllByRole("row");
    expect(rows.filter((row) => row.getAttribute("aria-level") === "3")).toHaveLength(1);
    expect(within(widget("timeline")).queryByText("Integrate config")).toBeNull();
  });

  test("hides what is done by h, steps and hosts", async () => {
    const { user } = renderScreen("failed");
    act(() => widget("timeline").focus());
    await user.keyboard("h");
    expect(screen.getByRole("button", { name: "Hide done" }).getAttribute("aria-pressed")).toBe("true");
    expect(within(widget("timeline")).queryByText("Create observer workdir")).toBeNull();
    const hosts = within(widget("timeline"))
      .getAllByRole("row")
      .filter((row) => row.getAttribute("aria-level") === "3");
    expect(hosts).toHaveLength(1);
    await user.keyboard("h");
    expect(within(widget("timeline")).getByText("Create observer workdir")).toBeDefined();
  });

  test.each(TABS)(
    "that hides all says so in the %s, and offers to be cleared",
    async (tab) => {
      const { user, container } = renderAt(tab, "failed");
      await user.type(field(), "no such step");
      expect(screen.getByText("No step matches the filter.")).toBeDefined();
      expect(await violationsIn(container)).toEqual([]);
      await user.click(screen.getByRole("button", { name: "Clear the filter" }));
      expect(screen.queryByText("No step matches the filter.")).toBeNull();
      expect(field().value).toBe("");
    },
    30_000,
  );
});

describe("what is usual", () => {
  test("stands in a column, in words, behind the bars and ahead of now", async () => {
    renderScreen("foreseen");
    await screen.findByText(/^about \d/);
    expect(screen.getByText(/^median of 5 earlier runs on this cluster, .* to /)).toBeDefined();
    expect(within(widget("timeline")).getByRole("columnheader", { name: "Usual" })).toBeDefined();
    expect(within(widget("timeline")).getAllByText(/, usually [\d.]+ s/).length).toBeGreaterThan(5);
    expect(within(widget("timeline")).getAllByText(/^≈ [\d.]+ s$/).length).toBeGreaterThan(5);
  });

  test("a step that is clearly slower says so, and nothing is promised any more", async () => {
    renderScreen("slower");
    await screen.findByText("longer than usual");
    expect(within(widget("timeline")).getAllByTitle("1.7× slower than usual").length).toBeGreaterThan(0);
    expect(screen.queryByText(/^about \d/)).toBeNull();
  });

  test("is not invented where nothing ran before", () => {
    renderScreen("running");
    expect(screen.queryByText("Left")).toBeNull();
    expect(screen.queryByText(/^≈/)).toBeNull();
  });
});

describe("a task of OCP", () => {
  test("marks the longest chain, in words too", () => {
    renderAt("graph", "ocpFailed");
    const marked = within(widget("graph"))
      .getAllByRole("treeitem")
      .filter((node) => node.title.includes("On the longest chain"));
    expect(marked.map((node) => node.title.split(",")[0])).toEqual([
      "1 Prepare OBProxy cluster",
      "3 Fetch OBProxy package",
      "4 Install OBProxy",
      "6 Start OBProxy",
    ]);
  });

  test.each(TABS)("offers what its step allows by m in the %s, and says why not", async (tab) => {
    const { user, world } = renderAt(tab, "ocpFailed");
    act(() => widget(tab).focus());
    await user.keyboard("m");
    const items = await screen.findAllByRole("menuitem");
    expect(items.map((item) => [item.textContent, item.getAttribute("aria-disabled")])).toEqual([
      ["Retry step 6", "false"],
      ["Skip step 6", "false"],
      ["Cancel step 6only while it runs", "true"],
    ]);
    await user.click(screen.getByRole("menuitem", { name: "Skip step 6" }));
    const dialog = await screen.findByRole("dialog", { name: "Skip step 6, Start OBProxy?" });
    expect(within(dialog).getByText(/^OCP counts this step as successful/)).toBeDefined();
    expect(dialog.textContent).toContain("POST /api/v2/tasks/instances/31187/subtasks/80216/skip");
    await user.click(within(dialog).getByRole("button", { name: "Skip step 6" }));
    const sent = world.calls.filter(({ command }) => command === "operate_step");
    expect(sent.map(({ request }) => request)).toEqual([
      expect.objectContaining({ callKey: "ocp", stepKey: "80216", operator: "skip" }),
    ]);
  });
});

describe("a copy", () => {
  test.each([
    ["savedFile", /^Saved copy of init-ob_order.json from 2026-/],
    ["kept", /^From the history, ended 2026-/],
  ] as const)(
    "%s says where it is from, and asks and offers nothing",
    async (id, words) => {
      const { world, container } = renderScreen(id);
      expect(screen.getByText(words)).toBeDefined();
      for (const name of ["Retry", "Roll back", "Cancel", "Pass", "Continue"]) {
        expect(screen.queryByRole("button", { name })).toBeNull();
      }
      expect(screen.queryByRole("button", { name: /^Actions for step/ })).toBeNull();
      expect(screen.queryByText("Live")).toBeNull();
      expect(world.calls.filter(({ command }) => command === "operation_guard")).toEqual([]);
      expect(await violationsIn(container)).toEqual([]);
    },
    30_000,
  );
});
