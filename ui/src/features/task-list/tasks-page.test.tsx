import { act, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { failure } from "../../platform/fake/world";
import { speak } from "../../shared/i18n/i18n";
import { renderApp } from "../../test/render-app";
import { violationsIn } from "../../test/violations";
import { historyOf } from "../history/fakes/state";
import { taskRow } from "./fakes/rows";
import { grid, row, rowTexts, tasksWorld } from "./fakes/screen";
import { changeTasks, tasksOf } from "./fakes/state";

// jsdom lays nothing out: everything is as large as a screen.
beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, "offsetHeight", "get").mockReturnValue(900);
  vi.spyOn(HTMLElement.prototype, "offsetWidth", "get").mockReturnValue(1200);
  vi.spyOn(Element.prototype, "clientHeight", "get").mockReturnValue(900);
});
afterEach(() => speak("en"));

async function open(scenario = "tasks", route = "/tasks") {
  const world = tasksWorld(scenario);
  const view = renderApp(world, route);
  await screen.findByRole("heading", { level: 1, name: "Tasks" });
  return { ...view, world };
}

const calls = (world: ReturnType<typeof tasksWorld>, command: string) =>
  world.calls.filter((call) => call.command === command).map((call) => call.request);

describe("the list of tasks", () => {
  it("shows tasks of every connection with state, place, steps, lock and what is kept here", async () => {
    await open();
    expect(await row("Scale out ob_trade", "Running")).toHaveTextContent(/PRODob_tradeCluster7\/12.*Start observer/);
    expect(
      within(await row("Scale out ob_trade", "Running")).getByLabelText("Holds the maintenance lock"),
    ).toBeVisible();
    expect(await row("Join agents to ob_order_stage")).toHaveTextContent(
      /PendingJoin.*10\.20\.30\.2:28860\/5not begun/,
    );
    expect(await row("PAUSED/RUN")).toHaveTextContent("Take over host");
    expect(await row("Stop OB")).toHaveTextContent("kept here");
    expect(rowTexts()).toHaveLength(12);
    expect(screen.getByRole("button", { name: /^Failed\s?1$/ })).toBeVisible();
  });

  it("shows what follows a task below it once sub-tasks are asked for", async () => {
    const { user } = await open();
    await row("Install obproxy");
    expect(rowTexts().join()).not.toContain("Local scale out");
    await user.click(screen.getByRole("button", { name: /^Sub-tasks/ }));
    await row("Local scale out", "10.10.20.10:2886");
    const at = rowTexts().findIndex((text) => text.includes("Start observer"));
    expect(
      rowTexts()
        .slice(at + 1, at + 3)
        .every((text) => text.includes("Local scale out")),
    ).toBe(true);
    await user.click(screen.getByRole("button", { name: /^Failed\s?3$/ }));
    expect(await row("10.10.20.10:2886")).toHaveTextContent("follows Scale out ob_trade");
  });

  it("narrows by chip, place, time and connection, and says how to see all again", async () => {
    const { user } = await open();
    await user.click(screen.getByRole("button", { name: /^Rolled back, cancelled/ }));
    await waitFor(() => expect(rowTexts()).toHaveLength(2));
    await user.selectOptions(screen.getByLabelText("Where"), "OBProxy");
    await waitFor(() => expect(rowTexts()).toHaveLength(1));
    await user.selectOptions(screen.getByLabelText("Connection"), "ocp-main");
    expect(await screen.findByText("No task matches")).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Show all tasks" }));
    await waitFor(() => expect(rowTexts()).toHaveLength(12));
    await user.click(screen.getByLabelText("24 h"));
    await waitFor(() => expect(rowTexts()).toHaveLength(7));
  });

  it("filters at a press of /, and goes back into the list", async () => {
    const { user } = await open();
    await row("Install obproxy");
    await user.keyboard("/zone2{Enter}");
    await waitFor(() => expect(rowTexts()).toHaveLength(1));
    expect(grid()).toHaveFocus();
    expect(screen.getByText("1 of 14 tasks")).toBeVisible();
  });

  it("sorts by a column, and groups by cluster and day", async () => {
    const { user } = await open();
    await user.click(within(grid()).getByRole("button", { name: "Took" }));
    await waitFor(() => expect(rowTexts()[0]).toContain("26 m 00 s"));
    expect(within(grid()).getByRole("columnheader", { name: "Took" })).toHaveAttribute("aria-sort", "descending");
    await user.click(screen.getByLabelText("Cluster"));
    await waitFor(() => expect(rowTexts()[0]).toBe("STAGEob_order_stage2 tasks"));
    expect(rowTexts()[3]).toBe("PRODob_trade7 tasks1 running1 failed");
    await user.click(screen.getByLabelText("Day"));
    await waitFor(() => expect(rowTexts()[0]).toBe("Not begun1 tasks"));
  });

  it("sorts by keys alone", async () => {
    const { user } = await open();
    await row("Install obproxy");
    grid().focus();
    await user.tab();
    expect(within(grid()).getByRole("button", { name: "State" })).toHaveFocus();
    await user.tab();
    await user.keyboard("{Enter}");
    expect(within(grid()).getByRole("columnheader", { name: "Task" })).toHaveAttribute("aria-sort", "ascending");
  });

  it("tells its keys, and g with a letter goes elsewhere whatever the list does with that letter", async () => {
    const { user } = await open();
    await row("Install obproxy");
    grid().focus();
    await user.keyboard("?");
    const dialog = await screen.findByRole("dialog", { name: "Keys of this page" });
    expect(within(dialog).getByText("Compare with another run")).toBeVisible();
    expect(await violationsIn(dialog)).toEqual([]);
    await user.keyboard("gc{Escape}");
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(window.location.hash).toBe("#/tasks");
    await user.keyboard("gc");
    expect(window.location.hash).toBe("#/");
    expect(screen.queryByRole("dialog")).toBeNull();
    await user.keyboard("gt");
    expect(window.location.hash).toBe("#/tasks");
  });

  it("leads to a saved task", async () => {
    const { user, world } = await open();
    await user.click(screen.getByRole("button", { name: "Open saved task…" }));
    await waitFor(() => expect(window.location.hash).toBe("#/operations/file"));
    expect(calls(world, "open_saved_task")).toHaveLength(1);
  });

  it("moves and opens by keys, skipping headings", async () => {
    const { user } = await open();
    await user.click(screen.getByLabelText("Cluster"));
    grid().focus();
    await user.keyboard("jj");
    await waitFor(() => expect(selected()).toHaveTextContent("Scale out ob_trade"));
    await user.keyboard("{End}");
    expect(selected()).toHaveTextContent("Take over host");
    await user.keyboard("{Home}{ArrowUp}");
    expect(selected()).toHaveTextContent("Join agents");
    await user.keyboard("{Enter}");
    expect(window.location.hash).toBe("#/operations/freshJournal");
  });

  it("is as it was when one comes back from a task", async () => {
    const { user, world } = await open();
    await user.click(screen.getByRole("button", { name: /^Done/ }));
    await user.dblClick(await row("Stop OB"));
    await waitFor(() => expect(window.location.hash).toBe("#/operations/succeeded"));
    expect(calls(world, "open_record")).toEqual([{ recordId: "r-12" }]);
    act(() => void (window.location.hash = "/tasks"));
    expect(await row("Stop OB")).toHaveAttribute("aria-selected", "true");
    expect(screen.getByRole("button", { name: /^Done/ })).toHaveAttribute("aria-pressed", "true");
  });

  it("opens tasks by their server, and offers what is kept when it does not answer", async () => {
    const { user, world } = await open();
    world.failing.set("open_task", failure("unreachable", "10.10.20.1:2886: timed out"));
    await user.click(within(await row("OB rolling upgrade")).getByRole("button", { name: /^OB rolling upgrade/ }));
    expect(await screen.findByText("The host does not answer")).toBeVisible();
    expect(calls(world, "open_task")).toEqual([{ connectionId: "c-ob_trade", taskId: "14" }]);
    await user.click(screen.getByRole("button", { name: "Open what is kept here" }));
    await waitFor(() => expect(window.location.hash).toBe("#/operations/failed"));
  });

  it("begins with the tasks of one connection when it is asked so", async () => {
    await open("tasks", "/tasks/of/c-ocp-main/running");
    await row("Install obproxy");
    expect(window.location.hash).toBe("#/tasks");
    expect(screen.getByLabelText("Connection")).toHaveDisplayValue("ocp-main");
    expect(rowTexts()).toHaveLength(1);
  });
});

describe("the menu of a task", () => {
  it("copies its id, says why it cannot be compared, and shows its cluster", async () => {
    const { user, platform } = await open();
    await menu(user, await row("Scale out ob_trade", "Running"));
    expect(screen.getByRole("menuitem", { name: /^Compare/ })).toHaveTextContent("This one is not in it yet.");
    expect(screen.getByRole("menuitem", { name: /^Forget/ })).toHaveAttribute("aria-disabled", "true");
    await user.click(screen.getByRole("menuitem", { name: /^Copy task id/ }));
    expect(platform.copied).toEqual(["15"]);
    await user.click(screen.getByRole("menuitem", { name: "Show its cluster" }));
    expect(window.location.hash).toBe("#/clusters/c-ob_trade");
  });

  it("opens at a right press and by a key", async () => {
    const { user } = await open();
    await user.pointer({ keys: "[MouseRight]", target: await row("Take over host") });
    expect(await screen.findByRole("menu", { name: "Menu of Take over host" })).toBeVisible();
    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("menu")).toBeNull());
    expect(grid()).toHaveFocus();
    await user.keyboard("m");
    expect(await screen.findByRole("menu", { name: "Menu of Take over host" })).toBeVisible();
  });

  it("forgets a record after it was confirmed", async () => {
    const { user, world } = await open();
    await menu(user, await row("Stop OB"));
    historyOf(world).records = [];
    await user.click(screen.getByRole("menuitem", { name: /^Forget/ }));
    const dialog = await screen.findByRole("dialog", { name: "Forget this run of Stop OB?" });
    expect(dialog).toHaveTextContent("go for good");
    await user.click(within(dialog).getByRole("button", { name: "Forget record" }));
    await waitFor(() => expect(rowTexts()).toHaveLength(11));
    expect(calls(world, "forget_records")).toEqual([{ recordIds: ["r-12"] }]);
  });

  it("offers other runs of the same task to compare with, the earlier one first", async () => {
    const { user, world } = await open();
    await menu(user, await row("Scale out ob_trade", "58.0 s"));
    await user.click(screen.getByRole("menuitem", { name: /^Compare/ }));
    const dialog = await screen.findByRole("dialog", { name: "Compare Cluster scale out with" });
    const runs = await within(dialog).findAllByRole("button", { name: /took/ });
    expect(runs.map((run) => run.textContent?.match(/took.*/)?.[0])).toEqual(["took 1 m 01 s", "took 2 m 21 s"]);
    expect(calls(world, "search_history")).toMatchObject([{ name: "Cluster scale out", text: "" }]);
    expect(await violationsIn(dialog)).toEqual([]);
    await user.click(runs[0] as HTMLElement);
    expect(window.location.hash).toBe("#/history/compare/r-11/r-13");
  });
});

describe("the search of the history", () => {
  it("finds lines of logs, marks the words, and opens the record", async () => {
    const { user, world } = await open();
    await row("Install obproxy");
    await user.keyboard("/timeout");
    await user.click(await screen.findByRole("button", { name: "Search history and logs" }));
    const list = await screen.findByRole("list", { name: "Found in the history" });
    await waitFor(() => expect(within(list).getAllByRole("listitem")).toHaveLength(2));
    const [newest, older] = within(list).getAllByRole("listitem");
    expect(newest).toHaveTextContent(/Error 4012 \(HY000\): Timeout/);
    expect(within(newest as HTMLElement).getAllByText(/timeout/i, { selector: "mark" })).toHaveLength(2);
    expect(older).toHaveTextContent("and 1 more line");
    expect(screen.getByText("2 records")).toBeVisible();
    await user.keyboard("{ArrowDown}");
    await user.click(within(newest as HTMLElement).getByRole("button"));
    await waitFor(() => expect(window.location.hash).toBe("#/operations/failed"));
    expect(calls(world, "open_record")).toEqual([{ recordId: "r-14" }]);
  });

  it("asks once for what was typed, not for each letter", async () => {
    const { user, world } = await open();
    await user.click(screen.getByRole("button", { name: "History and logs" }));
    await screen.findByText("6 records");
    await user.type(screen.getByLabelText("Search history and logs"), "proxyro");
    await screen.findByText("1 record");
    expect(calls(world, "search_history").map((request) => Object.values(request as object)[0])).toEqual([
      "",
      "proxyro",
    ]);
  });

  it("reads page after page", async () => {
    const { user, world } = await open("tasks-huge");
    await user.click(screen.getByRole("button", { name: "History and logs" }));
    await screen.findByText("400 records");
    expect(screen.getAllByRole("listitem")).toHaveLength(50);
    await user.click(screen.getByRole("button", { name: "Show more" }));
    await waitFor(() => expect(screen.getAllByRole("listitem")).toHaveLength(100));
    expect(calls(world, "search_history")).toMatchObject([{ offset: 0 }, { offset: 50 }]);
  });

  it("goes back to the list by Escape, and teaches when nothing is kept", async () => {
    const { user, world } = await open();
    historyOf(world).records = [];
    await user.click(screen.getByRole("button", { name: "History and logs" }));
    expect(await screen.findByText("The history is empty")).toBeVisible();
    await user.keyboard("{Escape}");
    expect(await row("Install obproxy")).toBeVisible();
  });
});

describe("where the tasks come from", () => {
  it("says what is read, what is not contacted, and what does not answer", async () => {
    const { user, world } = await open();
    const line = await screen.findByRole("region", { name: "Where the tasks come from" });
    expect(line).toHaveTextContent(/3 connections are read/);
    expect(line).toHaveTextContent("1 does not answer: ob_report");
    await user.click(within(line).getByRole("button", { name: "All sources" }));
    const all = await screen.findByRole("dialog", { name: "All sources" });
    expect(within(all).getAllByRole("listitem")[0]).toHaveTextContent(
      /ob_reportThe host does not answerlast read 3 h ago/,
    );
    await user.keyboard("{Escape}");
    await user.click(within(line).getByRole("button", { name: "Contact them" }));
    await waitFor(() => expect(line).toHaveTextContent("5 connections are read"));
    expect(calls(world, "contact_connection")).toEqual([
      { connectionId: "c-ob_order_dev" },
      { connectionId: "c-ob_mig" },
    ]);
  });

  it("teaches when nothing was contacted, when there is nothing, and waits for the first answer", async () => {
    const { user, unmount } = await open("tasks-untouched");
    expect(await screen.findByText("No connection has been contacted yet")).toBeVisible();
    await user.click(
      within(screen.getByRole("main")).getAllByRole("button", { name: "Contact them" })[0] as HTMLElement,
    );
    expect(await screen.findByText("No tasks yet")).toBeVisible();
    unmount();
    const second = await open("default");
    await second.user.click(await screen.findByRole("button", { name: "To the connections" }));
    expect(window.location.hash).toBe("#/");
    second.unmount();
    await open("tasks-waiting");
    expect(screen.getByText("Reading the tasks")).toBeVisible();
  });

  it("keeps the rows of a source that does not answer", async () => {
    await open("tasks-silent");
    expect(await row("OB rolling upgrade")).toBeVisible();
    expect(screen.getByText("1 does not answer: ob_trade")).toBeVisible();
  });
});

describe("accessibility", () => {
  it.each(["en", "zh"] as const)(
    "of list, groups, search and menu is without fault in %s",
    { timeout: 30_000 },
    async (language) => {
      const world = tasksWorld();
      world.preferences.language = language;
      const { container, user } = renderApp(world, "/tasks");
      await screen.findByText("OB rolling upgrade 4.3.5.2");
      expect(await violationsIn(container)).toEqual([]);
      await user.click(screen.getByLabelText(/^(Cluster|按集群)$/));
      await user.click(screen.getByRole("button", { name: /^(Sub-tasks|子任务)/ }));
      expect(await violationsIn(container)).toEqual([]);
      await user.pointer({ keys: "[MouseRight]", target: screen.getByText("Take over host") });
      expect(await violationsIn(await screen.findByRole("menu"))).toEqual([]);
      await user.keyboard("{Escape}");
      await user.click(screen.getByRole("button", { name: /^(History and logs|历史与日志)$/ }));
      await screen.findByText(/^(6 records|6 条记录)$/);
      expect(await violationsIn(container)).toEqual([]);
    },
  );
});

describe("a row that comes, changes and goes", () => {
  it("is shown at once, and the cursor stays with its row", async () => {
    const { user, world } = await open();
    await user.click(await row("Take over host"));
    act(() =>
      changeTasks(world, { rows: [taskRow("new", "running", { name: "Minor freeze", startedAt: Date.now() })] }),
    );
    expect(await row("Minor freeze")).toBeVisible();
    expect(selected()).toHaveTextContent("Take over host");
    act(() => changeTasks(world, { gone: ["new"] }));
    await waitFor(() => expect(rowTexts().join()).not.toContain("Minor freeze"));
    expect(tasksOf(world).rows).toHaveLength(14);
  });
});

function selected(): HTMLElement {
  const found = within(grid())
    .getAllByRole("row")
    .find((one) => one.getAttribute("aria-selected") === "true");
  if (found === undefined) throw new Error("no row is selected");
  return found;
}

async function menu(user: ReturnType<typeof renderApp>["user"], of: HTMLElement) {
  await user.click(within(of).getByRole("button", { name: /^Menu of/ }));
  await screen.findByRole("menu");
}
