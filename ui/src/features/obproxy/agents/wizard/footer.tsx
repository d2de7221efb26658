import { Checkbox } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";

import { toIpcError } from "../../../../ipc/failure";
import type { IpcError, ObproxyPlan } from "../../../../ipc/generated";
import { useCommandMutation } from "../../../../ipc/hooks";
import { useConsent } from "../../../../shared/guard/use-consent";
import { StateIcon } from "../../../../shared/state/state-icon";
import { Button } from "../../../../shared/ui/button";
import { ErrorNote } from "../../../../shared/ui/error-note";
import classes from "../../../wizards/wizard-footer.module.css";
import { useAgentWizard } from "./context";
import { agentOf } from "./changes";
import { acceptanceOf, unacceptedOf, warningsOf } from "../../draft-problems";
import { type AgentStep, blocksOf, STEPS } from "./problems";
import { useProblemText } from "./problem-text";
import type { ObproxyChecks } from "./use-obproxy-check";

type Props = { step: AgentStep; goToStep: (step: AgentStep) => void; checks: ObproxyChecks };

/** Back, what blocks, Next. Next is off only with its reason beside it; pressing it then shows where. */
export function Footer({ step, goToStep, checks }: Props) {
  const { t } = useTranslation("proxies");
  const { t: wizard } = useTranslation("wizard");
  const { t: shared } = useTranslation("shared");
  const { t: guarded } = useTranslation("guard");
  const { t: flight } = useTranslation("preflight");
  const { editor, draft, form, connection, problems, goTo } = useAgentWizard();
  const [, navigate] = useLocation();
  const cache = useQueryClient();
  const start = useCommandMutation("start_obproxy_draft");
  const { run, dialog } = useConsent(async () => {
    if (connection === null) throw new Error("the connection is gone");
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
  const name = connection?.settings.name ?? "";
  const reason =
    blocks.length > 0
      ? wizard("blocks", { count: blocks.length })
      : readOnly
        ? guarded("off", { name })
        : last && connection === null
          ? t("wizard.gone")
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
    const count = form.agents.length;
    const plan = cache.getQueriesData<ObproxyPlan>({ queryKey: ["plan_obproxy_draft", { id: draft.id }] }).at(-1)?.[1];
    const calls = (plan?.calls ?? []).map(({ method, path, target }) => `${method} ${path}  ${target}`);
    const action = {
      title: t("wizard.start.title", { count }),
      verb: t("wizard.start.verb", { count }),
      body: t("wizard.start.body", { count }),
      calls,
    };
    const started = await run(action, (consent) => start.mutateAsync({ draftId: draft.id, consent }));
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
        {back === undefined ? t("wizard.toObproxy") : shared("back")}
      </Button>
      <span className="grow" />
      {dialog}
      {failed !== null && (
        <div className={classes.error}>
          <ErrorNote error={failed} onRetry={go} />
        </div>
      )}
      {last && warnings.length > 0 && (
        <>
          <Checkbox
            classNames={{ root: classes.consent ?? "" }}
            label={wizard("footer.goOn", { count: warnings.length })}
            checked={!unaccepted}
            onChange={(event) => {
              const accepted = event.currentTarget.checked ? warnings.map(acceptanceOf) : [];
              editor.edit((now) => ({ ...now, accepted }));
            }}
          />
          <span className={classes.recorded}>{flight("recorded")}</span>
        </>
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
        {last
          ? t("wizard.start.verb", { count: form.agents.length })
          : shared("next", { step: t(`wizard.steps.${next}`) })}
      </Button>
    </>
  );
}

/** "1 check blocks: No agent is chosen", which leads there. */
function Blocks({ step }: { step: AgentStep }) {
  const { t } = useTranslation("wizard");
  const { form, problems, goTo } = useAgentWizard();
  const text = useProblemText();
  const blocks = blocksOf(problems, step);
  const [first] = blocks;
  if (first === undefined) return null;
  return (
    <button type="button" className={classes.blocks} onClick={() => goTo(first)}>
      <StateIcon state="failed" />
      <span className="cut">
        <span className="med">{t("blocksAre", { blocks: t("blocks", { count: blocks.length }) })}</span>{" "}
        {agentOf(form, first) !== null && <span className="mono">{agentOf(form, first)} </span>}
        {text(first).title}
      </span>
    </button>
  );
}
