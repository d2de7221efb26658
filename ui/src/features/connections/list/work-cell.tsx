import { useTranslation } from "react-i18next";

import type { ConnectionView, DraftSummary, OperationSummary } from "../../../ipc/generated";
import { useSpeech } from "../../../shared/i18n/i18n";
import { StateIcon } from "../../../shared/state/state-icon";
import { formatDay, formatMoment } from "../../../shared/time/format";
import { useNow } from "../../../shared/time/use-now";
import { isAboutCertificate, isOld } from "../model/state";
import { isRunningWork, workInRow, worksOf } from "../model/work";
import classes from "./list.module.css";
import { DraftStep } from "./draft-step";
import { Progress } from "./progress";
import { Since } from "./since";
import { useWorkName } from "./use-names";

type Props = { connection: ConnectionView; runs: OperationSummary[]; draft: DraftSummary | null };

/** What keeps the connection from going on, else what runs, else the last failure, else a draft. */
export function WorkCell({ connection, runs, draft }: Props) {
  const { t } = useTranslation("connections");
  const notice = useNotice(connection);
  const nameOf = useWorkName();
  const work = workInRow(worksOf(connection, runs));
  if (notice !== null) {
    return (
      <span className={`${classes.notice} cut`} data-tone={notice.tone} title={notice.text}>
        {notice.text}
      </span>
    );
  }
  if (work === null && draft !== null) return <DraftStep draft={draft} />;
  if (work === null) return <span className="t3 sm">{t("none")}</span>;
  const name = nameOf(work);
  if (isRunningWork(work) || work.holdsLock) {
    return <Progress state={work.state} name={name} done={work.done} total={work.total} />;
  }
  return (
    <span className={classes.failure} title={name}>
      <StateIcon state={work.state.kind} />
      <span className="cut">{name}</span>
      {work.at !== null && <Since at={work.at} />}
    </span>
  );
}

type Notice = { text: string; tone: "failed" | "warning" };

function useNotice(connection: ConnectionView): Notice | null {
  const { t } = useTranslation("connections");
  const speech = useSpeech();
  const now = useNow(60_000);
  const { state, agents } = connection;
  const failed = (text: string): Notice => ({ text, tone: "failed" });
  const warning = (text: string): Notice => ({ text, tone: "warning" });
  if (isOld(connection)) return null;
  if (state.kind === "keyChanged") {
    if (isAboutCertificate(connection)) return failed(t("notice.certificate"));
    const change = agents.find((agent) => agent.keyChange !== null)?.keyChange;
    return change == null ? null : failed(t("notice.keyChanged", { when: formatDay(change.pinnedAt, now, speech) }));
  }
  const who = t(`who.${state.password ?? "root"}`);
  if (state.kind === "passwordWrong") return failed(t("notice.passwordWrong", { who }));
  if (state.kind === "passwordNeeded") return warning(t("notice.passwordNeeded", { who }));
  if (state.kind === "vaultLocked") return warning(t("notice.vaultLocked"));
  if (state.kind === "unreachable" && state.answeredAt !== null) {
    return failed(t("notice.unreachable", { when: formatMoment(state.answeredAt, now, speech) }));
  }
  return null;
}
