import { useTranslation } from "react-i18next";

import type { DraftHost, Problem } from "../../../ipc/generated";
import { Button } from "../../../shared/ui/button";
import { CopyButton } from "../../../shared/ui/copy-button";
import { Note } from "../../../shared/ui/field";
import { reportOf } from "../../../shared/ui/error-note";
import { useWizard } from "../draft/context";
import { useProblemText } from "../draft/problem-text";
import { AgentPassword } from "./agent-password";
import { FirstPassword } from "./first-password";
import classes from "./host-detail.module.css";
import { HostFactList } from "./host-fact-list";
import { KeyChangeNote } from "./key-change-note";
import type { Probe } from "./use-probes";

type Props = { host: DraftHost; index: number; address: string; probe: Probe; problems: Problem[] };

const PASSWORD_CODES = new Set(["agentPasswordNeeded", "agentPasswordWrong"]);

/** A row unfolded: each cause with its remedy, what can be done here, and all that the host says of itself. */
export function HostDetail({ host, index, address, probe, problems }: Props) {
  const { t } = useTranslation("wizard");
  const { t: shared } = useTranslation("shared");
  const { probes } = useWizard();
  const text = useProblemText();
  const answer = probe.type === "answered" ? probe.probe : probe.type === "asking" ? probe.last : null;
  const facts = answer?.facts ?? null;
  const error = probe.type === "failed" ? probe.problem : (answer?.problem ?? facts?.resourcesProblem ?? null);
  const needsPassword = problems.some((problem) => PASSWORD_CODES.has(problem.code));
  const tone = problems.some((problem) => problem.severity === "block")
    ? classes.block
    : problems.length > 0
      ? classes.warn
      : "";
  return (
    <div className={`${classes.detail} ${tone}`}>
      {problems.map((problem) => (
        <Note key={`${problem.code} ${problem.field}`} note={text(problem)} />
      ))}
      {facts?.keyChange != null && (
        <KeyChangeNote address={address} change={facts.keyChange} onTrusted={() => probes.askAgain(host)} />
      )}
      {facts?.passwordSet === false && facts.identity === "SINGLE" ? (
        <FirstPassword host={host} index={index} />
      ) : (
        (needsPassword || host.agentPassword !== null) && <AgentPassword host={host} index={index} />
      )}
      {error !== null && (
        <p className={classes.words}>
          <span className="mono selectable">{error.message}</span>
          <CopyButton text={reportOf(error)} label={shared("copyReport")} />
        </p>
      )}
      {facts !== null && <HostFactList facts={facts} />}
      <Button size="sm" icon="retry" onClick={() => probes.askAgain(host)}>
        {t("hosts.checkOne", { address })}
      </Button>
    </div>
  );
}
