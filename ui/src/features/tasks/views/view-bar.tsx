import { type KeyboardEvent, type ReactNode, type Ref, useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";

import type { OperationView } from "../../../ipc/generated";
import { Button } from "../../../shared/ui/button";
import { Chip } from "../../../shared/ui/chip";
import { type Filter, STATES, countStates } from "../model/filter";
import { FilterField } from "./filter-field";
import { HostSelect } from "./host-select";
import { PANEL_ID, TABS, type Tab, tabId } from "./tabs";
import classes from "./view-bar.module.css";

type Props = {
  operation: OperationView;
  tab: Tab;
  onTab: (tab: Tab) => void;
  filter: Filter;
  onFilter: (change: Partial<Filter>) => void;
  /** From the filter back to the steps. */
  onLeave: () => void;
  /** What can be done with the chosen step. */
  stepMenu: ReactNode;
  onHelp: () => void;
  slot: Ref<HTMLDivElement>;
};

/** Which view, which steps, and the view's own buttons. */
export function ViewBar({ operation, tab, onTab, filter, onFilter, onLeave, stepMenu, onHelp, slot }: Props) {
  const { t } = useTranslation("tasks");
  const counts = useMemo(() => countStates(operation, filter), [operation, filter]);
  return (
    <div className={classes.bar}>
      <TabList tab={tab} onTab={onTab} />
      <div role="group" aria-label={t("filter.label")} className={classes.chips}>
        {STATES.map((name) => (
          <Chip
            key={name}
            pressed={filter.state === name}
            onPress={() => onFilter({ state: name })}
            count={counts[name]}
          >
            {t(`filter.${name}`)}
          </Chip>
        ))}
        <Chip pressed={filter.unfinished} onPress={() => onFilter({ unfinished: !filter.unfinished })}>
          {t("filter.unfinished")}
        </Chip>
      </div>
      <HostSelect operation={operation} host={filter.host} onHost={(host) => onFilter({ host })} />
      <span className="grow" />
      {stepMenu}
      <FilterField text={filter.text} onText={(text) => onFilter({ text })} onLeave={onLeave} />
      <div ref={slot} className={classes.tools} />
      <Button size="sm" look="bare" aria-label={t("keys.title")} title={t("keys.title")} onClick={onHelp}>
        <kbd aria-hidden className={classes.key}>
          ?
        </kbd>
      </Button>
    </div>
  );
}

function TabList({ tab, onTab }: Pick<Props, "tab" | "onTab">) {
  const { t } = useTranslation("tasks");
  const list = useRef<HTMLDivElement>(null);
  const press = (event: KeyboardEvent) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const next = TABS[(TABS.indexOf(tab) + by + TABS.length) % TABS.length] ?? tab;
    onTab(next);
    list.current?.querySelector<HTMLElement>(`#${tabId(next)}`)?.focus();
  };
  return (
    <div ref={list} role="tablist" aria-label={t("tabs.label")} className={classes.tabs}>
      {TABS.map((name, index) => (
        <button
          key={name}
          type="button"
          role="tab"
          id={tabId(name)}
          aria-selected={name === tab}
          aria-controls={PANEL_ID}
          tabIndex={name === tab ? 0 : -1}
          className={classes.tab}
          onClick={() => onTab(name)}
          onKeyDown={press}
        >
          {t(`tabs.${name}`)}
          <kbd aria-hidden className={classes.key}>
            {index + 1}
          </kbd>
        </button>
      ))}
    </div>
  );
}
