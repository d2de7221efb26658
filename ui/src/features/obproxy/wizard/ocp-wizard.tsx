import { useCallback, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";

import type { ObproxyDraft, ObproxyProblem } from "../../../ipc/generated";
import { GuardStatus } from "../../../shared/guard/guard-status";
import { PageFrame } from "../../../shared/shell/page-frame";
import { WizardShell } from "../../../shared/wizard/wizard-shell";
import { useConnections } from "../../connections/live/use-connections";
import { useEditorState } from "../../wizards/draft/context";
import type { DraftEditor } from "../../wizards/draft/editor";
import { SaveState } from "../../wizards/draft/save-state";
import { useObproxyCheck } from "../agents/wizard/use-obproxy-check";
import { useOcpHosts, useOcpObClusters, useOcpPackages } from "../look-up/use-look-up";
import { useObproxyKeys } from "../look-up/use-obproxy-keys";
import { useOcpWords } from "../look-up/use-ocp-words";
import { ObproxyKeysDialog } from "../obproxy-keys-dialog";
import { BasicsStep } from "./basics-step";
import { ClustersStep } from "./clusters-step";
import { OcpWizardContext } from "./context";
import { Footer } from "./footer";
import { formOf } from "./form";
import { HostsStep } from "./hosts-step";
import { ParametersStep } from "./parameters-step";
import { type FormStep, isOvertaken, isStep, stepOf } from "./problems";
import { ReviewStep } from "./review-step";
import { Summary } from "./summary";
import { useGoTo } from "../use-go-to";
import { useRail } from "./use-rail";
import { useObproxyEditor } from "../use-obproxy-editor";
import { WizardAlarms } from "../../wizards/wizard-alarms";

type Props = { draft: ObproxyDraft; step: string | undefined };

const SCREENS = {
  basics: BasicsStep,
  hosts: HostsStep,
  clusters: ClustersStep,
  parameters: ParametersStep,
  review: ReviewStep,
};

const NO_PROBLEMS: ObproxyProblem[] = [];

/** A new OBProxy cluster through OCP; for drafts whose form is of an OCP. */
export function OcpWizard({ draft, step }: Props) {
  const editor = useObproxyEditor(draft);
  return <Wizard editor={editor} step={isStep(step) ? step : stepOf(draft.step)} />;
}

function Wizard({ editor, step }: { editor: DraftEditor<ObproxyDraft>; step: FormStep }) {
  const { t } = useTranslation("obproxy");
  const wordsOf = useOcpWords();
  const [, navigate] = useLocation();
  const { draft, saving, revision } = useEditorState(editor);
  const form = formOf(draft);
  const { connections } = useConnections();
  const connection = connections?.find(({ id }) => id === draft.connectionId) ?? null;
  const hosts = useOcpHosts(draft.connectionId);
  const packages = useOcpPackages(draft.connectionId);
  const clusters = useOcpObClusters(draft.connectionId);
  const readAt = [hosts, packages, clusters].map(({ data }) => data?.state.readAt ?? 0);
  const checks = useObproxyCheck(draft.id, revision + Math.max(...readAt));
  const said = checks.check?.problems ?? NO_PROBLEMS;
  const problems = useMemo(() => said.filter((problem) => !isOvertaken(problem, form)), [said, form]);
  const [keys, setKeys] = useState<"closed" | "open">("closed");
  useObproxyKeys({
    refresh: () => {
      for (const look of [hosts, packages, clusters]) look.refresh();
    },
    help: () => setKeys("open"),
    filter: () => document.querySelector<HTMLInputElement>("[data-search] input")?.focus(),
  });
  const goToStep = (next: FormStep) => {
    editor.edit((now) => ({ ...now, step: next }));
    void editor.flush();
    navigate(`/obproxy/new/${draft.id}/${next}`);
  };
  const reveal = useRef<((field: string) => void) | null>(null);
  const onReveal = useCallback((how: typeof reveal.current) => {
    reveal.current = how;
  }, []);
  const goTo = useGoTo({ step, goToStep, stepOf, reveal });
  const rail = useRail({ draft, form, problems, here: step });
  const Screen = SCREENS[step];
  const name = connection?.settings.name ?? "";
  return (
    <OcpWizardContext
      value={{
        editor,
        draft,
        form,
        connection,
        problems,
        check: checks.check,
        hosts,
        packages,
        clusters,
        edit: (change) => editor.edit((now) => ({ ...now, form: { type: "ocp", ...change(formOf(now)) } })),
        goTo,
        onReveal,
      }}
    >
      <PageFrame
        environment={connection?.settings.environment}
        trail={[...(name === "" ? [] : [name]), t("title"), t("wizard.title")]}
        status={
          <>
            <SaveState saving={saving} />
            {connection !== null && <GuardStatus of={{ connectionId: connection.id, name, guard: connection.guard }} />}
          </>
        }
      >
        <WizardShell
          title={t("wizard.title")}
          steps={rail}
          onStep={(id) => {
            if (isStep(id)) goToStep(id);
            else if (draft.operationId !== null) navigate(`/operations/${draft.operationId}`);
          }}
          summary={<Summary />}
          footer={<Footer step={step} goToStep={goToStep} checks={checks} />}
        >
          <WizardAlarms
            saving={saving}
            onSave={() => void editor.flush()}
            checking={checks.error}
            wordsOf={wordsOf}
            onCheck={checks.again}
          />
          <Screen />
        </WizardShell>
        {keys === "open" && <ObproxyKeysDialog onClose={() => setKeys("closed")} />}
      </PageFrame>
    </OcpWizardContext>
  );
}
