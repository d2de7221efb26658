import { useTranslation } from "react-i18next";

import type { Check, Preflight, PreflightCell, PreflightHost } from "../../../ipc/generated";
import { Icon } from "../../../shared/icons/icon";
import { StateIcon } from "../../../shared/state/state-icon";
import { useWizard } from "../draft/context";
import { CheckDetail } from "./check-detail";
import classes from "./host-list.module.css";
import { type Place, STATE_OF, stateOfHost } from "./model";
import { isOpen } from "./use-grid-keys";
import { shortAddress, useCheckName, useValueText } from "./use-value-text";

type Props = {
  preflight: Preflight;
  host: PreflightHost;
  index: number;
  findings: { check: Check; cell: PreflightCell }[];
  fold: "open" | "folded";
  onFold: (fold: "open" | "folded") => void;
  open: Place | null;
  onOpen: (place: Place | null) => void;
};

/** One host: its worst state, its zone, and each finding to be opened. Unfolded it shows every value. */
export function HostFindings({ preflight, host, index, findings, fold, onFold, open, onOpen }: Props) {
  const { t } = useTranslation("preflight");
  const { draft } = useWizard();
  const nameOf = useCheckName(draft);
  const text = useValueText();
  const short = shortAddress(host.address);
  const inside = (check: Check) => isOpen(open, check, host.address);
  const state = stateOfHost(preflight, host.address) ?? "unknown";
  return (
    <li className={classes.host}>
      <div className={classes.line}>
        <button
          type="button"
          className={classes.fold}
          aria-expanded={fold === "open"}
          aria-label={t(fold === "open" ? "hosts.hide" : "hosts.show", { host: host.address })}
          onClick={() => onFold(fold === "open" ? "folded" : "open")}
        >
          <Icon name={fold === "open" ? "chevronDown" : "chevronRight"} size={12} />
        </button>
        <StateIcon state={state} />
        <span className="mono cut" title={host.address}>
          {short}
        </span>
        <span className={classes.zone} title={host.zone}>
          {host.zone}
        </span>
        <span className={classes.findings}>
          {findings.map(({ check, cell }) => (
            <button
              key={check}
              type="button"
              className={`${classes.finding} ${classes[cell.verdict]} ${host.checking ? classes.checking : ""}`}
              data-place={`${check} ${host.address}`}
              aria-expanded={inside(check)}
              onClick={() => onOpen(inside(check) ? null : { check, host: host.address })}
              onKeyDown={(event) => {
                if (event.key === "Escape" && inside(check)) onOpen(null);
              }}
            >
              <StateIcon state={STATE_OF[cell.verdict]} size={12} />
              {nameOf(check)} {cell.value !== null && <b>{text.value(check, cell.value)}</b>}
              <span className="sr">, {t(`verdict.${cell.verdict}`)}</span>
            </button>
          ))}
          {host.problem !== null && <span className={classes.quiet}>{t("hosts.nothingElse")}</span>}
          {host.problem === null && findings.length === 0 && (
            <span className={classes.quiet}>{t("hosts.noneRow")}</span>
          )}
        </span>
      </div>
      {open !== null && open.host === host.address && findings.some(({ check }) => check === open.check) && (
        <CheckDetail preflight={preflight} place={open} />
      )}
      {fold === "open" && (
        <dl className={classes.values}>
          {preflight.rows.map(({ check, cells }) => {
            const cell = cells[index];
            if (cell === undefined) return null;
            return (
              <div key={check}>
                <dt className="cut" title={nameOf(check)}>
                  {nameOf(check)}
                </dt>
                <dd>
                  <StateIcon state={STATE_OF[cell.verdict]} size={12} label={t(`verdict.${cell.verdict}`)} />
                  <span className="cut">{cell.value === null ? "–" : text.value(check, cell.value)}</span>
                </dd>
              </div>
            );
          })}
        </dl>
      )}
    </li>
  );
}
