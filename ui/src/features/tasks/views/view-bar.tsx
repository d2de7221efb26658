import { type KeyboardEvent, type Ref, useRef } from "react";
import { useTranslation } from "react-i18next";

import type { OperationView } from "../../../ipc/generated";
import { Button } from "../../../shared/ui/button";
import { Chip } from "../../../shared/ui/chip";
import { type StepFilter, countSteps } from "../timeline/rows";
import { PANEL_ID, TABS, type Tab, tabId } from "./tabs";
import classes from "./view-bar.module.css";

type Props = {
  operation: OperationView;
  tab: Tab;
  onTab: (tab: Tab) => void;
  filter: StepFilter;
  onFilter: (filter: StepFilter) => void;
  onHelp: () => void;
  slot: Ref<HTMLDivElement>;
};

const FILTERS: StepFilter[] = ["all", "failed", "running", "waiting"];

/** Which view, which steps, and the view's own buttons. */
export function ViewBar({ operation, tab, onTab, filter, onFilter, onHelp, slot }: Props) {
  const { t } = useTranslation("tasks");
  return (
    <div className={classes.bar}>
      <TabList tab={tab} onTab={onTab} />
      <div role="group" aria-label={t("filter.label")} className={classes.chips}>
        {FILTERS.map((name) => (
          <Chip key={name} pressed={filter === name} onPress={() => onFilter(name)} count={countSteps(operation, name)}>
            {t(`filter.${name}`)}
          </Chip>
        ))}
      </div>
      <span className="grow" />
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
