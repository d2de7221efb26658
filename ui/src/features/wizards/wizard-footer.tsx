import { Checkbox } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";

import { toIpcError } from "../../ipc/failure";
import type { IpcError } from "../../ipc/generated";
import { useCommandMutation } from "../../ipc/hooks";
import { useDraftGuard } from "../../shared/guard/use-guard";
import { StateIcon } from "../../shared/state/state-icon";
import { Button } from "../../shared/ui/button";
import { ErrorNote } from "../../shared/ui/error-note";
import { useEditorState, useWizard } from "./draft/context";
import { useProblemText } from "./draft/problem-text";
import { acceptanceOf, blocksOf, type FormStep, judgesAll, stepsOf, unacceptedOf, warningsOf } from "./draft/problems";
import type { Checks } from "./draft/use-checks";
import { nameOf } from "./draft/use-target";
import { useStartConsent } from "./draft/use-start-consent";
import { PlanMenu } from "./plan/plan-menu";
import classes from "./wizard-footer.module.css";

type Props = { step: FormStep; goToStep: (step: FormStep) => void; checks: Checks };

/** Back, what blocks, Next. Next is off only with its reason beside it; pressing it then shows where. */
export function WizardFooter({ step, goToStep, checks }: Props) {
  const { t } = useTranslation("wizard");
  const { t: shared } = useTranslation("shared");
  const { editor, draft, problems, probes, preflight, goTo } = useWizard();
  const [, navigate] = useLocation();
  const cache = useQueryClient();
  const start = useCommandMutation("start_draft");
  const { t: flight } = useTranslation("preflight");
  const { t: guarded } = useTranslation("guard");
  const { revision } = useEditorState(editor);
  const { guard, problem: unguarded } = useDraftGuard(draft.id, revision);
  const { run, dialog } = useStartConsent(draft.id);
  const [failed, setFailed] = useState<IpcError | null>(null);
  const problem = failed ?? (step === "review" ? unguarded : null);
  const steps = stepsOf(draft.kind);
  const index = steps.indexOf(step);
  const back = steps[index - 1];
  const next = steps[index + 1];
  const warnings = warningsOf(problems);
  const judged = judgesAll(step);
  const unaccepted = judged && unacceptedOf(problems, draft).length > 0;
  const words = useStartWords();

  const blocks = blocksOf(problems, step);
  const readOnly = step === "review" && guard?.guard.level === "readOnly";
  const reason =
    blocks.length > 0
      ? t("blocks", { count: blocks.length })
      : readOnly
        ? guarded("off", { name: guard.name })
        : judged && preflight.phase !== "done"
          ? flight(preflight.phase === "failed" ? "broken" : "stillRunning")
          : unaccepted
            ? t("footer.tickFirst")
            : null;

  const forward = async () => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    await editor.flush();
    if (editor.state().saving.type === "failed") return;
    const found = await checks.now().catch(() => null);
    if (found === null) return;
    const blocker = blocksOf(found, step)[0];
    if (blocker !== undefined) return goTo(blocker);
    if (judged && (preflight.phase !== "done" || unacceptedOf(found, editor.state().draft).length > 0))
      return undefined;
    if (next !== undefined) return goToStep(next);
    const started = await run(words, (consent) => start.mutateAsync({ draftId: draft.id, consent }));
    if (started === null) return undefined;
    cache.removeQueries({ queryKey: ["load_draft"] });
    navigate(`/operations/${started.operationId}`);
  };
  const go = () => {
    setFailed(null);
    forward().catch((thrown: unknown) => setFailed(toIpcError(thrown)));
  };
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && document.querySelector("[role=dialog]") === null)
      go();
  });

  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event);
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);

  return (
    <>
      <Button size="lg" onClick={() => (back === undefined ? navigate("/") : goToStep(back))}>
        {back === undefined ? t("footer.toHome") : shared("back")}
      </Button>
      <PlanMenu />
      <span className="grow" />
      {dialog}
      {problem !== null && (
        <div className={classes.error}>
          <ErrorNote error={problem} onRetry={go} />
        </div>
      )}
      {probes.asking > 0 && !judged && (
        <span className={classes.asking}>
          <StateIcon state="running" />
          {t("asking", { count: probes.asking })}
        </span>
      )}
      {judged && warnings.length > 0 && (
        <Checkbox
          classNames={{ root: classes.consent ?? "" }}
          label={t("footer.goOn", { count: warnings.length })}

          checked={!unaccepted}
          onChange={(event) => {
            const acceptedWarnings = event.currentTarget.checked ? warnings.map(acceptanceOf) : [];
            editor.edit((now) => ({ ...now, acceptedWarnings }));
          }}
        />
      )}
      {judged && warnings.length > 0 && <span className={classes.recorded}>{flight("recorded")}</span>}
      <Blocks step={step} />
      <Button
        size="lg"
        look="primary"
        onClick={go}
        onRefused={readOnly ? undefined : go}
        disabledReason={reason}
        reasonShown={blocks.length > 0 || unaccepted ? "elsewhere" : "beside"}
      >
        {next === undefined ? words.verb : shared("next", { step: t(`steps.${next}`) })}
      </Button>
    </>
  );
}

/** The verb of the start, and what it will do; the cluster is named as the user knows it. */
function useStartWords() {
  const { t } = useTranslation("wizard");
  const { draft, target } = useWizard();
  const name = nameOf(draft, target) ?? t("unnamed");
  const count = draft.hosts.length;
  return {
    title: t(`start.${draft.kind}.title`, { count, name }),
    verb: t(`start.${draft.kind}.verb`, { count, name }),
    body: t(`start.${draft.kind}.body`, { count, name }),
  };
}

/** "1 check blocks: The cluster has no name", which leads there. */
function Blocks({ step }: { step: FormStep }) {
  const { t } = useTranslation("wizard");
  const { problems, goTo } = useWizard();
  const text = useProblemText();
  const blocks = blocksOf(problems, step);
  const first = blocks[0];
  if (first === undefined) return null;
  const count = t("blocks", { count: blocks.length });
  // At the pre-flight the cells say which; elsewhere the footer does.
  return (
    <button type="button" className={classes.blocks} onClick={() => goTo(first)}>
      <StateIcon state="failed" />
      <span className="cut">
        <span className="med">{step === "preflight" ? count : t("blocksAre", { blocks: count })}</span>{" "}
        {step !== "preflight" && (
          <>
            {first.host !== null && <span className="mono">{first.host} </span>}
            {text(first).title}
          </>
        )}
      </span>
    </button>
  );
}
