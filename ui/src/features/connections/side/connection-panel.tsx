import { type RefObject, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";

import type { ConnectionView, DraftSummary, OperationSummary } from "../../../ipc/generated";
import { Button } from "../../../shared/ui/button";
import { ErrorNote } from "../../../shared/ui/error-note";
import { primaryOf } from "../model/primary";
import { hasOverview, isStopped } from "../model/state";
import { worksOf } from "../model/work";
import type { Actions, Failed } from "../use-actions";
import { Agents } from "./agents";
import { ConnectionFactList } from "./connection-facts";
import { ConnectionMenu, type MenuDialog } from "./connection-menu";
import { ConnectionDraft } from "./connection-draft";
import { Decision } from "./decision";
import { Decisions } from "./decisions";
import { LastTasks } from "./last-tasks";
import { SidePanel } from "./side-panel";
import classes from "./side.module.css";
import { Warnings } from "./warnings";

type Props = {
  panel: RefObject<HTMLElement | null>;
  connection: ConnectionView;
  runs: OperationSummary[];
  draft: DraftSummary | null;
  actions: Actions;
  failed: Failed | null;
  onDialog: (dialog: MenuDialog) => void;
  onForget: (run: OperationSummary) => void;
  onDrop: (draft: DraftSummary) => void;
  onClose: () => void;
};

/** All about one connection, and what can be done with it. */
export function ConnectionPanel(props: Props) {
  const { panel, connection, runs, draft, actions, failed, onDialog, onForget, onDrop, onClose } = props;
  const { settings, facts, agents } = connection;
  const works = useMemo(() => worksOf(connection, runs), [connection, runs]);
  return (
    <SidePanel
      panel={panel}
      name={settings.name}
      environment={settings.environment}
      menu={<ConnectionMenu connection={connection} actions={actions} onDialog={onDialog} />}
      onClose={onClose}
    >
      <Primary connection={connection} runs={runs} draft={draft} actions={actions} onDialog={onDialog} />
      {failed !== null && <Failure failed={failed} />}
      <Decisions connection={connection} onContact={() => void actions.contact(connection.id)} />
      <ConnectionFactList connection={connection} />
      {facts !== null && <Warnings warnings={facts.warnings} alone={agents.length < 2} />}
      <Agents obproxy={settings.kind === "ocp" ? "/obproxy" : `/obproxy/agents/${connection.id}`} agents={agents} />
      <LastTasks connectionId={connection.id} works={works} runs={runs} onForget={onForget} />
      {draft !== null && <ConnectionDraft draft={draft} onDrop={onDrop} />}
    </SidePanel>
  );
}

function Failure({ failed: { command, problem } }: { failed: Failed }) {
  const { t } = useTranslation("connections");
  if (command !== "delete_connection" || problem.code !== "invalid") return <ErrorNote error={problem} />;
  return (
    <Decision title={t("deleteBusy.title")} tone="warning">
      <p role="alert">{t("deleteBusy.body")}</p>
    </Decision>
  );
}

/** Where nothing else is called for, the overview is what one came for. */
const FIRST = { look: "primary", "data-primary": true } as const;

type PrimaryProps = Pick<Props, "connection" | "runs" | "draft" | "actions" | "onDialog">;

function Primary({ connection, runs, draft, actions, onDialog }: PrimaryProps) {
  const { t } = useTranslation("connections");
  const [, navigate] = useLocation();
  const primary = primaryOf(connection, runs, draft);
  const { id } = connection;
  return (
    <div className={classes.buttons}>
      {primary.type === "openTask" && (
        <Button look="primary" data-primary onClick={() => navigate(`/operations/${primary.operationId}`)}>
          {t("panel.openTask")}
        </Button>
      )}
      {primary.type === "continue" && (
        <Button look="primary" data-primary onClick={() => navigate(`/wizards/${primary.draftId}`)}>
          {t("panel.resumeDraft")}
        </Button>
      )}
      {primary.type === "initialise" && (
        <Button look="primary" data-primary onClick={() => void actions.begin(id)}>
          {t("panel.initialise")}
        </Button>
      )}
      {primary.type === "contact" && (
        <Button
          look={isStopped(connection) ? "quiet" : "primary"}
          data-primary
          onClick={() => void actions.contact(id)}
        >
          {t("panel.contact")}
        </Button>
      )}
      {hasOverview(connection) && (
        <Button {...(primary.type === "stop" ? FIRST : {})} onClick={() => navigate(`/clusters/${id}`)}>
          {t("panel.open")}
        </Button>
      )}
      {primary.type === "stop" && (
        <Button data-primary={!hasOverview(connection) || undefined} onClick={() => void actions.leave(id)}>
          {t("panel.stop")}
        </Button>
      )}
      <Button onClick={() => onDialog({ type: "edit", id })}>{t("panel.edit")}</Button>
    </div>
  );
}
