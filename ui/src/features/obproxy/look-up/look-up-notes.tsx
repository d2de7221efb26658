import { useTranslation } from "react-i18next";

import type { IpcError, LookUpState } from "../../../ipc/generated";
import { StateIcon } from "../../../shared/state/state-icon";
import { formatFull } from "../../../shared/time/format";
import { ErrorNote } from "../../../shared/ui/error-note";
import classes from "./look-up.module.css";
import { useOcpWords } from "./use-ocp-words";

type Props = {
  state: LookUpState | null;
  problem: IpcError | null;
  onRetry: () => void;
  /** Told of another look-up on the same screen: the same is not told at length again. */
  told?: IpcError | null;
};

/** Why nothing, or nothing newer, could be read, and that there is more than is shown. */
export function LookUpNotes({ state, problem, onRetry, told = null }: Props) {
  const { t } = useTranslation("obproxy");
  const wordsOf = useOcpWords();
  const why = problem ?? state?.problem ?? null;
  if (why === null && state?.cut !== true) return null;
  const readAt = why === null ? null : (state?.readAt ?? null);
  return (
    <div className={classes.notes}>
      {readAt !== null && (
        <p className={classes.old} role="status">
          <StateIcon state="warning" />
          {t("age.shownIsOld", { at: formatFull(readAt) })}
        </p>
      )}
      {why !== null && (readAt === null || why.code !== told?.code) && (
        <ErrorNote error={why} words={wordsOf(why)} onRetry={onRetry} />
      )}
      {state?.cut === true && (
        <p className={classes.old}>
          <StateIcon state="warning" />
          {t("age.cut")}
        </p>
      )}
    </div>
  );
}
