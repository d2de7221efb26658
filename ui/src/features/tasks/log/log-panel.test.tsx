import { act, fireEvent, screen, within } from "@testing-library/react";
import axe from "axe-core";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";

import { type FakeWorld, emptyWorld, failure } from "../../../platform/fake/world";
import { speak } from "../../../shared/i18n/i18n";
import { violationsIn } from "../../../test/violations";
import { renderPart } from "../../../test/render-part";
import { fakeOperations } from "../fixtures/fake-operations";
import { must } from "../fixtures/must";
import { giveBoxesASize } from "../fixtures/render-screen";
import { LogPanel } from "./log-panel";

beforeAll(() => giveBoxesASize());
beforeEach(() => speak("en"));

const PATIENT = { timeout: 10_000 };

/** The log of a step of an operation, of all its hosts unless one is named. */
function renderLog(world: FakeWorld, { id = "failed", name = "Start observer", host = "" } = {}) {
  const operation = fakeOperations.snapshot(id);
  const call = must(operation.calls.find(({ head }) => head.key === "init"));
  const step = must(call.steps.find((one) => one.name === name));
  const run = step.runs.find((one) => one.host === host) ?? null;
  const still = () => undefined;
  return renderPart(
    world,
    <LogPanel
      operation={operation}
      selected={{ call, step, run }}
      attempt={null}
      error={null}
      onBeyond={() => false}
      onPin={still}
      wrap={false}
      onWrap={still}
      full={false}
      onFull={still}
    />,
  );
}

const log = () => screen.getByRole("log");
const lines = () => [...log().querySelectorAll("[data-line]")].map((line) => line.textContent);
const search = () => screen.getByRole("searchbox");

describe("a log with all that logs have come with", () => {
  test("shows markup as text and what cannot be seen as symbols", () => {
    renderLog(emptyWorld("log-ugly"));
    expect(log().querySelector("script, b")).toBeNull();
    const text = lines().join("\n");
    expect(text).toContain("<script>alert('x')</script> <b>bold?</b> &amp; &lt;");
    expect(text).toContain("INFO observer red and bold, bell ␇, null ␀, escape ␛ alone");
    expect(text).toContain("then [U+202E]exe.gpj");
    expect(text).toContain("progress 10%␍progress 55%␍progress 100%");
  });

  test("a stack trace stays together, each line an error", () => {
    renderLog(emptyWorld("log-ugly"));
    const at = lines().findIndex((text) => text.includes("IllegalStateException"));
    expect(lines()[at + 1]).toContain("at com.oceanbase.ocp.service.task.Start.run");
    expect(lines()[at + 4]).toMatch(/ERROR.*\.\.\. 24 more$/);
  });

  test("a line of 5 MB is cut, opened in pieces, and copied whole", async () => {
    const { user, platform } = renderLog(emptyWorld("log-ugly"));
    const long = () => must(lines().find((text) => text.includes('{"rows":[')));
    expect(long().length).toBeLessThan(2200);
    expect(long()).toContain("5.3 MB");
    await user.click(screen.getByRole("button", { name: "Show more" }));
    expect(long().length).toBeGreaterThan(10_000);
    await user.click(screen.getByRole("button", { name: "Show more" }));
    expect(screen.queryByRole("button", { name: "Show more" })).toBeNull();
    expect(long().length).toBeLessThan(70_000);
    await user.click(screen.getByRole("button", { name: "Copy whole line" }));
    expect(must(platform.copied[0]).length).toBeGreaterThan(5_000_000);
  });

  test("a hit far along a long line is brought into sight", () => {
    renderLog(emptyWorld("log-ugly"));
    fireEvent.change(search(), { target: { value: "{}]}" } });
    expect(screen.getByText("1 of 1")).toBeVisible();
    expect(log().querySelector("mark[data-current]")?.textContent).toBe("{}]}");
  });
});

test("a line with very many hits marks some of them, and the current one", async () => {
  const { user } = renderLog(emptyWorld("log-ugly"));
  const marks = () => log().querySelectorAll("[data-level] mark").length;
  fireEvent.change(search(), { target: { value: "e" } });
  await user.click(must(screen.getAllByRole("button", { name: "Show more" })[0]));
  await user.click(must(screen.getAllByRole("button", { name: "Show more" })[0]));
  const long = must([...log().querySelectorAll("[data-level]")].find((line) => line.textContent.includes('{"rows":[')));
  expect(long.querySelectorAll("mark").length).toBe(200);
  expect(marks()).toBeGreaterThan(200);
  expect(log().querySelectorAll("mark[data-current]")).toHaveLength(1);
});

describe("a long log", () => {
  test("draws what is in sight, and opens at the first error of what failed", () => {
    renderLog(emptyWorld("log-huge"), { host: "10.10.10.3:2886" });
    expect(lines().length).toBeGreaterThan(40);
    expect(lines().length).toBeLessThan(200);
    expect(lines().some((text) => text.includes("check member list 996"))).toBe(true);
  }, 60_000);

  test("what runs shows its tail", () => {
    renderLog(emptyWorld("log-busy"), { id: "running" });
    const { rows } = fakeOperations.log({ operationId: "running", callKey: "init", stepKey: "init/3", runKey: null });
    const newest = rows.reduce((a, b) => ((b.at ?? 0) >= (a.at ?? 0) ? b : a));
    expect(screen.getByRole("button", { name: "Following" })).toBeVisible();
    expect(lines().length).toBeLessThan(200);
    expect(lines().at(-1)).toContain(newest.text);
  });
});

describe("searching", () => {
  test("by pattern and by case; a bad pattern is told", async () => {
    const { user } = renderLog(emptyWorld(), { host: "10.10.10.3:2886" });
    await user.type(search(), "port 28\\d");
    expect(screen.getByText("none")).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Regular expression" }));
    expect(screen.getByText("1 of 3")).toBeVisible();
    await user.type(search(), "(");
    expect(screen.getByText("bad pattern")).toBeVisible();
    expect(search().getAttribute("aria-invalid")).toBe("true");
    await user.clear(search());
    await user.type(search(), "Start Observer");
    expect(screen.getByText(/^1 of/)).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Upper and lower case differ" }));
    expect(screen.getByText("none")).toBeVisible();
  });

  test("by key", async () => {
    const { user } = renderLog(emptyWorld(), { host: "10.10.10.3:2886" });
    await user.keyboard("{Control>}f{/Control}pid");
    expect(document.activeElement).toBe(search());
    await user.keyboard("{F3}{F3}");
    expect(screen.getByText("3 of 3")).toBeVisible();
    await user.keyboard("{Shift>}{F3}{/Shift}");
    expect(screen.getByText("2 of 3")).toBeVisible();
  });
});

test("one host alone, and its log saved", async () => {
  const world = emptyWorld();
  const { user } = renderLog(world);
  const hosts = () => new Set([...log().querySelectorAll("[data-tint]")].map((host) => host.textContent));
  expect(hosts().size).toBe(3);
  await user.click(screen.getByRole("button", { name: "Hosts: Start observer, 3 hosts" }));
  await user.click(await screen.findByRole("menuitemradio", { name: "10.10.10.2" }, PATIENT));
  expect([...hosts()]).toEqual(["10.10.10.2"]);
  await user.click(screen.getByRole("button", { name: "Hosts: Start observer, 10.10.10.2" }));
  const choices = await screen.findAllByRole("menuitemradio", undefined, PATIENT);
  expect(choices.map((choice) => choice.getAttribute("aria-checked"))).toEqual(["false", "false", "true", "false"]);
  expect(await violationsIn(screen.getByRole("menu"))).toEqual([]);
  await user.keyboard("{Escape}");
  await user.click(screen.getByRole("button", { name: "Save the log to a file" }));
  expect(await screen.findByText(/ob_order-initialise-cluster-init-3\.log$|\.log$/)).toBeVisible();
  expect(world.calls.find(({ command }) => command === "save_log")?.request).toMatchObject({
    operationId: "failed",
    callKey: "init",
    runKey: expect.stringContaining("10.10.10.2"),
    attempt: null,
  });
});

test("a log that cannot be saved says so", async () => {
  const world = emptyWorld();
  world.failing.set("save_log", failure("storage", "permission denied"));
  const { user } = renderLog(world);
  await user.keyboard("{Control>}s{/Control}");
  expect(await screen.findByText("The file was not written.")).toBeVisible();
  expect(screen.getByText("permission denied")).toBeInTheDocument();
});

test("lines are marked by key and by pointer, and copied", async () => {
  const { user, platform } = renderLog(emptyWorld(), { host: "10.10.10.3:2886" });
  act(() => log().focus());
  await user.keyboard("{Shift>}{ArrowDown}{ArrowDown}{/Shift}");
  await user.click(screen.getByRole("button", { name: "Copy 2 marked lines" }));
  expect(
    must(platform.copied[0])
      .split("\n")
      .map((line) => line.slice(13)),
  ).toEqual([
    "10.10.10.3 ERROR Error: rpc port 2882 is already used by pid 30172",
    "10.10.10.3 ERROR Start observer failed: rpc port 2882 is already used by pid 30172",
  ]);
  const times = [...log().querySelectorAll("[data-level] [data-gutter]:first-child")];
  fireEvent.pointerDown(must(times[0]), { button: 0 });
  fireEvent.pointerUp(must(times[0]));
  fireEvent.pointerDown(must(times[3]), { button: 0, shiftKey: true });
  expect(log().querySelectorAll("[data-marked]")).toHaveLength(4);
  await user.keyboard("{Escape}");
  expect(log().querySelectorAll("[data-marked]")).toHaveLength(0);
  await user.keyboard("{Control>}a{/Control}");
  expect(log().querySelectorAll("[data-marked]").length).toBe(lines().length);
});

test("marking does not go on after a release that nobody heard", () => {
  renderLog(emptyWorld(), { host: "10.10.10.3:2886" });
  const rows = [...log().querySelectorAll("[data-level]")];
  const marked = () => log().querySelectorAll("[data-marked]").length;
  fireEvent.pointerDown(must(rows[0]?.querySelector("[data-gutter]")), { button: 0, buttons: 1 });
  fireEvent.pointerMove(must(rows[2]), { buttons: 1 });
  expect(marked()).toBe(3);
  fireEvent.pointerDown(must(rows[1]?.lastElementChild), { button: 0, buttons: 1 });
  fireEvent.pointerMove(must(rows[4]), { buttons: 1 });
  expect(marked()).toBe(3);
});

test.each(["en", "zh"] as const)(
  "has no accessibility violations in %s",
  async (language) => {
    const world = emptyWorld("log-ugly");
    world.preferences.language = language;
    await speak(language);
    const { container } = renderLog(world);
    fireEvent.change(within(container).getByRole("searchbox"), { target: { value: "timeout" } });
    const { violations } = await axe.run(container, { rules: { "color-contrast": { enabled: false } } });
    expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html.slice(0, 200))])).toEqual([]);
  },
  60_000,
);
