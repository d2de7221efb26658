/** Opens a stream and returns how to close it. */
export type Open<Event> = (onEvent: (event: Event) => void) => () => void;

export type StreamStore<State, Event> = {
  subscribe: (listener: () => void) => () => void;
  read: () => State;
  /** Takes in what did not come from the stream. */
  tell: (event: Event) => void;
  /** Opens the stream anew. */
  again: () => void;
};

/**
 * The state that a stream's events add up to. The stream is open while somebody listens. When `reduce` finds a
 * gap the stream is opened again; what was known stays until the new snapshot is there.
 */
export function createStreamStore<State, Event>(
  initial: State,
  reduce: (state: State, event: Event) => State | "gap",
  open: Open<Event>,
): StreamStore<State, Event> {
  const listeners = new Set<() => void>();
  let state = initial;
  let close: (() => void) | null = null;
  let current = 0;

  function start() {
    current += 1;
    const own = current;
    close = open((event) => {
      if (own === current) take(event);
    });
  }

  function take(event: Event) {
    const next = reduce(state, event);
    if (next === "gap") return again();
    if (Object.is(next, state)) return;
    state = next;
    for (const listener of listeners) listener();
  }

  function again() {
    stop();
    start();
  }

  function stop() {
    current += 1;
    close?.();
    close = null;
  }

  return {
    subscribe: (listener) => {
      listeners.add(listener);
      if (listeners.size === 1) start();
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) stop();
      };
    },
    read: () => state,
    tell: take,
    again,
  };
}
