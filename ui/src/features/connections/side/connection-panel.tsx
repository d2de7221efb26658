import { type RefObject, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";

import type { ConnectionView, OperationSummary } from "../../../ipc/generated";
import { Button } from "../../../shared/ui/button";
import { ErrorNote } from "../../../shared/ui/error-note";
import { primaryOf } from "../model/primary";
import { isStopped } from "../model/state";
import { worksOf } from "../model/work";
import type { Actions, Failed } from "../use-actions";
import { Agents } from "./agents";
import { ConnectionFactList } from "./connection-facts";
import { ConnectionMenu, type MenuDialog } from "./connection-menu";
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
  actions: Actions;
  failed: Failed | null;
  onDialog: (dialog: MenuDialog) => void;
  onForget: (run: OperationSummary) => void;
  onClose: () => void;
};

/** All about one connection, and what can be done with it. */
export function ConnectionPanel({ panel, connection, runs, actions, failed, onDialog, onForget, onClose }: Props) {
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
      <Primary connection={connection} runs={runs} actions={actions} onDialog={onDialog} />
      {failed !== null && <Failure failed={failed} />}
      <Decisions connection={connection} onContact={() => void actions.contact(connection.id)} />
      <ConnectionFactList connection={connection} />
      {facts !== null && <Warnings warnings={facts.warnings} alone={agents.length < 2} />}
      <Agents agents={agents} />
      <LastTasks works={works} runs={runs} onForget={onForget} />
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

function Primary({ connection, runs, actions, onDialog }: Pick<Props, "connection" | "runs" | "actions" | "onDialog">) {
  const { t } = useTranslation("connections");
  const [, navigate] = useLocation();
  const primary = primaryOf(connection, runs);
  const { id } = connection;
  return (
    <div className={classes.buttons}>
      {primary.type === "openTask" && (
        <Button look="primary" data-primary onClick={() => navigate(`/operations/${primary.operationId}`)}>
          {t("panel.openTask")}
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
      {primary.type === "stop" && (
        <Button data-primary onClick={() => void actions.leave(id)}>
          {t("panel.stop")}
        </Button>
      )}
      <Button onClick={() => onDialog({ type: "edit", id })}>{t("panel.edit")}</Button>
    </div>
  );
}
