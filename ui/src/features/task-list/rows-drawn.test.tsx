import { act, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";

import { renderApp } from "../../test/render-app";
import { grid, row, tasksWorld } from "./fakes/screen";
import { changeTasks, tasksOf } from "./fakes/state";
import type * as Took from "./list/took-cell";

const drawn: string[] = [];

vi.mock("./list/took-cell", async (original) => {
  const { TookCell, ...rest } = await original<typeof Took>();
  const Counted = (props: Parameters<typeof TookCell>[0]) => {
    drawn.push(props.row.key);
    return <TookCell {...props} />;
  };
  return { ...rest, TookCell: Counted };
});

beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, "offsetHeight", "get").mockReturnValue(640);
  vi.spyOn(HTMLElement.prototype, "offsetWidth", "get").mockReturnValue(1200);
  vi.spyOn(Element.prototype, "clientHeight", "get").mockReturnValue(640);
});
afterEach(() => vi.useRealTimers());

it("draws anew only the row whose task changed", async () => {
  const world = tasksWorld();
  renderApp(world, "/tasks");
  await row("Install obproxy");
  const running = tasksOf(world).rows?.find(({ key }) => key === "ocp-2201");
  if (running === undefined) throw new Error("there is no such task");
  drawn.length = 0;
  act(() => changeTasks(world, { rows: [{ ...running, done: 4 }] }));
  await waitFor(async () => expect(await row("Install obproxy")).toHaveTextContent("4/12"));
  expect(new Set(drawn)).toEqual(new Set(["ocp-2201"]));
});

it("draws nothing when it is told again what it knows", async () => {
  const world = tasksWorld();
  renderApp(world, "/tasks");
  await row("Install obproxy");
  drawn.length = 0;
  act(() => changeTasks(world, { rows: tasksOf(world).rows ?? [] }));
  expect(drawn).toEqual([]);
});

it("draws what is in sight of ten thousand tasks, and every one can be reached", async () => {
  const world = tasksWorld("tasks-huge");
  tasksOf(world).pace = 0;
  const { user } = renderApp(world, "/tasks");
  await screen.findByRole("grid");
  expect(grid()).toHaveAttribute("aria-rowcount", "10001");
  expect(within(grid()).getAllByRole("row").length).toBeLessThan(60);
  grid().focus();
  await user.keyboard("{End}");
  grid().dispatchEvent(new Event("scroll"));
  await waitFor(() => expect(grid().querySelector("[aria-rowindex='10001']")).not.toBeNull());
  const last = grid().querySelector("[aria-rowindex='10001']");
  expect(last).toHaveAttribute("aria-selected", "true");
  expect(grid()).toHaveAttribute("aria-activedescendant", last?.id);
});

it("counts on each second without laying the list anew", async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  const world = tasksWorld("tasks-running");
  tasksOf(world).pace = 0;
  renderApp(world, "/tasks");
  await screen.findByRole("grid");
  const first = () => within(grid()).getAllByRole("row")[1]?.textContent;
  const before = first();
  drawn.length = 0;
  act(() => void vi.advanceTimersByTime(3000));
  expect(first()).not.toBe(before);
  expect(drawn).toEqual([]);
});
