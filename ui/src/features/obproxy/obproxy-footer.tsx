import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";

import { toIpcError } from "../../ipc/failure";
import type { ConnectionView, IpcError, ObproxyDraft, ObproxyPlan, ObproxyProblem } from "../../ipc/generated";
import { useCommandMutation } from "../../ipc/hooks";
import { useConsent } from "../../shared/guard/use-consent";
import type { ErrorWords } from "../../shared/ui/error-note";
import type { DraftEditor } from "../wizards/draft/editor";
import { FooterBar } from "../wizards/footer-bar";
import type { ObproxyChecks } from "./agents/wizard/use-obproxy-check";
import { acceptanceOf, unacceptedOf, warningsOf } from "./draft-problems";

type Props<S extends string> = {
  editor: DraftEditor<ObproxyDraft>;
  draft: ObproxyDraft;
  connection: ConnectionView | null;
  problems: ObproxyProblem[];
  checks: ObproxyChecks;
  steps: readonly S[];
  step: S;
  stepName: (step: S) => string;
  goToStep: (step: S) => void;
  blocksOf: (problems: readonly ObproxyProblem[], step: S) => ObproxyProblem[];
  /** What blocks this step, the first of it named. */
  blockWords: ReactNode;
  goTo: (problem: ObproxyProblem) => void;
  /** What went wrong, in words that fit whom it was asked of. */
  wordsOf?: ErrorWords;
  /** Of the question before the start. */
  start: { title: string; verb: string; body: string };
};

/** The footer of a wizard of OBProxy: it checks the draft before it goes on, and starts it at the end. */
export function ObproxyFooter<S extends string>(props: Props<S>) {
  const { editor, draft, connection, problems, checks, steps, step, stepName, goToStep, blocksOf, goTo, wordsOf } =
    props;
  const { t } = useTranslation("obproxy");
  const { t: wizard } = useTranslation("wizard");
  const { t: shared } = useTranslation("shared");
  const { t: guarded } = useTranslation("guard");
  const [, navigate] = useLocation();
  const cache = useQueryClient();
  const starting = useCommandMutation("start_obproxy_draft");
  const { run, dialog } = useConsent(async () => {
    if (connection === null) throw new Error(t("wizard.gone"));
    return { connectionId: connection.id, name: connection.settings.name, guard: connection.guard };
  });
  const [failed, setFailed] = useState<IpcError | null>(null);
  const index = steps.indexOf(step);
  const back = steps[index - 1];
  const next = steps[index + 1];
  const last = next === undefined;
  const blocks = blocksOf(problems, step);
  const [first] = blocks;
  const warnings = warningsOf(problems);
  const unaccepted = last && unacceptedOf(problems, draft).length > 0;
  const readOnly = last && connection?.guard.level === "readOnly";
  const reason =
    blocks.length > 0
      ? wizard("blocks", { count: blocks.length })
      : readOnly
        ? guarded("off", { name: connection?.settings.name ?? "" })
        : last && connection === null
          ? t("wizard.gone")
          : last && checks.check === null
            ? t("wizard.checking")
            : unaccepted
              ? wizard("footer.tickFirst")
              : null;

  const forward = async () => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    await editor.flush();
    if (editor.state().saving.type === "failed") return;
    const found = await checks.now().catch(() => null);
    if (found === null) return;
    const [blocker] = blocksOf(found.problems, step);
    if (blocker !== undefined) return goTo(blocker);
    if (next !== undefined) return goToStep(next);
    if (unacceptedOf(found.problems, editor.state().draft).length > 0) return undefined;
    const plan = cache.getQueriesData<ObproxyPlan>({ queryKey: ["plan_obproxy_draft", { id: draft.id }] }).at(-1)?.[1];
    const calls = (plan?.calls ?? []).map(({ method, path, target, body }) => `${method} ${path}  ${target}\n${body}`);
    const started = await run({ ...props.start, calls, wordsOf }, (consent) =>
      starting.mutateAsync({ draftId: draft.id, consent }),
    );
    if (started === null) return undefined;
    cache.removeQueries({ queryKey: ["load_obproxy_draft"] });
    navigate(`/operations/${started.operationId}`);
    return undefined;
  };
  const go = () => {
    setFailed(null);
    forward().catch((thrown: unknown) => setFailed(toIpcError(thrown)));
  };
  return (
    <>
      {dialog}
      <FooterBar
        back={
          back === undefined
            ? { label: t("toObproxy"), go: () => navigate("/obproxy") }
            : { label: shared("back"), go: () => goToStep(back) }
        }
        problem={failed}
        wordsOf={wordsOf}
        warnings={
          last && warnings.length > 0
            ? {
                count: warnings.length,
                accepted: !unaccepted,
                onAccept: (how) => {
                  const accepted = how === "accept" ? warnings.map(acceptanceOf) : [];
                  editor.edit((now) => ({ ...now, accepted }));
                },
              }
            : null
        }
        blocks={first === undefined ? null : { words: props.blockWords, go: () => goTo(first) }}
        next={{
          label: last ? props.start.verb : shared("next", { step: stepName(next) }),
          reason,
          solvable: !readOnly,
          go,
        }}
      />
    </>
  );
}
