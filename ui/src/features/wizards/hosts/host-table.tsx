import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import { useWizard } from "../draft/context";
import { problemsOfHost } from "../draft/problems";
import { HostRow } from "./host-row";
import { hostState, ownProblems, sharedWarnings } from "./host-state";
import classes from "./host-table.module.css";

const VIRTUAL_FROM = 60;
const OPEN_BY_ITSELF = 2;
const COLUMNS = ["address", "zone", "identity", "obshell", "oceanbase", "latency", "clock", "key"] as const;

/** Every host with what it says of itself. A row that fails opens by itself while there are few of them. */
export function HostTable() {
  const { t } = useTranslation("wizard");
  const { draft, problems, probes, revealHost } = useWizard();
  const [folds, setFolds] = useState<Record<string, "open" | "folded">>({});
  const list = useRef<HTMLDivElement>(null);
  const common = sharedWarnings(problems, draft.hosts.length);

  const rows = draft.hosts.map((host, index) => {
    const probe = probes.of(host);
    const address = probe.type === "answered" ? probe.probe.address : host.address;
    const all = problemsOfHost(problems, index, address);
    const own = ownProblems(all, common).filter(
      (problem) => probe.type !== "asking" || problem.code !== "hostNotProbed",
    );
    return { host, index, probe, address, problems: own, state: hostState(probe, own) };
  });
  const failing = rows.filter((row) => row.state === "failed").length;
  const virtual = rows.length > VIRTUAL_FROM;
  // oxlint-disable-next-line react/incompatible-library -- the compiler leaves this component alone, which is right
  const virtualizer = useVirtualizer({
    count: virtual ? rows.length : 0,
    getScrollElement: () => list.current?.closest<HTMLElement>("[data-scroll]") ?? null,
    estimateSize: (index) => ((rows[index]?.problems.length ?? 0) > 0 ? 56 : 36),
    scrollMargin: list.current?.offsetTop ?? 0,
    overscan: 8,
  });

  useEffect(() => {
    revealHost.current = (index) => {
      const address = draft.hosts[index]?.address;
      if (address !== undefined) setFolds((now) => ({ ...now, [address]: "open" }));
      if (virtual) virtualizer.scrollToIndex(index, { align: "center" });
    };
    return () => {
      revealHost.current = null;
    };
  });

  const shown = virtual ? virtualizer.getVirtualItems() : rows.map((row) => ({ index: row.index, start: 0 }));
  return (
    <div role="table" aria-label={t("steps.hosts")} aria-rowcount={rows.length + 1} className={classes.table}>
      <div role="rowgroup" className={classes.sticky}>
        <div role="row" className={`${classes.head} ${classes.columns}`}>
          <span role="columnheader">
            <span className="sr">{t("hosts.columns.state")}</span>
          </span>
          {COLUMNS.map((column) => (
            <span key={column} role="columnheader" className={classes[column]}>
              {t(`hosts.columns.${column}`)}
            </span>
          ))}
          <span role="columnheader">
            <span className="sr">{t("hosts.columns.actions")}</span>
          </span>
        </div>
      </div>
      <div
        role="rowgroup"
        ref={list}
        className={virtual ? classes.virtual : undefined}
        style={virtual ? { height: virtualizer.getTotalSize() } : undefined}
      >
        {shown.map(({ index, start }) => {
          const row = rows[index];
          if (row === undefined) return null;
          const fold =
            folds[row.host.address] ?? (row.state === "failed" && failing <= OPEN_BY_ITSELF ? "open" : "folded");
          return (
            <div
              key={`${row.host.address}#${index}`}
              ref={virtual ? virtualizer.measureElement : undefined}
              data-index={index}
              role="presentation"
              className={virtual ? classes.placed : undefined}
              style={virtual ? { transform: `translateY(${start - virtualizer.options.scrollMargin}px)` } : undefined}
            >
              <HostRow
                {...row}
                fold={fold}
                onFold={(next) => setFolds((now) => ({ ...now, [row.host.address]: next }))}
              />
            </div>
          );
        })}
      </div>
    </div>
  );
}
