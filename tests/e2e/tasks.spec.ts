import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect, onTestFinished, test } from "vitest";

import { addConnection, menuItem } from "./connection.ts";
import { answerFileDialog } from "./file-dialog.ts";
import { dropFile } from "./huge.ts";
import { cardSays, chooseFrom } from "./overview.ts";
import { accessible, openHome, startAgents } from "./stage.ts";
import type { AppWindow } from "./window.ts";
import { press, reaches, shows } from "./wizard.ts";

const PASSWORD = "Canary77##Secret";
const CLUSTER = ["--agents", "3", "--cluster", "ob_pay", "--root-password", PASSWORD, "--speed", "20"];

test("a failed task is found in the list, read in every view and in its log, and retried", async () => {
  const { agents } = await startAgents(...CLUSTER, "--stuck");
  const window = await contacted(agents[0]);
  await goTo(window, "#/tasks");
  await row(window, "Initialize cluster");
  await accessible(window, "list of tasks");
  await window.shoot("70-tasks");

  await open(window, "Initialize cluster");
  await reaches(window, /^[^\n]*: Failed/);
  await shows(window, "Remedy");
  await accessible(window, "timeline of a failed task");
  await window.shoot("71-timeline");

  await window.browser.keys(["2"]);
  await window.until("the graph", () => chosenView(window, "Graph"));
  await accessible(window, "graph of a failed task");
  await window.shoot("72-graph");
  await window.browser.keys(["3"]);
  await window.until("the table", () => chosenView(window, "Table"));
  await accessible(window, "table of a failed task");
  await window.shoot("73-table");
  const all = await rows(window);
  await press(window, "Failed");
  await window.until("fewer rows", async () => (await rows(window)) < all);
  await window.shoot("74-only-what-failed");
  await press(window, "All");
  await window.browser.keys(["1"]);

  await window.until("the log", async () => (await window.browser.$$("#task-log [data-line]").length) > 0);
  await accessible(window, "log of a failed step");
  const search = await window.browser.$("section[aria-label=Log] [role=searchbox]");
  await search.setValue("e");
  await window.until("hits", async () => /^e:[1-9]/.test(await hits(window)));
  await window.shoot("75-log-search");

  await press(window, "Retry");
  await reaches(window, /^[^\n]*: Succeeded/);
  await window.shoot("76-retried");
  await goTo(window, "#/tasks");
  await window.until("its end in the list", async () => /Succeeded/.test(await row(window, "Initialize cluster")));
});

test("what ended is kept: found by a word of its log when no agent is left, and compared with another run", async () => {
  const { agents, play } = await startAgents(...CLUSTER);
  const window = await contacted(agents[0]);
  for (const round of [1, 2]) {
    await goTo(window, "#/");
    await press(window, "Open");
    await cardSays(window, agents[1] ?? "", /Running/);
    await chooseFrom(window, "Menu of zone2", "Stop zone");
    await press(window, "Stop zone2");
    await reaches(window, /^ob_pay: Succeeded/);
    await press(window, "Open the cluster");
    await cardSays(window, agents[1] ?? "", /stopped/);
    await chooseFrom(window, "Menu of zone2", "Start its servers");
    await press(window, "Start zone2");
    await reaches(window, /^ob_pay: Succeeded/);
    if (round === 1) await window.shoot("77-started");
  }
  for (const agent of [1, 2, 3]) await play(`kill ${agent}`);

  await goTo(window, "#/tasks");
  await press(window, "History and logs");
  const field = await window.browser.$("[aria-label='Search history and logs']");
  await field.setValue("stop");
  await shows(window, "log lines");
  await accessible(window, "search of the history");
  await window.shoot("78-history-search");

  await press(window, "History and logs");
  await chooseFromRow(window, "Stop zone2", "Compare with another run");
  await shows(window, "Runs of the same task");
  const other = await window.browser.$("[title^='Compare with the run of']");
  await other.click();
  await shows(window, "Two runs of");
  await accessible(window, "comparison of two runs");
  await window.shoot("79-compare");
});

test("a task goes out as report, JSON and bundle, and comes in by a drop, read-only", async () => {
  const folder = mkdtempSync(join(tmpdir(), "obdeck-e2e-files-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const { agents } = await startAgents(...CLUSTER, "--stuck");
  const window = await contacted(agents[0]);
  await goTo(window, "#/tasks");
  await open(window, "Initialize cluster");
  await reaches(window, /^[^\n]*: Failed/);
  for (const [item, name] of [
    ["HTML report", "report.html"],
    ["JSON", "task.json"],
    ["Support bundle", "bundle.zip"],
  ] as const) {
    await press(window, "Export");
    if (name === "report.html") await window.shoot("80-export-menu");
    await menuItem(window, item);
    await answerFileDialog(window, "Save", join(folder, name));
    await shows(window, join(folder, name));
    await window.shoot("80-exported");
    const close = await window.browser.$("[role=dialog] [aria-label=Close]");
    await close.click();
    await close.waitForExist({ reverse: true });
  }
  expect(readdirSync(folder).toSorted()).toEqual(["bundle.zip", "report.html", "task.json"]);
  for (const name of readdirSync(folder)) expect(readFileSync(join(folder, name)).includes(PASSWORD), name).toBe(false);

  await dropFile(window, "task.json", readFileSync(join(folder, "task.json"), "utf8"));
  await shows(window, "Saved copy of task.json");
  await reaches(window, /^[^\n]*: Failed/);
  await shows(window, "Read-only");
  await accessible(window, "saved task");
  await window.shoot("81-saved");
  await dropFile(window, "shopping.json", '{"milk": 2}');
  await shows(window, "OBDeck finds no task in it");
  await accessible(window, "file that is no task");
  await window.shoot("82-no-task");
});

/** A window that has contacted the cluster of an agent. */
async function contacted(agent = ""): Promise<AppWindow> {
  const window = await openHome();
  await addConnection(window, {
    address: agent,
    password: PASSWORD,
    environment: "DEV",
  });
  await press(window, "Contact");
  await shows(window, "ob_pay");
  return window;
}

async function goTo(window: AppWindow, place: string): Promise<void> {
  await window.browser.execute((to: string) => (location.hash = to), place);
}

/** What the row of a task says, once it is there. */
async function row(window: AppWindow, task: string): Promise<string> {
  const read = (wanted: string): string =>
    [...document.querySelectorAll<HTMLElement>("[role=row]")].find((each) => each.innerText.includes(wanted))
      ?.innerText ?? "";
  await window.until(`the row of ${task}`, async () => (await window.browser.execute(read, task)) !== "");
  return window.browser.execute(read, task);
}

/** Opens a task of the list. By an event in the page: rows move while the list is read. */
async function open(window: AppWindow, task: string): Promise<void> {
  await row(window, task);
  await window.browser.execute((wanted: string) => {
    const all = [...document.querySelectorAll<HTMLElement>("[role=row]")];
    const found = all.find((each) => each.innerText.includes(wanted));
    found?.dispatchEvent(new MouseEvent("dblclick", { bubbles: true }));
  }, task);
}

async function chooseFromRow(window: AppWindow, task: string, item: string): Promise<void> {
  await row(window, task);
  const button = await window.browser.$(`[aria-label^="Menu of ${task}"]`);
  await button.click();
  await menuItem(window, item);
}

function chosenView(window: AppWindow, name: string): Promise<boolean> {
  const read = (wanted: string): boolean =>
    [...document.querySelectorAll("[role=tab]")].some(
      (tab) => tab.textContent?.startsWith(wanted) === true && tab.getAttribute("aria-selected") === "true",
    );
  return window.browser.execute(read, name);
}

function rows(window: AppWindow): Promise<number> {
  return window.browser.execute(() => document.querySelectorAll("[role=treegrid] [role=row]").length);
}

function hits(window: AppWindow): Promise<string> {
  return window.browser.execute(
    () => document.querySelector("section[aria-label=Log] [data-hits]")?.getAttribute("data-hits") ?? "",
  );
}
