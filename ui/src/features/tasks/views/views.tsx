import { memo, useCallback, useEffect, useMemo, useRef, useState } from "react";

import type { OperationView, StepView } from "../../../ipc/generated";
import { START } from "../graph/camera";
import { Graph } from "../graph/graph";
import { type Filter, NO_FILTER, sieveOf } from "../model/filter";
import { type Selection, workSelection } from "../model/selection";
import { createKept } from "../parts/kept";
import { useScreenKeys } from "../parts/use-screen-keys";
import { Table } from "../table/table";
import { Timeline } from "../timeline/timeline";
import { useFolding } from "../timeline/use-folding";
import { FIT } from "../timeline/view";
import { FILTER_ID } from "./filter-field";
import { PANEL_ID, type Tab, tabId, useTab } from "./tabs";
import { ToolsSlot } from "./tools";
import { ViewBar } from "./view-bar";
import classes from "./views.module.css";

type Props = {
  operation: OperationView;
  selection: Selection | null;
  onSelect: (selection: Selection) => void;
  onOpenLog: () => void;
  onPassStep: (callKey: string, step: StepView) => void;
  onHelp: () => void;
};

/** The steps as a timeline, a graph or a table, with one selection, one filter and one folding for all. */
export const Views = memo(function Views({ operation, selection, onSelect, onOpenLog, onPassStep, onHelp }: Props) {
  const [tab, setTab] = useTab();
  const [filter, setFilter] = useState(NO_FILTER);
  const sieve = useMemo(() => sieveOf(filter), [filter]);
  const narrow = useCallback((change: Partial<Filter>) => setFilter((before) => ({ ...before, ...change })), []);
  const clear = useCallback(() => setFilter(NO_FILTER), []);
  const { folding, fold } = useFolding();
  const [slot, setSlot] = useState<HTMLElement | null>(null);
  const [kept] = useState(() => ({
    timeline: createKept(FIT),
    graph: { camera: createKept(START), fitted: createKept<number | null>(null) },
  }));
  const panel = useRef<HTMLDivElement>(null);
  const [asked, setAsked] = useState(0);

  /** By key: the rows have the focus at once, so that the arrows go on working. */
  const open = (next: Tab) => {
    setTab(next);
    setAsked((times) => times + 1);
  };
  const jump = () => {
    const work = workSelection(operation);
    if (work) onSelect(work);
  };
  useScreenKeys({
    timelineTab: () => open("timeline"),
    graphTab: () => open("graph"),
    tableTab: () => open("table"),
    filter: () => document.getElementById(FILTER_ID)?.focus(),
    hideDone: () => narrow({ unfinished: !filter.unfinished }),
    ...(tab === "timeline" ? {} : { now: jump, openLog: onOpenLog }),
  });

  useEffect(() => {
    if (asked > 0) panel.current?.querySelector<HTMLElement>("[role=treegrid], [role=tree]")?.focus();
  }, [asked]);

  const shared = { operation, selection, sieve, onClear: clear, folding, fold, onSelect, onOpenLog };
  return (
    <ToolsSlot value={slot}>
      <ViewBar
        operation={operation}
        tab={tab}
        onTab={setTab}
        filter={filter}
        onFilter={narrow}
        onLeave={() => setAsked((times) => times + 1)}
        onHelp={onHelp}
        slot={setSlot}
      />
      <div ref={panel} id={PANEL_ID} role="tabpanel" aria-labelledby={tabId(tab)} className={classes.panel}>
        {tab === "timeline" && <Timeline {...shared} kept={kept.timeline} onPassStep={onPassStep} />}
        {tab === "graph" && <Graph {...shared} kept={kept.graph} />}
        {tab === "table" && <Table {...shared} />}
      </div>
    </ToolsSlot>
  );
});
