import { useEffect, useState } from "react";

import type { Platform } from "../../../platform/platform";
import { usePlatform } from "../../../platform/context";
import { type Filter, NO_FILTER } from "./filter";
import type { Grouping } from "./lines";
import type { Sorting } from "./sort";

/** How the list is looked at, and where. */
export type View = {
  filter: Filter;
  sorting: Sorting | null;
  grouping: Grouping;
  /** The list of tasks, or a search of what the history keeps, logs and all. */
  looking: "tasks" | "logs";
  /** The row's key. */
  cursor: string | null;
};

const FIRST_LOOK: View = { filter: NO_FILTER, sorting: null, grouping: "none", looking: "tasks", cursor: null };

const kept = new WeakMap<Platform, View>();

/** The view as it was left: whoever comes back from a task finds the list where it was. */
export function useView(): [View, (change: Partial<View>) => void] {
  const platform = usePlatform();
  const [view, setView] = useState(() => kept.get(platform) ?? FIRST_LOOK);
  useEffect(() => void kept.set(platform, view), [platform, view]);
  return [view, (change) => setView((before) => ({ ...before, ...change }))];
}

/** The next look at the list begins with this filter and no other. */
export function beginWith(platform: Platform, filter: Partial<Filter>): void {
  const before = kept.get(platform) ?? FIRST_LOOK;
  kept.set(platform, { ...before, filter: { ...NO_FILTER, ...filter }, looking: "tasks", cursor: null });
}
