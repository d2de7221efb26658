import type { IpcError, LogEvent } from "../../../ipc/generated";
import { type Open, type StreamStore, createStreamStore } from "../../../ipc/stream-store";
import { type Book, createBook } from "./book";
import { type Heights, evenHeights, wrappedHeights } from "./heights";
import { type Lines, type LogFilter, createLines } from "./lines";
import { type Matcher, NO_QUERY, type Query, matcherOf } from "./matcher";
import { type Search, createSearch } from "./search";

/** Characters of a line that are shown until more are asked for. */
export const CUT = 2000;

/** Milliseconds that a search may take before the window is drawn again. */
const SLICE = 24;

/** What the log is at one moment. `book`, `lines`, `heights` and `search` go on changing in place. */
export type LogState = {
  book: Book;
  lines: Lines;
  heights: Heights;
  search: Search | null;
  matcher: Matcher | null;
  filter: LogFilter;
  query: Query;
  /** Why the query cannot be looked for. */
  badPattern: string | null;
  /** Lines are left to be looked through. */
  searching: boolean;
  loaded: boolean;
  complete: boolean;
  problem: IpcError | null;
};

export type LogAction =
  | { type: "show"; filter: LogFilter; query: Query }
  /** How many characters fit in a row of text; null when lines are not wrapped. */
  | { type: "wrap"; columns: number | null }
  /** What lines took on the screen, from one on, in rows of text; 0 where nothing was drawn. */
  | { type: "learn"; from: number; taken: readonly number[] }
  | { type: "searchOn" };

export type LogStore = StreamStore<LogState, LogEvent | LogAction>;

/**
 * The log of a step or run: its rows as they come, the lines they make, and a search over them. What an event costs
 * goes by the rows that it brings, not by those that are there.
 */
export function createLogStore(open: Open<LogEvent>, filter: LogFilter, now: () => number): LogStore {
  const book = createBook();
  const lines = linesOf(book, filter, NO_QUERY);
  const initial: LogState = {
    book,
    lines,
    heights: evenHeights(lines),
    search: null,
    matcher: null,
    filter,
    query: NO_QUERY,
    badPattern: null,
    searching: false,
    loaded: false,
    complete: false,
    problem: null,
  };
  let columns: number | null = null;

  function reduce(state: LogState, event: LogEvent | LogAction): LogState {
    if (!("type" in event)) return searched(taken(state, event));
    switch (event.type) {
      case "show":
        return searched(shown(state, event));
      case "wrap":
        if (event.columns === columns) return state;
        columns = event.columns;
        return { ...state, heights: heightsOf(state.lines) };
      case "learn":
        state.heights.learn(event.from, event.taken);
        return { ...state };
      case "searchOn":
        return searched(state);
    }
  }

  function taken(state: LogState, { rows, complete, problem }: LogEvent): LogState {
    const changed = state.lines.update(book.add(rows));
    state.search?.cut(changed);
    state.heights.cut(changed);
    return { ...state, loaded: true, complete, problem };
  }

  function shown(state: LogState, { filter: wanted, query }: Extract<LogAction, { type: "show" }>): LogState {
    const kept = wanted === state.filter && (query.text === "") === (state.query.text === "");
    const next = kept ? state.lines : linesOf(book, wanted, query);
    const found = matcherOf(query);
    const matcher = found !== null && "count" in found ? found : null;
    return {
      ...state,
      filter: wanted,
      query,
      lines: next,
      heights: kept ? state.heights : heightsOf(next),
      matcher,
      badPattern: found !== null && "problem" in found ? found.problem : null,
      search: matcher === null ? null : createSearch(next, matcher),
    };
  }

  function searched(state: LogState): LogState {
    const until = now() + SLICE;
    const finished = state.search?.run(() => now() >= until) ?? true;
    return { ...state, searching: !finished };
  }

  function heightsOf(next: Lines): Heights {
    return columns === null ? evenHeights(next) : wrappedHeights(next, columns, CUT);
  }

  return createStreamStore<LogState, LogEvent | LogAction>(initial, reduce, open);
}

/** A search shows every line it counts. */
function linesOf(book: Book, filter: LogFilter, query: Query): Lines {
  const lines = createLines(book.rows, filter, query.text === "");
  lines.update(0);
  return lines;
}
