import { useMemo, useState } from "react";

import type { Home } from "../../ipc/generated";
import { useCommand } from "../../ipc/hooks";
import { usePreferences, useSavePreferences } from "../settings/preferences";
import type { Look } from "./list/connection-grid";
import { useConnections } from "./live/use-connections";
import { countRows, type Filter, filterGroups, NO_FILTER } from "./model/filter";
import { stopsOf } from "./model/lines";
import { type Group, groupRows, runsByConnection } from "./model/rows";
import { isRunning } from "./model/work";

const RUNNING_REFRESH_MS = 2000;
const LOOK_PANE = "connectionsLook";
const NO_HOME: Home = { drafts: [], operations: [] };
const NOTHING: ReadonlySet<string> = new Set();

/** All that the list shows, and how it is filtered, folded and drawn. Nothing of it contacts a host. */
export function useList() {
  const { connections, problem } = useConnections();
  const home = useCommand(
    "home",
    {},
    { askAgainAfter: ({ operations }) => operations.some(isRunning) && RUNNING_REFRESH_MS },
  );
  const preferences = usePreferences();
  const { save } = useSavePreferences();
  const [filter, setFilter] = useState<Filter>(NO_FILTER);

  const told = home.data ?? NO_HOME;
  const runs = useMemo(() => runsByConnection(told), [told]);
  const all = useMemo(() => groupRows(connections ?? [], told, runs), [connections, told, runs]);
  const groups = useMemo(() => filterGroups(all, filter), [all, filter]);
  const counts = useMemo(() => countRows(all), [all]);
  // What is searched for is shown, even in a folded group.
  const filtering = filter.text.trim() !== "" || filter.only !== "all";
  const kept = preferences.foldedGroups;
  const folded = useMemo(() => (filtering ? NOTHING : new Set(kept)), [filtering, kept]);
  const stops = useMemo(() => stopsOf(groups, folded), [groups, folded]);
  const look: Look = preferences.panes[LOOK_PANE] === 1 ? "cards" : "list";
  return {
    connections: connections ?? [],
    loaded: connections !== null && (home.data !== undefined || home.error !== null),
    problem,
    home,
    groups,
    names: useMemo(() => all.filter(({ type }) => type === "named").map(({ name }) => name), [all]),
    counts,
    filter,
    setFilter,
    folded,
    stops,
    look,
    setLook: (next: Look) => save({ panes: { ...preferences.panes, [LOOK_PANE]: next === "cards" ? 1 : 0 } }),
    fold: ({ key }: Group, how: "fold" | "unfold" | "toggle") => {
      const rest = kept.filter((other) => other !== key);
      const fold = how === "fold" || (how === "toggle" && !kept.includes(key));
      save({ foldedGroups: fold ? [...rest, key] : rest });
    },
  };
}
