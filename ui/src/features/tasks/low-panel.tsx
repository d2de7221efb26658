import { memo, useCallback, useState } from "react";
import { useTranslation } from "react-i18next";

import type { OperationView } from "../../ipc/generated";
import { OperationCard } from "./card/operation-card";
import { LogPanel } from "./log/log-panel";
import { RequestPanel } from "./log/request-panel";
import { nextErrorPlace } from "./model/errors";
import { type Selection, findSelected, logId } from "./model/selection";
import { Resizer } from "./parts/resizer";
import { usePane } from "./parts/use-pane";
import { useScreenKeys } from "./parts/use-screen-keys";
import classes from "./run-screen.module.css";

const USUAL = 236;
/** Room for the connection strings of three servers and what comes next. */
const DONE = 268;

type Props = {
  operation: OperationView;
  selection: Selection | null;
  /** The one host that the steps are narrowed to; null for all. */
  host: string | null;
  onSelect: (selection: Selection) => void;
  /** The log over the whole screen. */
  full: boolean;
  onFull: () => void;
};

/** The card on the left; on the right the log of the chosen step, or the request of the chosen call. */
export const LowPanel = memo(function LowPanel({ operation, selection, host, onSelect, full, onFull }: Props) {
  const { t } = useTranslation("tasks");
  const pane = usePane("taskLow", operation.head.outcome === null ? USUAL : DONE);
  const [wrap, setWrap] = useState(false);
  const onWrap = useCallback(() => setWrap((before) => !before), []);
  const selected = selection && findSelected(operation, selection);
  // A run that was chosen stays, whatever the filter.
  const only = (selected?.run ? null : selected?.step?.runs.find((run) => run.host === host)) ?? null;
  const onBeyond = (by: 1 | -1) => {
    const next = nextErrorPlace(operation, selection, by);
    if (next !== null) onSelect(next);
    return next !== null;
  };
  useScreenKeys(selected?.step ? {} : { nextError: () => onBeyond(1), previousError: () => onBeyond(-1) });
  return (
    <div className={classes.low} data-full={full || undefined} style={full ? undefined : { height: pane.size }}>
      {!full && <Resizer label={t("timeline.resizeLow")} axis="y" pane={pane} least={120} most={520} />}
      {!full && <OperationCard operation={operation} />}
      {selection && selected?.step ? (
        <LogPanel
          key={`${logId(selection)}@${only?.key ?? ""}`}
          operation={operation}
          selected={{ ...selected, step: selected.step, run: only ?? selected.run }}
          attempt={selection.attempt ?? null}
          error={selection.error ?? null}
          onBeyond={onBeyond}
          onPin={() => onSelect(selection)}
          wrap={wrap}
          onWrap={onWrap}
          full={full}
          onFull={onFull}
        />
      ) : (
        selected && <RequestPanel head={selected.call.head} connectionId={operation.head.connectionId} />
      )}
    </div>
  );
});
