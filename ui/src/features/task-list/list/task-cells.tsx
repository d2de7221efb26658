import { memo } from "react";
import { useTranslation } from "react-i18next";

import type { TaskPlace, TaskRow } from "../../../ipc/generated";
import { Icon } from "../../../shared/icons/icon";
import { useSpeech } from "../../../shared/i18n/i18n";
import { useStateWord } from "../../../shared/state/state-badge";
import { StateIcon } from "../../../shared/state/state-icon";
import { formatFull, formatMoment } from "../../../shared/time/format";
import { useNow } from "../../../shared/time/use-now";
import { EnvironmentChip, Tag } from "../../../shared/ui/chip";
import { CutName } from "../../../shared/ui/cut-name";
import type { Run } from "../model/series";
import { useRowName } from "../model/use-row-name";
import classes from "./list.module.css";
import { HIDES } from "./task-head";
import { TookCell } from "./took-cell";

type Props = {
  row: TaskRow;
  depth: 0 | 1;
  main: TaskRow | null;
  runs: readonly Run[];
  onOpen: (row: TaskRow) => void;
};

/** The cells of one task. Drawn anew only when it changes. */
export const TaskCells = memo(function TaskCells({ row, depth, main, runs, onOpen }: Props) {
  const word = useStateWord()(row.state);
  const { connectionName, clusterName, environment, place, state, atStep } = row;
  const of = connectionName || clusterName;
  return (
    <>
      <span role="gridcell" className={classes.state} title={state.word}>
        <StateIcon state={state.kind} />
        <span className="cut">{word}</span>
      </span>
      <NameCell row={row} depth={depth} main={main} onOpen={onOpen} />
      <span role="gridcell" className={classes.of}>
        <EnvironmentChip environment={environment} />
        <span className={classes.ofName}>
          <CutName name={of} />
        </span>
        {clusterName !== "" && clusterName !== of && (
          <span className={classes.cluster}>
            <CutName name={clusterName} />
          </span>
        )}
      </span>
      <PlaceCell place={place} />
      <ProgressCell row={row} />
      <StartedCell at={row.startedAt} />
      <TookCell row={row} runs={runs} />
      <span role="gridcell" className={`cut t2 ${HIDES.step}`} title={atStep ?? undefined}>
        {atStep}
      </span>
    </>
  );
});

type NameProps = Pick<Props, "row" | "depth" | "main" | "onOpen">;

function NameCell({ row, depth, main, onOpen }: NameProps) {
  const { t } = useTranslation("taskList");
  const nameOf = useRowName();
  const name = nameOf(row);
  const { holdsLock, mainTaskId, onServer } = row;
  const whole = name === row.name ? name : `${name}\n${t("verbatim", { name: row.name })}`;
  return (
    <span role="gridcell" className={classes.nameCell} data-depth={depth}>
      <button type="button" className={classes.name} tabIndex={-1} title={whole} onClick={() => onOpen(row)}>
        {name}
      </button>
      {holdsLock && <Icon name="lock" size={12} label={t("lock")} className={classes.lock} />}
      {mainTaskId !== null && depth === 0 && (
        <span className={classes.follows}>
          {main === null ? t("followsTask", { id: mainTaskId }) : t("follows", { name: nameOf(main) })}
        </span>
      )}
      {!onServer && (
        <Tag weak title={t("keptHint")}>
          {t("kept")}
        </Tag>
      )}
    </span>
  );
}

function PlaceCell({ place }: { place: TaskPlace }) {
  const { t } = useTranslation("taskList");
  const kind = t(`places.${place.type}`);
  if (!("address" in place)) {
    return (
      <span role="gridcell" className={`cut t2 ${HIDES.place}`}>
        {kind}
      </span>
    );
  }
  return (
    <span role="gridcell" className={`${classes.place} ${HIDES.place}`} title={`${kind} ${place.address}`}>
      {place.type === "obProxy" && <span className="t2">{kind}</span>}
      <span className="mono cut">{place.type === "obProxy" ? hostOf(place.address) : place.address}</span>
    </span>
  );
}

/** `10.0.0.1` of `10.0.0.1:2886`. */
function hostOf(address: string): string {
  return address.replace(/:\d+$/, "");
}

function ProgressCell({ row: { done, total, state } }: { row: TaskRow }) {
  const { t } = useTranslation("taskList");
  const drawn = state.kind === "running" || state.kind === "failed";
  if (total === 0) {
    return (
      <span role="gridcell" className="t3">
        {t("noSteps")}
      </span>
    );
  }
  return (
    <span role="gridcell" className={classes.progress} title={t("progress", { done, total })}>
      <span className={classes.steps}>
        {done}/{total}
      </span>
      {drawn && (
        <span className={classes.track} aria-hidden>
          <i data-state={state.kind} style={{ width: `${Math.min(100, (done / total) * 100)}%` }} />
        </span>
      )}
    </span>
  );
}

function StartedCell({ at }: { at: number | null }) {
  const { t } = useTranslation("taskList");
  const speech = useSpeech();
  const now = useNow(60_000);
  return (
    <span role="gridcell" className={classes.started} title={at === null ? undefined : formatFull(at)}>
      {at === null ? <span className="t3">{t("notBegun")}</span> : formatMoment(at, now, speech)}
    </span>
  );
}
