import type { KeyboardEvent, ReactNode } from "react";
import { useTranslation } from "react-i18next";

import classes from "./cluster.module.css";

const TABS = ["servers", "links", "parameters", "connect"] as const;

export type Tab = (typeof TABS)[number];

export function isTab(text: string | undefined): text is Tab {
  return TABS.some((tab) => tab === text);
}

type Props = { tab: Tab; counts: Partial<Record<Tab, number>>; onTab: (tab: Tab) => void; children: ReactNode };

/** The parts of a cluster, one in sight. Arrow keys go from one to the next. */
export function Tabs({ tab, counts, onTab, children }: Props) {
  const { t } = useTranslation("obproxy");
  const press = (event: KeyboardEvent) => {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    const next = TABS[(TABS.indexOf(tab) + step + TABS.length) % TABS.length];
    if (step === 0 || next === undefined) return;
    event.preventDefault();
    onTab(next);
    document.querySelector<HTMLElement>(`#obproxy-tab-${next}`)?.focus();
  };
  return (
    <>
      <div role="tablist" aria-label={t("cluster.parts")} className={classes.tabs}>
        {TABS.map((one) => (
          <button
            key={one}
            type="button"
            role="tab"
            id={`obproxy-tab-${one}`}
            aria-selected={one === tab}
            aria-controls="obproxy-tab-panel"
            tabIndex={one === tab ? 0 : -1}
            className={classes.tab}
            onClick={() => onTab(one)}
            onKeyDown={press}
          >
            {t(`cluster.tab.${one}`)}
            {counts[one] !== undefined && <span className={classes.count}>{counts[one]}</span>}
          </button>
        ))}
      </div>
      <div
        role="tabpanel"
        id="obproxy-tab-panel"
        aria-labelledby={`obproxy-tab-${tab}`}
        className={classes.panel}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, so the keyboard must reach it
        tabIndex={0}
        data-scroll
      >
        {children}
      </div>
    </>
  );
}
