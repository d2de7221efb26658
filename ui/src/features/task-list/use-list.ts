import { useDeferredValue, useMemo, useState } from "react";

import { useNow } from "../../shared/time/use-now";
import { useTasks } from "./live/use-tasks";
import { findRows, mainTasks } from "./model/filter";
import { layLines } from "./model/lines";
import { type Series, seriesOf } from "./model/series";
import { comparing } from "./model/sort";
import { createTextOf } from "./model/text";
import { useRowName } from "./model/use-row-name";
import type { View } from "./model/view";

const NONE: Series = new Map();

/** What the list shows. It is laid anew when a task, the view or the minute changes, and not each second. */
export function useList(view: View) {
  const { rows, sources, problem } = useTasks();
  const nameOf = useRowName();
  const now = useNow(60_000);
  const textOf = useMemo(() => createTextOf(nameOf), [nameOf]);
  const { sorting, grouping } = view;
  // Typing goes before filtering.
  const filter = useDeferredValue(view.filter);
  const known = useMemo(() => rows ?? [], [rows]);
  const mains = useMemo(() => mainTasks(known), [known]);
  const found = useMemo(() => findRows(known, mains, filter, now, textOf), [known, mains, filter, now, textOf]);
  const compare = useMemo(() => comparing(sorting, now, nameOf), [sorting, now, nameOf]);
  const lines = useMemo(() => layLines(found.rows, mains, grouping, compare), [found.rows, mains, grouping, compare]);
  return {
    loaded: rows !== null,
    rows: known,
    sources,
    problem,
    lines,
    found,
    series: useSeries(known),
    nameOf,
  };
}

/** Durations of earlier runs; the same object for a name as long as they are the same. */
function useSeries(rows: ReturnType<typeof useTasks>["rows"]): Series {
  const [before, setBefore] = useState<{ rows: typeof rows; series: Series }>({ rows: null, series: NONE });
  if (before.rows === rows || rows === null) return before.series;
  const series = seriesOf(rows, before.series);
  setBefore({ rows, series });
  return series;
}
