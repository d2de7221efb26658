import type { FakeWorld } from "../../platform/fake/world";
import { TABS } from "./views/tabs";

/** `?scenario=task-graph#/operations/thirty`: the run screen as it was left, at a tab other than the first. */
export const scenarios: Record<string, (world: FakeWorld) => void> = {
  "task-graph": (world) => void (world.preferences.panes["taskTab"] = TABS.indexOf("graph")),
  "task-table": (world) => void (world.preferences.panes["taskTab"] = TABS.indexOf("table")),
};
