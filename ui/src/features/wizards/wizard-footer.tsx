import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";

import { toIpcError } from "../../ipc/failure";
import type { IpcError, Problem } from "../../ipc/generated";
import { useCommandMutation } from "../../ipc/hooks";
import { useDraftGuard } from "../../shared/guard/use-guard";
import { FooterBar } from "./footer-bar";
import { useEditorState, useWizard } from "./draft/context";
import { useProblemText } from "./draft/problem-text";
import { acceptanceOf, blocksOf, type FormStep, judgesAll, stepsOf, unacceptedOf, warningsOf } from "./draft/problems";
import type { Checks } from "./draft/use-checks";
import { nameOf } from "./draft/use-target";
import { useStartConsent } from "./draft/use-start-consent";
import { PlanMenu } from "./plan/plan-menu";

type Props = { step: FormStep; goToStep: (step: FormStep) => void; checks: Checks };

/** The footer of a cluster's wizard: it checks the draft before it goes on, and starts it at the end. */
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
  const first = blocks[0];
  return (
    <>
      {dialog}
      <FooterBar
        back={
          back === undefined
            ? { label: t("footer.toHome"), go: () => navigate("/") }
            : { label: shared("back"), go: () => goToStep(back) }
        }
        menu={<PlanMenu />}
        problem={problem}
        asking={probes.asking > 0 && !judged ? t("asking", { count: probes.asking }) : null}
        warnings={
          judged && warnings.length > 0
            ? {
                count: warnings.length,
                accepted: !unaccepted,
                onAccept: (how) => {
                  const acceptedWarnings = how === "accept" ? warnings.map(acceptanceOf) : [];
                  editor.edit((now) => ({ ...now, acceptedWarnings }));
                },
              }
            : null
        }
        blocks={first === undefined ? null : { words: <Blocks step={step} blocks={blocks} />, go: () => goTo(first) }}
        next={{
          label: next === undefined ? words.verb : shared("next", { step: t(`steps.${next}`) }),
          reason,
          solvable: !readOnly,
          go,
        }}
      />
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

/** "1 check blocks: The cluster has no name"; at the pre-flight the cells say which. */
function Blocks({ step, blocks }: { step: FormStep; blocks: Problem[] }) {
  const { t } = useTranslation("wizard");
  const text = useProblemText();
  const [first] = blocks;
  const count = t("blocks", { count: blocks.length });
  if (step === "preflight" || first === undefined) return <span className="med">{count}</span>;
  return (
    <>
      <span className="med">{t("blocksAre", { blocks: count })}</span>{" "}
      {first.host !== null && <span className="mono">{first.host} </span>}
      {text(first).title}
    </>
  );
}
