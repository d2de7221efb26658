import { type RefObject, useMemo } from "react";
import { useTranslation } from "react-i18next";

import type { TaskRow, TaskSource } from "../../ipc/generated";
import { Icon } from "../../shared/icons/icon";
import { type ShownState, StateIcon } from "../../shared/state/state-icon";
import { Chip } from "../../shared/ui/chip";
import { SearchField } from "../../shared/ui/search-field";
import { Segmented } from "../../shared/ui/segmented";
import { type Filter, type Found, PLACES, type Shown, SHOWN, type Within } from "./model/filter";
import { GROUPINGS } from "./model/lines";
import type { View } from "./model/view";
import classes from "./tasks-page.module.css";

type Props = {
  field: RefObject<HTMLInputElement | null>;
  view: View;
  found: Found;
  rows: readonly TaskRow[];
  sources: readonly TaskSource[];
  onView: (change: Partial<View>) => void;
  /** From the field back into the list. */
  onLeave: () => void;
};

const ICONS: Partial<Record<Shown, ShownState>> = { running: "running", failed: "failed" };
const SPANS = ["day", "week", "all"] as const satisfies Within[];

/** The search, and what of the tasks is shown, and how. */
export function Tools({ field, view, found, rows, sources, onView, onLeave }: Props) {
  const { t } = useTranslation("taskList");
  const { filter, looking } = view;
  const set = (change: Partial<Filter>) => onView({ filter: { ...filter, ...change } });
  const press = (shown: Shown) => set({ shown: filter.shown === shown ? "all" : shown });
  const names = useNames(rows, sources);
  return (
    <div className={classes.tools}>
      <div className={classes.line}>
        <SearchField
          field={field}
          label={t(looking === "logs" ? "searchLogs" : "filterLabel")}
          placeholder={t(looking === "logs" ? "searchLogs" : "filter")}
          text={filter.text}
          className={classes.search}
          onText={(text) => set({ text })}
          onLeave={onLeave}
        />
        <span title={t("logsHint")}>
          <Chip pressed={looking === "logs"} onPress={() => onView({ looking: looking === "logs" ? "tasks" : "logs" })}>
            <Icon name="doc" size={12} />
            {t("logs")}
          </Chip>
        </span>
        {looking === "tasks" && (
          <div role="group" aria-label={t("shownLabel")} className={classes.chips}>
            {SHOWN.filter((shown) => shown !== "other" || found.counts.other > 0 || filter.shown === "other").map(
              (shown) => (
                <Chip
                  key={shown}
                  pressed={filter.shown === shown}
                  count={found.counts[shown]}
                  onPress={() => press(shown)}
                >
                  {ICONS[shown] !== undefined && found.counts[shown] > 0 && (
                    <StateIcon state={ICONS[shown]} size={12} />
                  )}
                  {t(`shown.${shown}`)}
                </Chip>
              ),
            )}
          </div>
        )}
      </div>
      <div className={classes.line}>
        <select
          className={classes.select}
          aria-label={t("connection")}
          value={filter.connection ?? ALL}
          onChange={({ currentTarget: { value } }) => set({ connection: value === ALL ? null : value })}
        >
          <option value={ALL}>{t("allConnections")}</option>
          {names.map(([id, name]) => (
            <option key={id} value={id}>
              {id === "" ? t("noConnection") : name}
            </option>
          ))}
        </select>
        {looking === "tasks" && (
          <>
            <select
              className={classes.select}
              aria-label={t("place")}
              value={filter.place ?? ALL}
              onChange={({ currentTarget: { value } }) =>
                set({ place: PLACES.find((place) => place === value) ?? null })
              }
            >
              <option value={ALL}>{t("allPlaces")}</option>
              {PLACES.map((place) => (
                <option key={place} value={place}>
                  {t(`places.${place}`)}
                </option>
              ))}
            </select>
            <Segmented
              label={t("within")}
              value={filter.within}
              options={SPANS.map((value) => ({ value, label: t(`spans.${value}`) }))}
              onChange={(within) => set({ within })}
            />
            {found.subTasks > 0 && (
              <span title={t("subTasksHint")}>
                <Chip
                  pressed={filter.subTasks === "shown"}
                  count={found.subTasks}
                  onPress={() => set({ subTasks: filter.subTasks === "shown" ? "hidden" : "shown" })}
                >
                  {t("subTasks")}
                </Chip>
              </span>
            )}
            <span className="grow" />
            <span className={classes.count} role="status">
              {t("count", { n: found.rows.length, total: rows.length })}
            </span>
            <span className={classes.caption} aria-hidden>
              {t("grouping")}
            </span>
            <Segmented
              label={t("grouping")}
              value={view.grouping}
              options={GROUPINGS.map((value) => ({ value, label: t(`groupings.${value}`) }))}
              onChange={(grouping) => onView({ grouping })}
            />
          </>
        )}
      </div>
    </div>
  );
}

/** No connection has this id. */
const ALL = " ";

/** Connections by id, in the order of their names; one that the filter asks for stays although nothing is there. */
function useNames(rows: readonly TaskRow[], sources: readonly TaskSource[]): [string, string][] {
  return useMemo(() => {
    const names = new Map(rows.map((row) => [row.connectionId ?? "", row.connectionName]));
    for (const { connectionId, name } of sources) names.set(connectionId, name);
    return [...names].toSorted(([, a], [, b]) => a.localeCompare(b, undefined, { numeric: true }));
  }, [rows, sources]);
}
