import { memo } from "react";
import { useTranslation } from "react-i18next";

import type { HistoryHit } from "../../../ipc/generated";
import { useSpeech } from "../../../shared/i18n/i18n";
import { useStateWord } from "../../../shared/state/state-badge";
import { StateIcon } from "../../../shared/state/state-icon";
import { formatBytes, formatDuration, formatFull, formatMoment } from "../../../shared/time/format";
import { useNow } from "../../../shared/time/use-now";
import { EnvironmentChip } from "../../../shared/ui/chip";
import { CutName } from "../../../shared/ui/cut-name";
import { useRecordName } from "../record-name";
import { Marked } from "./marked";
import classes from "./search.module.css";

type Props = { hit: HistoryHit; words: readonly string[]; onOpen: (recordId: string) => void };

/** One record, and the first line of its logs that was searched for. */
export const Hit = memo(function Hit({ hit: { record, lines, firstLine }, words, onOpen }: Props) {
  const { t } = useTranslation("history");
  const speech = useSpeech();
  const word = useStateWord()(record.state);
  const name = useRecordName()(record);
  const now = useNow(60_000);
  const { id, environment, connectionName, clusterName, startedAt, endedAt, steps, hosts, logLines, bytes } = record;
  const took = startedAt === null || endedAt === null ? "" : formatDuration(endedAt - startedAt, speech);
  return (
    <li className={classes.hit}>
      <button type="button" data-hit className={classes.face} onClick={() => onOpen(id)}>
        <span className={classes.line}>
          <span className={classes.state}>
            <StateIcon state={record.state.kind} />
            {word}
          </span>
          <b className="cut">
            <Marked text={name} words={words} />
          </b>
          <span className={classes.of}>
            <EnvironmentChip environment={environment} />
            <CutName name={connectionName || clusterName} />
          </span>
          <span className="grow" />
          <span className={classes.when} title={endedAt === null ? undefined : formatFull(endedAt)}>
            {endedAt === null ? "" : t("search.ended", { when: formatMoment(endedAt, now, speech) })}
          </span>
          <span className={classes.took}>{took}</span>
        </span>
        <span className={classes.second}>
          {firstLine === null ? (
            t("search.facts", { steps, hosts, lines: logLines, size: formatBytes(bytes) })
          ) : (
            <>
              <span className="mono cut">
                <Marked text={firstLine} words={words} />
              </span>
              {lines > 1 && <span className={classes.others}>{t("search.moreLines", { count: lines - 1 })}</span>}
            </>
          )}
        </span>
      </button>
    </li>
  );
});
