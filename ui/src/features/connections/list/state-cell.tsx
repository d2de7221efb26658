import { useTranslation } from "react-i18next";

import type { ConnectionView } from "../../../ipc/generated";
import { StateIcon } from "../../../shared/state/state-icon";
import { formatFull, formatOffset } from "../../../shared/time/format";
import { isAboutCertificate, isOld, stateIcon } from "../model/state";
import classes from "./list.module.css";
import { Since } from "./since";

/** Icon and word; an old state is grey and says how old. */
export function StateCell({ connection }: { connection: ConnectionView }) {
  const { t } = useTranslation("connections");
  const { state, facts } = connection;
  const word = useConnectionWord(connection);
  const old = isOld(connection);
  const facing = facts && state.live && !state.stale;
  const title = facing
    ? t("latencyAndClock", {
        latency: `${Math.round(facts.latencyMs)} ms`,
        clock: formatOffset(facts.clockOffsetMs),
      })
    : state.answeredAt !== null
      ? t("asOf", { when: formatFull(state.answeredAt) })
      : word;
  return (
    <span className={classes.state} title={title}>
      <StateIcon state={stateIcon(connection)} />
      {old && state.answeredAt !== null ? (
        <span className={classes.aged}>
          <span className="cut t3">{word}</span>
          <Since at={state.answeredAt} />
        </span>
      ) : (
        <span className="cut">{word}</span>
      )}
    </span>
  );
}

/** The short word of a connection's state. */
export function useConnectionWord(connection: ConnectionView): string {
  const { t } = useTranslation("connections");
  if (connection.state.kind === "keyChanged" && isAboutCertificate(connection)) return t("certificateState");
  return t(`state.${connection.state.kind}`);
}
