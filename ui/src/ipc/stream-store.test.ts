import { expect, test, vi } from "vitest";

import { createStreamStore } from "./stream-store";

function setup() {
  const opened: ((event: number) => void)[] = [];
  const close = vi.fn();
  const store = createStreamStore<number, number>(
    0,
    (state, event) => (event > state + 1 ? "gap" : event),
    (onEvent) => {
      opened.push(onEvent);
      return close;
    },
  );
  return { store, opened, close };
}

test("is open only while somebody listens", () => {
  const { store, opened, close } = setup();
  const leave = store.subscribe(() => {});
  const leaveToo = store.subscribe(() => {});
  expect(opened).toHaveLength(1);
  leave();
  expect(close).not.toHaveBeenCalled();
  leaveToo();
  expect(close).toHaveBeenCalledOnce();
});

test("opens again after a gap, keeps what it knew, and hears no late event", () => {
  const { store, opened, close } = setup();
  const listener = vi.fn();
  store.subscribe(listener);
  opened[0]?.(1);
  opened[0]?.(5);
  expect([store.read(), opened.length, close.mock.calls.length]).toEqual([1, 2, 1]);
  opened[0]?.(2);
  expect(store.read()).toBe(1);
  opened[1]?.(2);
  expect([store.read(), listener.mock.calls.length]).toEqual([2, 2]);
});

test("an event that changes nothing tells nobody", () => {
  const { store, opened } = setup();
  const listener = vi.fn();
  store.subscribe(listener);
  opened[0]?.(0);
  expect(listener).not.toHaveBeenCalled();
});
