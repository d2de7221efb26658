import { Checkbox } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";

import { toIpcError } from "../../../ipc/failure";
import type { IpcError, ObproxyPlan } from "../../../ipc/generated";
import { useCommandMutation } from "../../../ipc/hooks";
import { useConsent } from "../../../shared/guard/use-consent";
import { StateIcon } from "../../../shared/state/state-icon";
import { Button } from "../../../shared/ui/button";
import { ErrorNote } from "../../../shared/ui/error-note";
import footer from "../../wizards/wizard-footer.module.css";
import type { ObproxyChecks } from "../agents/wizard/use-obproxy-check";
import { useOcpWords } from "../look-up/use-ocp-words";
import { useOcpWizard } from "./context";
import { useBlockerText } from "./problem-text";
import { acceptanceOf, unacceptedOf, warningsOf } from "../draft-problems";
import { blocksOf, type FormStep, STEPS } from "./problems";

type Props = { step: FormStep; goToStep: (step: FormStep) => void; checks: ObproxyChecks };

/** Back, what blocks, Next. Next is off only with its reason beside it; pressing it then shows where. */
export function Footer({ step, goToStep, checks }: Props) {
  const { t } = useTranslation("obproxy");
  const { t: wizard } = useTranslation("wizard");
  const { t: shared } = useTranslation("shared");
  const { t: guarded } = useTranslation("guard");
  const wordsOf = useOcpWords();
  const { editor, draft, form, connection, problems, goTo } = useOcpWizard();
  const [, navigate] = useLocation();
  const cache = useQueryClient();
  const start = useCommandMutation("start_obproxy_draft");
  const { run, dialog } = useConsent(async () => {
    if (connection === null) throw new Error(t("wizard.gone"));
    return { connectionId: connection.id, name: connection.settings.name, guard: connection.guard };
  });
  const [failed, setFailed] = useState<IpcError | null>(null);
  const index = STEPS.indexOf(step);
  const back = STEPS[index - 1];
  const next = STEPS[index + 1];
  const last = next === undefined;
  const blocks = blocksOf(problems, step);
  const warnings = warningsOf(problems);
  const unaccepted = last && unacceptedOf(problems, draft).length > 0;
  const readOnly = last && connection?.guard.level === "readOnly";
  const words = {
    title: t("start.title", { name: form.name }),
    verb: t("start.verb", { name: form.name }),
    body: t("start.body", { count: form.hostIds.length, ocp: connection?.settings.name ?? "" }),
  };
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
    const started = await run({ ...words, calls, wordsOf }, (consent) =>
      start.mutateAsync({ draftId: draft.id, consent }),
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
      <Button size="lg" onClick={() => (back === undefined ? navigate("/obproxy") : goToStep(back))}>
        {back === undefined ? t("toObproxy") : shared("back")}
      </Button>
      <span className="grow" />
      {dialog}
      {failed !== null && (
        <div className={footer.error}>
          <ErrorNote error={failed} words={wordsOf(failed)} onRetry={go} />
        </div>
      )}
      {last && warnings.length > 0 && (
        <Checkbox
          classNames={{ root: footer.consent ?? "" }}
          label={wizard("footer.goOn", { count: warnings.length })}
          checked={!unaccepted}
          onChange={(event) => {
            const accepted = event.currentTarget.checked ? warnings.map(acceptanceOf) : [];
            editor.edit((now) => ({ ...now, accepted }));
          }}
        />
      )}
      <Blocks step={step} />
      <Button
        size="lg"
        look="primary"
        onClick={go}
        onRefused={readOnly ? undefined : go}
        disabledReason={reason}
        reasonShown={blocks.length > 0 || unaccepted ? "elsewhere" : "beside"}
      >
        {last ? words.verb : shared("next", { step: t(`step.${next}`) })}
      </Button>
    </>
  );
}

/** "Exporter port needs another number", which leads there; how many more there are. */
function Blocks({ step }: { step: FormStep }) {
  const { t } = useTranslation("obproxy");
  const { problems, goTo } = useOcpWizard();
  const text = useBlockerText();
  const blocks = blocksOf(problems, step);
  const [first] = blocks;
  if (first === undefined) return null;
  return (
    <button type="button" className={footer.blocks} onClick={() => goTo(first)}>
      <StateIcon state="failed" />
      <span className="cut med">
        {text(first)}
        {blocks.length > 1 && ` ${t("footer.more", { count: blocks.length - 1 })}`}
      </span>
    </button>
  );
}
