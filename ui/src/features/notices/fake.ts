import type { NoticesEvent } from "../../ipc/generated";
import type { FakePart } from "../../platform/fake/part";
import type { FakeWorld } from "../../platform/fake/world";

type Tell = (event: NoticesEvent) => void;

/** How things are when the window begins to listen, and the windows that listen. */
type FakeNotices = { first: NoticesEvent; listeners: Set<Tell> };

const known = new WeakMap<FakeWorld, FakeNotices>();

/** Tests and scenarios set what is told first, and tell more. */
export function noticesOf(world: FakeWorld): FakeNotices {
  const notices = known.get(world) ?? { first: nothing(), listeners: new Set<Tell>() };
  known.set(world, notices);
  return notices;
}

export function nothing(change: Partial<NoticesEvent> = {}): NoticesEvent {
  return { running: 0, failed: 0, work: [], notices: [], open: null, ...change };
}

export const fake: FakePart = (world) => ({
  commands: {
    show_notice: () => ({}),
    set_tray: () => ({}),
  },
  streams: {
    watch_notices: (_, emit) => {
      const { first, listeners } = noticesOf(world);
      listeners.add(emit);
      // As the window does: never while it subscribes.
      queueMicrotask(() => listeners.has(emit) && emit(first));
      return () => listeners.delete(emit);
    },
  },
});
