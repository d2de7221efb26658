import type { RefObject } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";

import type { DraftSummary, OperationSummary } from "../../../ipc/generated";
import { useSpeech } from "../../../shared/i18n/i18n";
import { StateIcon } from "../../../shared/state/state-icon";
import { useStateWord } from "../../../shared/state/state-badge";
import { formatDuration, formatFull } from "../../../shared/time/format";
import { Button } from "../../../shared/ui/button";
import { STEPS } from "../list/draft-step";
import { Fact, Facts } from "./fact";
import { SidePanel } from "./side-panel";
import classes from "./side.module.css";

type Shared = { panel: RefObject<HTMLElement | null>; onDelete: () => void; onClose: () => void };

/** A draft: where it stands, and the way back into it. */
export function DraftPanel({ draft, panel, onDelete, onClose }: Shared & { draft: DraftSummary }) {
  const { t } = useTranslation("connections");
  const { t: wizard } = useTranslation("wizard");
  const [, navigate] = useLocation();
  const name = draft.clusterName === "" ? t("unnamed") : draft.clusterName;
  return (
    <SidePanel panel={panel} name={name} environment={draft.environment} onClose={onClose}>
      <div className={classes.buttons}>
        <Button look="primary" data-primary onClick={() => navigate(`/wizards/${draft.id}`)}>
          {t("panel.resume")}
        </Button>
        <Button onClick={onDelete}>{t("panel.remove")}</Button>
      </div>
      <Facts>
        <Fact name={t("columns.kind")}>{t("workKinds.draft")}</Fact>
        <Fact name={t("panel.step")}>
          {t("panel.stepOf", { n: STEPS.indexOf(draft.step) + 1, step: wizard(`steps.${draft.step}`) })}
        </Fact>
        <Fact name={t("panel.hosts")}>
          {draft.hosts === 0 ? t("panel.noHosts") : t("panel.hostCount", { count: draft.hosts })}
        </Fact>
        <Fact name={t("panel.savedAt")}>{formatFull(draft.updatedAt)}</Fact>
      </Facts>
    </SidePanel>
  );
}

/** A run that belongs to no connection. */
export function RunPanel({ run, panel, onDelete, onClose }: Shared & { run: OperationSummary }) {
  const { t } = useTranslation("connections");
  const speech = useSpeech();
  const word = useStateWord();
  const [, navigate] = useLocation();
  return (
    <SidePanel panel={panel} name={run.clusterName} environment={run.environment} onClose={onClose}>
      <div className={classes.buttons}>
        <Button look="primary" data-primary onClick={() => navigate(`/operations/${run.id}`)}>
          {t("panel.open")}
        </Button>
        <Button onClick={onDelete}>{t("panel.remove")}</Button>
      </div>
      <Facts>
        <Fact name={t("fact.state")}>
          <span className={classes.state}>
            <StateIcon state={run.state.kind} />
            {word(run.state)}
          </span>
        </Fact>
        <Fact name={t("panel.progress")}>{t("panel.progressOf", { done: run.done, total: run.total })}</Fact>
        {run.atStep !== null && <Fact name={t("panel.at")}>{run.atStep}</Fact>}
        <Fact name={t("panel.startedAt")}>{formatFull(run.startedAt)}</Fact>
        {run.endedAt !== null && (
          <>
            <Fact name={t("panel.endedAt")}>{formatFull(run.endedAt)}</Fact>
            <Fact name={t("panel.took")}>{formatDuration(run.endedAt - run.startedAt, speech)}</Fact>
          </>
        )}
        <Fact name={t("panel.hosts")}>
          {run.hosts.map((host) => (
            <div key={host} className="mono selectable">
              {host}
            </div>
          ))}
        </Fact>
      </Facts>
    </SidePanel>
  );
}
