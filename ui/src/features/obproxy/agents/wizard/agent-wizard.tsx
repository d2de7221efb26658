import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";

import type { AgentObproxyForm, ObproxyDraft } from "../../../../ipc/generated";
import { GuardStatus } from "../../../../shared/guard/guard-status";
import { PageFrame } from "../../../../shared/shell/page-frame";
import { WizardShell } from "../../../../shared/wizard/wizard-shell";
import { useConnections } from "../../../connections/live/use-connections";
import { useEditorState } from "../../../wizards/draft/context";
import type { DraftEditor } from "../../../wizards/draft/editor";
import { SaveState } from "../../../wizards/draft/save-state";
import { usePending } from "../../../wizards/draft/use-pending";
import { ClusterStep } from "./cluster-step";
import { AgentWizardContext } from "./context";
import { Footer } from "./footer";
import { HostsStep } from "./hosts-step";
import { ParametersStep } from "./parameters-step";
import { type AgentStep, isStep, stepOf, stillOpen } from "./problems";
import { ReviewStep } from "./review-step";
import { Summary } from "./summary";
import { useAgentRail } from "./use-agent-rail";
import { useGoTo } from "../../use-go-to";
import { useChoose } from "./use-choose";
import { useObproxyCheck } from "./use-obproxy-check";
import { useObproxyEditor } from "../../use-obproxy-editor";
import { WizardAlarms } from "../../../wizards/wizard-alarms";

type Props = { draft: ObproxyDraft; step: string | undefined };

const SCREENS = { hosts: HostsStep, clusters: ClusterStep, parameters: ParametersStep, review: ReviewStep };

/** Adds the same OBProxy to several agents; for drafts whose form is of agents. */
export function AgentWizard({ draft, step }: Props) {
  const editor = useObproxyEditor(draft);
  return <Wizard editor={editor} step={isStep(step) ? step : stepOf(draft.step)} />;
}

function Wizard({ editor, step }: { editor: DraftEditor<ObproxyDraft>; step: AgentStep }) {
  const { t } = useTranslation("proxies");
  const [, navigate] = useLocation();
  const { draft, saving, revision } = useEditorState(editor);
  const form = formOf(draft);
  const { connections } = useConnections();
  const connection = connections?.find(({ id }) => id === draft.connectionId) ?? null;
  const checks = useObproxyCheck(draft.id, revision);
  const pending = usePending();
  const problems = useMemo(
    () => stillOpen(checks.check?.problems ?? [], form.proxyroPassword, pending.fields),
    [checks.check, form.proxyroPassword, pending.fields],
  );
  const goToStep = (next: AgentStep) => {
    editor.edit((now) => ({ ...now, step: next }));
    void editor.flush();
    navigate(`/obproxy/new/${draft.id}/${next}`);
  };
  const edit = (change: (form: AgentObproxyForm) => AgentObproxyForm) =>
    editor.edit((now) => ({ ...now, form: { type: "agents", ...change(formOf(now)) } }));
  const choose = useChoose(edit, connection);
  const goTo = useGoTo({ step, goToStep, stepOf });
  const rail = useAgentRail({ draft, form, problems, here: step });
  const Screen = SCREENS[step];
  const name = connection?.settings.name ?? "";
  return (
    <AgentWizardContext
      value={{
        editor,
        draft,
        form,
        connection,
        problems,
        check: checks.check,
        edit,
        choose,
        goTo,
        onPending: pending.onPending,
      }}
    >
      <PageFrame
        environment={connection?.settings.environment}
        trail={[...(name === "" ? [] : [name]), t("obproxy"), t("wizard.title")]}
        status={
          <>
            <SaveState saving={saving} />
            {step === "review" && connection !== null && (
              <GuardStatus of={{ connectionId: connection.id, name, guard: connection.guard }} />
            )}
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
            onCheck={checks.again}
          />
          <Screen />
        </WizardShell>
      </PageFrame>
    </AgentWizardContext>
  );
}

const EMPTY: AgentObproxyForm = {
  agents: [],
  name: "",
  homePath: "",
  sqlPort: "",
  exporterPort: "",
  rpcPort: "",
  source: { type: "rsList", servers: [] },
  proxyroPassword: null,
  proxysysPassword: null,
  parameters: [],
};

function formOf({ form }: ObproxyDraft): AgentObproxyForm {
  return form.type === "agents" ? form : EMPTY;
}
