import { useTranslation } from "react-i18next";

import type { HistoryRecord } from "../../../ipc/generated";
import { useSpeech } from "../../../shared/i18n/i18n";
import { useStateWord } from "../../../shared/state/state-badge";
import { StateIcon } from "../../../shared/state/state-icon";
import { formatDuration, formatFull } from "../../../shared/time/format";
import { EnvironmentChip } from "../../../shared/ui/chip";
import { CutName } from "../../../shared/ui/cut-name";
import classes from "./choose.module.css";

export function RunChoice({ record, onChoose }: { record: HistoryRecord; onChoose: () => void }) {
  const { t } = useTranslation("history");
  const speech = useSpeech();
  const word = useStateWord()(record.state);
  const { startedAt, endedAt, environment, connectionName, clusterName } = record;
  const when = startedAt === null ? "?" : formatFull(startedAt);
  const took = startedAt === null || endedAt === null ? null : formatDuration(endedAt - startedAt, speech);
  return (
    <li>
      <button type="button" className={classes.run} title={t("choose.run", { when })} onClick={onChoose}>
        <span className={classes.state}>
          <StateIcon state={record.state.kind} />
          {word}
        </span>
        <time className={classes.when}>{when}</time>
        <span className={classes.of}>
          <EnvironmentChip environment={environment} />
          <CutName name={connectionName || clusterName} />
        </span>
        <span className={classes.took}>{took !== null && t("choose.took", { time: took })}</span>
      </button>
    </li>
  );
}
