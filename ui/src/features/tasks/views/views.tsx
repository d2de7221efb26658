import { memo, useCallback, useEffect, useMemo, useRef, useState } from "react";

import type { OperationView } from "../../../ipc/generated";
import { START } from "../graph/camera";
import { Graph } from "../graph/graph";
import { criticalOf } from "../model/critical";
import { type Filter, NO_FILTER, sieveOf } from "../model/filter";
import { type Selection, findSelected, workSelection } from "../model/selection";
import { isReadOnly } from "../model/step-operators";
import { SystemContext } from "../model/system";
import type { Usual } from "../model/usual";
import { createKept } from "../parts/kept";
import { StepMenu } from "../parts/step-menu";
import { useScreenKeys } from "../parts/use-screen-keys";
import { Table } from "../table/table";
import { Timeline } from "../timeline/timeline";
import { useFolding } from "../timeline/use-folding";
import { FIT } from "../timeline/view";
import { FILTER_ID } from "./filter-field";
import type { OperateStep, StepsView } from "./steps-view";
import { PANEL_ID, type Tab, tabId, useTab } from "./tabs";
import { ToolsSlot } from "./tools";
import { ViewBar } from "./view-bar";
import classes from "./views.module.css";

type Props = {
  operation: OperationView;
  selection: Selection | null;
  onSelect: (selection: Selection) => void;
  onOpenLog: () => void;
  onOperate: OperateStep;
  filter: Filter;
  onFilter: (change: Partial<Filter>) => void;
  usual: Usual;
  onHelp: () => void;
};

/** The menu for the chosen step, whatever the view. */
const STEP_MENU = "[data-step-menu=chosen]";

/** The steps as a timeline, a graph or a table, with one selection, one filter and one folding for all. */
export const Views = memo(function Views({
  operation,
  selection,
  onSelect,
  onOpenLog,
  onOperate,
  filter,
  onFilter,
  usual,
  onHelp,
}: Props) {
  const [tab, setTab] = useTab();
  const sieve = useMemo(() => sieveOf(filter), [filter]);
  const clear = useCallback(() => onFilter(NO_FILTER), [onFilter]);
  const { folding, fold } = useFolding();
  const [slot, setSlot] = useState<HTMLElement | null>(null);
  const [kept] = useState(() => ({
    timeline: { view: createKept(FIT), cuts: createKept(true) },
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
    stepMenu: () => document.querySelector<HTMLElement>(STEP_MENU)?.click(),
    hideDone: () => onFilter({ unfinished: !filter.unfinished }),
    ...(tab === "timeline" ? {} : { now: jump, openLog: onOpenLog }),
  });

  useEffect(() => {
    if (asked > 0) panel.current?.querySelector<HTMLElement>("[role=treegrid], [role=tree]")?.focus();
  }, [asked]);

  const critical = useMemo(() => {
    const { contact, endedAt, startedAt } = operation.head;
    return criticalOf(operation, contact.lastAnswerAt ?? endedAt ?? startedAt);
  }, [operation]);
  const chosen = selection && findSelected(operation, selection);
  const step = chosen?.step ?? null;
  const shared: StepsView = {
    operation,
    selection,
    sieve,
    onClear: clear,
    usual,
    critical,
    folding,
    fold,
    onSelect,
    onOpenLog,
  };
  return (
    <SystemContext value={operation.head.system}>
      <ToolsSlot value={slot}>
        <ViewBar
          operation={operation}
          tab={tab}
          onTab={setTab}
          filter={filter}
          onFilter={onFilter}
          onLeave={() => setAsked((times) => times + 1)}
          stepMenu={
            chosen && step?.operators.some((one) => !isReadOnly(one)) ? (
              <StepMenu named step={step} onOperate={(operator) => onOperate(chosen.call.head.key, step, operator)} />
            ) : null
          }
          onHelp={onHelp}
          slot={setSlot}
        />
        <div ref={panel} id={PANEL_ID} role="tabpanel" aria-labelledby={tabId(tab)} className={classes.panel}>
          {tab === "timeline" && <Timeline {...shared} kept={kept.timeline} onOperate={onOperate} />}
          {tab === "graph" && <Graph {...shared} kept={kept.graph} />}
          {tab === "table" && <Table {...shared} onOperate={onOperate} />}
        </div>
      </ToolsSlot>
    </SystemContext>
  );
});
