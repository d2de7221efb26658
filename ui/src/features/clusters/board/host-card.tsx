import { memo, useId } from "react";
import { useTranslation } from "react-i18next";

import type { HostView, NodeActionKind } from "../../../ipc/generated";
import { StateIcon } from "../../../shared/state/state-icon";
import { formatOffset } from "../../../shared/time/format";
import { Tag } from "../../../shared/ui/chip";
import { shortVersion } from "../../connections/model/version";
import { ActionMenu } from "../actions/action-menu";
import { HostAge } from "../host/host-age";
import { Meters } from "../host/meters";
import { Outliers } from "../host/outliers";
import { useHostWord } from "../host/use-host-word";
import { useCopies } from "../host/use-copies";
import type { Target } from "../model/ask";
import { hostIcon, hostName } from "../model/state";
import classes from "./board.module.css";

type Props = {
  host: HostView;
  /** When it was last read, for one that is old. */
  seenAt: number | null;
  /** The card that Tab comes to. */
  stop: boolean;
  onFocus: (address: string) => void;
  onAction: (kind: NodeActionKind, target: Target) => void;
};

/** One host: who it is, how full, how it does. Drawn anew only when it changes. */
export const HostCard = memo(function HostCard({ host, seenAt, stop, onFocus, onAction }: Props) {
  const { t } = useTranslation("clusters");
  const word = useHostWord()(host);
  const copies = useCopies(host);
  const title = useId();
  const name = hostName(host);
  const { address, identity, rootService, obshellVersion, clockOffsetMs, task, outliers, stale, problem } = host;
  const odd = outliers.length > 0;
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- it takes the focus among its like
    <article
      className={classes.card}
      data-host={address}
      data-odd={odd || undefined}
      data-stale={stale || undefined}
      aria-labelledby={title}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- arrow keys move from card to card
      tabIndex={stop ? 0 : -1}
      onFocus={() => onFocus(address)}
    >
      <div className={classes.cardHead}>
        <StateIcon state={hostIcon(host)} label={word} />
        <span id={title} className={`${classes.address} mono selectable`} title={address}>
          {name}
        </span>
        <span className={classes.tags}>
          {host.sqlAddress === null && identity !== "" && <Tag>{identity}</Tag>}
          {rootService && <Tag>{t("host.rootService")}</Tag>}
          <Outliers host={host} />
        </span>
        <span className={classes.menu}>
          <ActionMenu
            label={t("hostMenu", { host: name })}
            actions={host.actions}
            target={{ type: "host", agent: address }}
            copies={copies}
            onAction={onAction}
          />
        </span>
      </div>
      <Meters usage={host.usage} odd={outliers} />
      <p className={classes.foot}>
        <span>{word}</span>
        {obshellVersion !== "" && <span>{t("host.agent", { version: shortVersion(obshellVersion) })}</span>}
        {clockOffsetMs !== null && <span>{formatOffset(clockOffsetMs)}</span>}
      </p>
      {task !== null && (
        <p className={classes.note}>
          <StateIcon state={task.state.kind} />
          <span className="cut" title={task.name}>
            {t("host.task", task)}
          </span>
        </p>
      )}
      {stale && <HostAge seenAt={seenAt} />}
      {problem !== null && (
        <p className={`${classes.problem} selectable`} title={problem.message}>
          {problem.message}
        </p>
      )}
    </article>
  );
});
