import { memo, useCallback, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import type { OperationView } from "../../ipc/generated";
import { OperationCard } from "./card/operation-card";
import { LogPanel } from "./log/log-panel";
import { RequestPanel } from "./log/request-panel";
import { type Selection, findSelected, logId } from "./model/selection";
import { Resizer } from "./parts/resizer";
import { usePane } from "./parts/use-pane";
import classes from "./run-screen.module.css";

const USUAL = 205;
/** Room for the connection strings of three servers and what comes next. */
const DONE = 268;

type Props = { operation: OperationView; selection: Selection | null };

/** The card on the left; on the right the log of the chosen step, or the request of the chosen call. */
export const LowPanel = memo(function LowPanel({ operation, selection }: Props) {
  const { t } = useTranslation("tasks");
  const panel = useRef<HTMLDivElement>(null);
  const pane = usePane("taskLow", operation.head.outcome === null ? USUAL : DONE);
  const [wrap, setWrap] = useState(false);
  const onWrap = useCallback(() => setWrap((before) => !before), []);
  const selected = selection && findSelected(operation, selection);
  return (
    <div ref={panel} className={classes.low} style={{ height: pane.size }}>
      <Resizer label={t("timeline.resizeLow")} axis="y" pane={pane} least={120} most={520} />
      <OperationCard operation={operation} />
      {selection && selected?.step ? (
        <LogPanel
          key={logId(selection)}
          operation={operation}
          selected={{ ...selected, step: selected.step }}
          attempt={selection.attempt ?? null}
          wrap={wrap}
          onWrap={onWrap}
        />
      ) : (
        selected && <RequestPanel head={selected.call.head} connectionId={operation.head.connectionId} />
      )}
    </div>
  );
});
