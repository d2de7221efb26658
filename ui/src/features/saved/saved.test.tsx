import { act, createEvent, fireEvent, screen, waitFor, within } from "@testing-library/react";
import axe from "axe-core";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

import { type FakeWorld, emptyWorld, failure } from "../../platform/fake/world";
import { speak } from "../../shared/i18n/i18n";
import { renderPart } from "../../test/render-part";
import { ExportMenu } from "./export-menu";
import { MOST_BYTES, pasteProblem } from "./open-file";
import { OpenSavedButton } from "./open-button";
import { SavedDoor } from "./saved-door";
import { scenarios } from "./scenarios";

/** A dialog of its own takes a busy machine a while. */
const PATIENT = { timeout: 10_000 };
const BEGAN = Date.UTC(2026, 9, 20, 8, 30);
const TASK = '{"data":{"id":"1","nodes":[]}}';

beforeEach(() => speak("en"));
afterEach(() => vi.useRealTimers());

const file = (name: string, text = TASK) => new File([text], name);

/** What a browser hands over with files; `folders` are those that are none. */
function transfer(files: File[], folders: File[] = []) {
  const items = files.map((one) => ({
    kind: "file",
    getAsFile: () => one,
    webkitGetAsEntry: () => ({ isDirectory: folders.includes(one) }),
  }));
  return { types: ["Files"], files, items, dropEffect: "none" };
}

function drop(files: File[], folders: File[] = []) {
  fireEvent.dragEnter(document.body, { dataTransfer: transfer(files, folders) });
  return fireEvent.drop(document.body, { dataTransfer: transfer(files, folders) });
}

/** jsdom knows no drag event, and so no element that is entered. */
function leave(to: Element | null) {
  const event = createEvent.dragLeave(document.body, { dataTransfer: transfer([]) });
  Object.defineProperty(event, "relatedTarget", { value: to });
  fireEvent(document.body, event);
}

const wait = (ms: number) => act(() => void vi.advanceTimersByTime(ms));

const asked = (world: FakeWorld, command: string) =>
  world.calls.filter((call) => call.command === command).map(({ request }) => request);

async function violations(container: Element) {
  const found = await axe.run(container, {
    rules: { "color-contrast": { enabled: false }, region: { enabled: false } },
  });
  return found.violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)]);
}

describe("a file dropped on the window", () => {
  test("is announced while it is over it, and opens", async () => {
    const world = emptyWorld();
    const { location, container } = renderPart(world, <SavedDoor />);
    fireEvent.dragEnter(document.body, { dataTransfer: transfer([file("dag.json")]) });
    expect(screen.getByText("Drop to open the task")).toBeVisible();
    expect(await violations(container)).toEqual([]);
    const notHandled = drop([file("dag.json")]);
    expect(notHandled).toBe(false);
    await waitFor(() => expect(location.history?.at(-1)).toBe("/operations/file"));
    expect(screen.queryByText("Drop to open the task")).toBeNull();
    expect(asked(world, "open_task_text")).toEqual([{ name: "dag.json", text: TASK }]);
  });

  test("the notice goes when it is dragged away again, and drags inside the window are left alone", () => {
    vi.useFakeTimers();
    renderPart(emptyWorld(), <SavedDoor />);
    fireEvent.dragEnter(document.body, { dataTransfer: transfer([file("dag.json")]) });
    // Over the border of an element: WebKitGTK tells of no element there either.
    for (const entered of [document.body, null]) {
      leave(entered);
      wait(100);
      expect(screen.getByText("Drop to open the task")).toBeVisible();
      fireEvent.dragOver(document.body, { dataTransfer: transfer([file("dag.json")]) });
      wait(1000);
      expect(screen.getByText("Drop to open the task")).toBeVisible();
    }
    leave(null);
    wait(150);
    expect(screen.queryByText("Drop to open the task")).toBeNull();
    const own = { types: ["text/plain"], files: [], items: [] };
    expect(fireEvent.dragEnter(document.body, { dataTransfer: own })).toBe(true);
    expect(fireEvent.drop(document.body, { dataTransfer: own })).toBe(true);
    expect(screen.queryByText("Drop to open the task")).toBeNull();
  });

  test("of several the first opens, and that is said", async () => {
    const world = emptyWorld();
    const { user } = renderPart(world, <SavedDoor />);
    drop([file("a.json"), file("b.json"), file("c.json")]);
    expect(
      await screen.findByText("a.json was opened. 2 more files were dropped: one is opened at a time."),
    ).toBeVisible();
    expect(asked(world, "open_task_text")).toHaveLength(1);
    await user.click(screen.getByRole("button", { name: "Close" }));
    expect(screen.queryByText(/more files were dropped/)).toBeNull();
  });

  test("which is no task is refused with its name and what was found", async () => {
    const { location, user } = renderPart(emptyWorld(), <SavedDoor />);
    drop([file("notes.json", '{"todo":[]}')]);
    const dialog = await screen.findByRole("dialog", { name: "notes.json could not be opened" }, PATIENT);
    expect(dialog).toHaveTextContent("OBDeck finds no task in it.");
    expect(dialog).toHaveTextContent("no field of it is a list of nodes or of sub-tasks");
    expect(await violations(dialog)).toEqual([]);
    await user.click(within(dialog).getByRole("button", { name: "Close" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(location.history).toEqual(["/"]);
  });

  test("which is a folder, too large, or cannot be read is never sent", async () => {
    const world = emptyWorld();
    renderPart(world, <SavedDoor />);
    const folder = file("logs");
    drop([folder], [folder]);
    expect(await screen.findByText("It is a folder. Drop the JSON file that is in it.")).toBeVisible();
    const huge = file("huge.json");
    Object.defineProperty(huge, "size", { value: 65 * 1024 * 1024 });
    drop([huge]);
    expect(await screen.findByText("It has 65.0 MiB. OBDeck opens tasks of up to 64 MiB.")).toBeVisible();
    const gone = file("gone.json");
    gone.text = () => Promise.reject(new Error("The file could not be found"));
    drop([gone]);
    expect(await screen.findByText("It could not be read: The file could not be found")).toBeVisible();
    expect(asked(world, "open_task_text")).toEqual([]);
  });
});

describe("other ways in", () => {
  test("Ctrl O asks for a file, and so does the button", async () => {
    const world = emptyWorld();
    const { user, location } = renderPart(
      world,
      <>
        <SavedDoor />
        <OpenSavedButton />
      </>,
    );
    await user.keyboard("{Control>}o{/Control}");
    await waitFor(() => expect(location.history?.at(-1)).toBe("/operations/file"));
    await user.click(screen.getByRole("button", { name: "Open saved task…" }));
    await waitFor(() => expect(asked(world, "open_saved_task")).toHaveLength(2));
  });

  test("one file is asked for at a time, and that it is opened is said", async () => {
    const world = emptyWorld();
    world.delayMs = 40;
    const { location } = renderPart(
      world,
      <>
        <SavedDoor />
        <OpenSavedButton />
      </>,
    );
    const press = () => fireEvent.keyDown(document.body, { key: "o", ctrlKey: true });
    press();
    press();
    fireEvent.click(screen.getByRole("button", { name: "Open saved task…" }));
    expect(await screen.findByText("Opening a task from a file")).toBeVisible();
    await waitFor(() => expect(location.history?.at(-1)).toBe("/operations/file"));
    expect(asked(world, "open_saved_task")).toHaveLength(1);
    await waitFor(() => expect(screen.queryByText("Opening a task from a file")).toBeNull());
    press();
    await waitFor(() => expect(asked(world, "open_saved_task")).toHaveLength(2));
  });

  test("choosing none changes nothing", async () => {
    const world = emptyWorld();
    world.taskFile = null;
    const { user, location } = renderPart(world, <OpenSavedButton />);
    await user.click(screen.getByRole("button"));
    await waitFor(() => expect(asked(world, "open_saved_task")).toHaveLength(1));
    expect(location.history).toEqual(["/"]);
    expect(screen.queryByRole("dialog")).toBeNull();
  });

  test("a chosen file that does not open is told, and another can be chosen", async () => {
    const world = emptyWorld();
    scenarios["saved-broken"]?.(world);
    const { user, location } = renderPart(world, <OpenSavedButton />);
    await user.click(screen.getByRole("button"));
    const dialog = await screen.findByRole("dialog", { name: "The file could not be opened" }, PATIENT);
    expect(dialog).toHaveTextContent("the file ends at line 812, inside a string");
    world.failing.clear();
    await user.click(within(dialog).getByRole("button", { name: "Choose another file…" }));
    await waitFor(() => expect(location.history?.at(-1)).toBe("/operations/file"));
  });

  test("a pasted task opens; other text, and text for a field, is left alone", async () => {
    const world = emptyWorld();
    renderPart(
      world,
      <>
        <SavedDoor />
        <input aria-label="field" />
      </>,
    );
    const paste = (target: Element, text: string) =>
      fireEvent.paste(target, { clipboardData: { items: [], files: [], types: [], getData: () => text } });
    paste(document.body, "SELECT 1");
    paste(screen.getByLabelText("field"), TASK);
    expect(asked(world, "open_task_text")).toEqual([]);
    paste(document.body, TASK);
    await waitFor(() => expect(asked(world, "open_task_text")).toEqual([{ name: "pasted text", text: TASK }]));
  });
});

test("text of more than a file may have is not sent", () => {
  expect(pasteProblem("{}")).toBeNull();
  expect(pasteProblem(" ".repeat(MOST_BYTES + 1))).toEqual({ type: "tooLarge", bytes: MOST_BYTES + 1 });
});

describe.each(["en", "zh"] as const)("exporting in %s", (language) => {
  test("says what each file contains, and where it was written", async () => {
    const world = emptyWorld();
    world.preferences.language = language;
    await speak(language);
    vi.spyOn(Date.prototype, "getTimezoneOffset").mockImplementation(function (this: Date) {
      return this.getTime() === BEGAN ? -330 : 0;
    });
    const { user, platform } = renderPart(world, <ExportMenu operationId="failed" at={BEGAN} />);
    await user.click(screen.getByRole("button"));
    expect(await screen.findAllByRole("menuitem")).toHaveLength(3);
    expect(await violations(document.body)).toEqual([]);
    await user.click(screen.getByRole("menuitem", { name: /^(HTML report|HTML 报告)/ }));
    const told = await screen.findByText("/home/dba/incidents/2026-11-20/ob_order-initialise-cluster.html");
    await waitFor(() => expect(told).toBeVisible());
    expect(await violations(document.body)).toEqual([]);
    expect(asked(world, "export_task")).toEqual([
      { operationId: "failed", format: "html", language, utcOffsetMinutes: 330 },
    ]);
    await user.click(screen.getByRole("button", { name: /Copy path|复制路径/ }));
    expect(platform.copied).toEqual(["/home/dba/incidents/2026-11-20/ob_order-initialise-cluster.html"]);
  });
});

test("an export that fails says so until it is closed, and one without a file says nothing", async () => {
  const world = emptyWorld();
  world.failing.set("export_task", failure("storage", "no space left on device"));
  const { user } = renderPart(world, <ExportMenu operationId="failed" at={BEGAN} />);
  await user.click(screen.getByRole("button", { name: "Export" }));
  await user.click(await screen.findByRole("menuitem", { name: /^JSON/ }));
  const told = await screen.findByText("The file was not written.");
  await waitFor(() => expect(told).toBeVisible());
  expect(screen.getByText("no space left on device")).toBeInTheDocument();
  await user.click(screen.getByRole("button", { name: "Close" }));
  await waitFor(() => expect(screen.queryByText("The file was not written.")).toBeNull());
  world.failing.clear();
  world.taskPath = null;
  await user.click(screen.getByRole("button", { name: "Export" }));
  await user.click(await screen.findByRole("menuitem", { name: /^Support bundle/ }));
  await waitFor(() => expect(asked(world, "export_task")).toHaveLength(2));
  await act(() => Promise.resolve());
  expect(screen.queryByText(/Saved to/)).toBeNull();
});
