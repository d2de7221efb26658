import { useTranslation } from "react-i18next";

import type { Check, PreflightCell, PreflightHost } from "../../../ipc/generated";
import { Icon } from "../../../shared/icons/icon";
import { StateIcon } from "../../../shared/state/state-icon";
import classes from "./matrix.module.css";
import { STATE_OF } from "./model";
import { useValueText } from "./use-value-text";

type Props = {
  check: Check;
  cell: PreflightCell | undefined;
  host: PreflightHost;
  beginsZone: boolean;
  /** Found by the keys. */
  at: string;
  tabStop: boolean;
  open: boolean;
  onFocus: () => void;
  onPress: () => void;
};

/** A value under its verdict. What passed is quiet, so that the rest stands out. */
export function MatrixCell({ check, cell, host, beginsZone, at, tabStop, open, onFocus, onPress }: Props) {
  const { t } = useTranslation("preflight");
  const text = useValueText();
  if (cell === undefined) return null;
  const { verdict, value } = cell;
  const look = [
    classes.cell,
    classes[verdict],
    beginsZone ? classes.begins : "",
    host.checking ? classes.checking : "",
    open ? classes.open : "",
  ];
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the grid handles the keys of its cells
    <span
      role="gridcell"
      className={look.join(" ")}
      data-cell={at}
      data-place={`${check} ${host.address}`}
      tabIndex={tabStop ? 0 : -1}
      aria-expanded={open}
      aria-busy={host.checking || undefined}
      title={value === null ? undefined : text.full(check, value)}
      onFocus={onFocus}
      onClick={onPress}
    >
      {verdict === "pass" ? (
        <Icon name="check" size={12} className={classes.tick} />
      ) : (
        <StateIcon state={STATE_OF[verdict]} size={12} />
      )}
      <span className="cut">{value === null ? "–" : text.value(check, value)}</span>
      <span className="sr">
        , {t(`verdict.${verdict}`)}
        {host.checking && `, ${t("beingChecked")}`}
      </span>
    </span>
  );
}
