import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";

import { GuardStatus } from "../../shared/guard/guard-status";
import { useOperationGuard } from "../../shared/guard/use-guard";
import { PageFrame } from "../../shared/shell/page-frame";
import { ErrorNote } from "../../shared/ui/error-note";
import { Dialogs } from "./dialogs/dialogs";
import { Contact } from "./head/contact";
import { Head } from "./head/head";
import { TaskKeysDialog } from "./keys/keys-dialog";
import { LowPanel } from "./low-panel";
import { type Filter, NO_FILTER } from "./model/filter";
import { type Selection, resolveSelection } from "./model/selection";
import classes from "./run-screen.module.css";
import { useTitleOf } from "./model/title";
import { TimelineText, useTimelineText } from "./timeline/timeline-text-view";
import { useFullLog } from "./use-full-log";
import { useOperate } from "./use-operate";
import { useOperation } from "./use-operation";
import { usePlace } from "./use-place";
import { useUsual } from "./use-usual";
import { useScreenKeys } from "./parts/use-screen-keys";
import { useStable } from "./parts/use-stable";
import { Views } from "./views/views";

/** One operation, live: its head, its timeline, and below it what happened and the log. */
export function RunScreen({ operationId }: { operationId: string }) {
  const { t } = useTranslation("tasks");
  const { operation, problem: lost } = useOperation(operationId);
  const [chosen, setChosen] = useState<Selection | null>(null);
  const operate = useOperate(operation);
  const live = operation === null || operation.head.origin.type === "live";
  const { guard, problem: unguarded } = useOperationGuard(operationId, operation !== null && live);
  const usual = useUsual(operationId, operation);
  const { text, whole } = useTimelineText(operation);
  const titleOf = useTitleOf();
  const place = usePlace(operation?.head ?? null);
  const onOperator = useStable(operate.operator);
  const onAction = useStable(operate.action);
  const onStep = useStable(operate.step);
  const copyText = useStable(whole);
  const [filter, setFilter] = useState(NO_FILTER);
  const onFilter = useCallback((change: Partial<Filter>) => setFilter((before) => ({ ...before, ...change })), []);
  const [helped, setHelped] = useState(false);
  const onHelp = useCallback(() => setHelped(true), []);
  const onHelped = useCallback(() => setHelped(false), []);
  const { full, onFull } = useFullLog();
  useScreenKeys({ help: onHelp });
  const onOpenLog = useCallback(() => document.getElementById("task-log")?.focus(), []);
  if (operation === null) {
    return (
      <PageFrame trail={[]}>
        {lost ? (
          <ErrorNote error={lost} />
        ) : (
          <p className={classes.loading} role="status">
            {t("head.loading")}
          </p>
        )}
      </PageFrame>
    );
  }
  const { head } = operation;
  // A silent agent is told of in the head; anything else that keeps OBDeck from going on is told here.
  const problem =
    operate.problem ?? unguarded ?? lost ?? (head.contact.state === "stale" ? null : head.contact.problem);
  const selection = resolveSelection(operation, chosen);
  const title = titleOf(head);
  return (
    <PageFrame
      environment={head.environment}
      trail={place === "" ? [title] : [place, title]}
      progress={`${head.done}/${head.total}`}
      status={
        <>
          <Contact operation={operation} />
          {guard && <GuardStatus of={guard} />}
        </>
      }
    >
      <div className={classes.screen}>
        <div className={classes.steps} data-covered={full || undefined}>
          <Head
            operation={operation}
            usual={usual}
            guard={guard}
            onOperator={onOperator}
            onAction={onAction}
            copyText={copyText}
          />
          {problem && <ErrorNote error={problem} />}
          <Views
            operation={operation}
            selection={selection}
            onSelect={setChosen}
            onOpenLog={onOpenLog}
            onOperate={onStep}
            filter={filter}
            onFilter={onFilter}
            usual={usual}
            onHelp={onHelp}
          />
        </div>
        <LowPanel
          operation={operation}
          selection={selection}
          host={filter.host}
          onSelect={setChosen}
          full={full}
          onFull={onFull}
        />
        <TimelineText text={text} />
      </div>
      {operate.asked && guard && (
        <Dialogs asked={operate.asked} operation={operation} guard={guard} onClose={operate.close} />
      )}
      {operate.dialog}
      {helped && <TaskKeysDialog onClose={onHelped} />}
    </PageFrame>
  );
}
