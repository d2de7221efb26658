import { memo } from "react";
import { useTranslation } from "react-i18next";

import type { HostView, NodeActionKind, Usage } from "../../../ipc/generated";
import { StateIcon } from "../../../shared/state/state-icon";
import { formatOffset } from "../../../shared/time/format";
import { shortVersion } from "../../connections/model/version";
import { ActionMenu } from "../actions/action-menu";
import { HostAge } from "../host/host-age";
import { Meter } from "../host/meters";
import { Outliers } from "../host/outliers";
import { useCopies } from "../host/use-copies";
import { useHostWord } from "../host/use-host-word";
import { type Amount, bytesOf, coresOf, percentOf } from "../model/amounts";
import type { Target } from "../model/ask";
import { hostIcon, hostName } from "../model/state";
import classes from "./table.module.css";
import { HIDES } from "./table-head";

type Props = {
  host: HostView;
  index: number;
  top: number;
  seenAt: number | null;
  selected: boolean;
  onCursor: (address: string) => void;
  onAction: (kind: NodeActionKind, target: Target) => void;
};

export function rowDomId(address: string): string {
  return `host-${address}`;
}

/** A host in one line. Drawn anew only when it changes. */
export const HostRow = memo(function HostRow({ host, index, top, seenAt, selected, onCursor, onAction }: Props) {
  const { t } = useTranslation("clusters");
  const word = useHostWord()(host);
  const copies = useCopies(host);
  const { address, zone, usage, outliers, stale, task, clockOffsetMs } = host;
  const name = hostName(host);
  const role = host.rootService ? t("host.rootService") : host.sqlAddress === null ? host.identity : "";
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- the grid has the focus and takes the keys
    <div
      role="row"
      id={rowDomId(address)}
      aria-rowindex={index + 2}
      aria-selected={selected}
      className={`${classes.columns} ${classes.row}`}
      data-host={address}
      style={{ top }}
      onClick={() => onCursor(address)}
    >
      <span role="gridcell" className={classes.state}>
        <StateIcon state={hostIcon(host)} />
        <span className="cut" title={word}>
          {word}
        </span>
      </span>
      <span role="gridcell" className="mono cut selectable" title={address}>
        {name}
      </span>
      <span role="gridcell" className="cut">
        {zone}
      </span>
      <span role="gridcell" className={`cut ${HIDES.role}`}>
        {role}
      </span>
      <Share usage={usage.cpu} amount={coresOf} high={false} />
      <Share usage={usage.memory} amount={bytesOf} high={outliers.includes("memoryFull")} />
      <Share usage={usage.disk} amount={bytesOf} high={outliers.includes("diskFull")} />
      <span role="gridcell" className={`cut ${HIDES.version}`} title={host.obVersion}>
        {shortVersion(host.obVersion)}
      </span>
      <span role="gridcell" className={`cut ${HIDES.agent}`} title={host.obshellVersion}>
        {shortVersion(host.obshellVersion)}
      </span>
      <span role="gridcell" className="cut">
        {clockOffsetMs === null ? "" : formatOffset(clockOffsetMs)}
      </span>
      <span role="gridcell" className={classes.notes}>
        <Outliers host={host} />
        {stale && <HostAge seenAt={seenAt} />}
        {task !== null && (
          <span className={classes.task} title={t("host.task", task)}>
            <StateIcon state={task.state.kind} />
            <span className="cut">{task.name}</span>
          </span>
        )}
      </span>
      <span role="gridcell">
        <ActionMenu
          label={t("hostMenu", { host: name })}
          actions={host.actions}
          target={{ type: "host", agent: address }}
          copies={copies}
          tabIndex={-1}
          onAction={onAction}
        />
      </span>
    </div>
  );
});

type ShareProps = { usage: Usage | null; amount: (usage: Usage) => Amount; high: boolean };

function Share({ usage, amount, high }: ShareProps) {
  const { t } = useTranslation("clusters");
  return (
    <span role="gridcell" className={classes.share}>
      {usage !== null && (
        <>
          <span className="cut">{t("of", amount(usage))}</span>
          <Meter percent={percentOf(usage)} high={high} />
        </>
      )}
    </span>
  );
}
