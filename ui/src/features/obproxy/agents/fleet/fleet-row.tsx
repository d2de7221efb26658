import { Checkbox } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";

import type { AgentProxy, TaskNote } from "../../../../ipc/generated";
import { Icon } from "../../../../shared/icons/icon";
import { useStateWord } from "../../../../shared/state/state-badge";
import { StateIcon } from "../../../../shared/state/state-icon";
import { useOpenTask } from "../../../clusters/use-open-task";
import { Since } from "../../../connections/list/since";
import { shortVersion } from "../../../connections/model/version";
import { lacksPassword, sqlAddressOf, standingIcon, standingOf } from "../model/fleet";
import { ActMenu } from "./act-menu";
import classes from "./fleet-table.module.css";
import type { Ask } from "./use-ask";

type Props = {
  connectionId: string;
  proxy: AgentProxy;
  ticked: boolean;
  onTick: () => void;
  open: boolean;
  onFold: () => void;
  ask: Ask;
  /** Leads to where the agent password is entered. */
  onPassword: () => void;
};

export function FleetRow({ connectionId, proxy, ticked, onTick, open, onFold, ask, onPassword }: Props) {
  const { t } = useTranslation("proxies");
  const { agent, zone, known, obshellVersion, task } = proxy;
  const standing = standingOf(proxy);
  return (
    <tr className={classes.row} aria-selected={ticked}>
      <td className={classes.tick}>
        <Checkbox aria-label={t("table.tickOne", { agent })} checked={ticked} onChange={onTick} />
      </td>
      <th scope="row" className={classes.agent}>
        <span className={classes.who}>
          <button
            type="button"
            className={classes.fold}
            aria-expanded={open}
            aria-label={t(open ? "table.fold" : "table.unfold", { agent })}
            onClick={onFold}
          >
            <Icon name={open ? "chevronDown" : "chevronRight"} size={12} />
          </button>
          <span className="mono cut" title={agent}>
            {agent}
          </span>
          <span className="t3 sm cut">{zone}</span>
        </span>
      </th>
      <td>
        <span className={classes.standing} data-standing={standing}>
          <StateIcon state={standingIcon(standing)} />
          <span
            className="cut"
            title={
              standing === "known"
                ? undefined
                : t(`standing.${standing}.why`, { version: shortVersion(obshellVersion) })
            }
          >
            {standing === "known" && known !== null ? (
              <span className="med">{known.name || t("unnamed")}</span>
            ) : (
              t(`standing.${standing}.word`, { version: shortVersion(obshellVersion) })
            )}
          </span>
          {standing !== "known" && known !== null && (
            <span className="t3 sm cut">{t("lastKnown", { name: known.name || t("unnamed") })}</span>
          )}
          {lacksPassword(proxy) && (
            <button type="button" className={classes.lacks} title={t("password.why")} onClick={onPassword}>
              <StateIcon state="warning" size={12} />
              <span className="cut">{t("lacksPassword")}</span>
            </button>
          )}
        </span>
      </td>
      <td className="mono cut">{standing === "known" && known !== null ? sqlAddressOf(agent, known.sqlPort) : ""}</td>
      <td className="cut t2">
        {standing === "known" && known !== null ? shortVersion(known.version) || t("versionUnknown") : ""}
      </td>
      <td>{task !== null && <LastTask connectionId={connectionId} task={task} />}</td>
      <td className={classes.menu}>
        <ActMenu proxy={proxy} ask={ask} />
      </td>
    </tr>
  );
}

/** The last OBProxy task of the agent that was seen; opens as any other. */
function LastTask({ connectionId, task }: { connectionId: string; task: TaskNote }) {
  const { t } = useTranslation("proxies");
  const word = useStateWord();
  const { open, problem } = useOpenTask(connectionId);
  const { name, state, done, total, endedAt, operationId } = task;
  return (
    <span className={classes.lastTask}>
      <StateIcon state={state.kind} label={word(state)} />
      {operationId === null ? (
        <button type="button" className={classes.link} title={t("openTask", { name })} onClick={() => open(task)}>
          {name}
        </button>
      ) : (
        <Link href={`/operations/${operationId}`} className={classes.link} title={t("openTask", { name })}>
          {name}
        </Link>
      )}
      <span className="t3 sm">{endedAt === null ? `${done}/${total}` : <Since at={endedAt} />}</span>
      {problem !== null && (
        <span role="alert" className={classes.taskProblem}>
          {problem.message}
        </span>
      )}
    </span>
  );
}
