import { usePreferences, useSavePreferences } from "../../settings/preferences";

export type Tab = "timeline" | "graph" | "table";

/** In the order of their keys 1, 2, 3. */
export const TABS: readonly Tab[] = ["timeline", "graph", "table"];

const PANE = "taskTab";

/** The tab that was shown last, kept beside the sizes of the panes. */
export function useTab(): [Tab, (tab: Tab) => void] {
  const preferences = usePreferences();
  const { save } = useSavePreferences();
  const tab = TABS[preferences.panes[PANE] ?? 0] ?? "timeline";
  return [tab, (next) => save({ panes: { ...preferences.panes, [PANE]: TABS.indexOf(next) } })];
}

export const tabId = (tab: Tab) => `task-tab-${tab}`;
export const PANEL_ID = "task-view";
