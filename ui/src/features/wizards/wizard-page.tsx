import { useCallback, useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";

import type { Problem } from "../../ipc/generated";
import { GuardStatus } from "../../shared/guard/guard-status";
import { useDraftGuard } from "../../shared/guard/use-guard";
import { PageFrame } from "../../shared/shell/page-frame";
import { WizardShell } from "../../shared/wizard/wizard-shell";
import { ClusterStep } from "./cluster/cluster-step";
import { useEditorState, WizardContext } from "./draft/context";
import type { DraftEditor } from "./draft/editor";
import { SaveState } from "./draft/save-state";
import { type FormStep, isStepOf, judgesAll } from "./draft/problems";
import { useChecks } from "./draft/use-checks";
import { useGoTo } from "./draft/use-go-to";
import { stillOpen, usePending } from "./draft/use-pending";
import { useRailSteps } from "./draft/use-rail-steps";
import { nameOf, useTarget } from "./draft/use-target";
import { useSettledReach } from "./hosts/use-settled-reach";
import { HostsStep } from "./hosts/hosts-step";
import { useProbes } from "./hosts/use-probes";
import { PreflightStep } from "./preflight/preflight-step";
import { useAnswers } from "./preflight/use-answers";
import { usePreflight } from "./preflight/use-preflight";
import { ResourcesStep } from "./resources/resources-step";
import { ReviewStep } from "./review/review-step";
import { Summary } from "./summary";
import { WizardFooter } from "./wizard-footer";
import { WizardAlarms } from "./wizard-alarms";

const SCREENS = {
  hosts: HostsStep,
  cluster: ClusterStep,
  resources: ResourcesStep,
  preflight: PreflightStep,
  review: ReviewStep,
};

export function WizardPage({ editor, step }: { editor: DraftEditor; step: FormStep }) {
  const { t } = useTranslation("wizard");
  const { draft, saving, revision } = useEditorState(editor);
  const [, navigate] = useLocation();
  const { reach, settleReach } = useSettledReach(editor);
  const probes = useProbes(draft.hosts, reach);
  const preflight = usePreflight(editor, draft, judgesAll(step));
  useAnswers(draft, probes, preflight);
  const checks = useChecks(draft.id, `${revision}/${probes.answers}/${preflight.result?.endedAt ?? ""}`);
  const target = useTarget(draft);
  const goToStep = (next: FormStep) => {
    editor.edit((now) => ({ ...now, step: next }));
    void editor.flush();
    navigate(`/wizards/${draft.id}/${next}`);
  };
  const revealHost = useRef<((index: number) => void) | null>(null);
  const revealCheck = useRef<((problem: Problem) => boolean) | null>(null);
  const onReveal = useCallback((reveal: typeof revealCheck.current) => {
    revealCheck.current = reveal;
  }, []);
  const goTo = useGoTo(step, goToStep, { host: revealHost, check: revealCheck });
  const pending = usePending();
  const problems = useMemo(
    () => stillOpen(checks.problems, draft, pending.fields),
    [checks.problems, draft, pending.fields],
  );
  const rail = useRailSteps(draft, step, problems, preflight);
  const Screen = SCREENS[step];
  return (
    <WizardContext
      value={{
        editor,
        draft,
        problems,
        probes,
        preflight,
        target,
        goTo,
        settleReach,
        revealHost,
        onReveal,
        onPending: pending.onPending,
      }}
    >
      <PageFrame
        environment={draft.environment}
        trail={[nameOf(draft, target) ?? t("unnamed"), t(`title.${draft.kind}`)]}
        status={
          <>
            <SaveState saving={saving} />
            {step === "review" && <DraftGuard id={draft.id} revision={revision} />}
          </>
        }
      >
        <WizardShell
          title={t(`title.${draft.kind}`)}
          steps={rail}
          onStep={(id) => {
            if (isStepOf(draft.kind, id)) goToStep(id);
            else if (id === "run" && draft.operationId !== null) navigate(`/operations/${draft.operationId}`);
          }}
          summary={<Summary judged={judgesAll(step)} />}
          footer={<WizardFooter step={step} goToStep={goToStep} checks={checks} />}
        >
          <WizardAlarms
            saving={saving}
            onSave={() => void editor.flush()}
            checking={checks.error}
            onCheck={checks.again}
          />
          <Screen />
        </WizardShell>
      </PageFrame>
    </WizardContext>
  );
}

/** What stands before the start; the footer asks for it. */
function DraftGuard({ id, revision }: { id: string; revision: number }) {
  const { guard } = useDraftGuard(id, revision);
  return guard !== null && <GuardStatus of={guard} />;
}
