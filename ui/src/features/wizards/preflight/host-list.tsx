import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { Preflight, Verdict } from "../../../ipc/generated";
import { Icon } from "../../../shared/icons/icon";
import { StateIcon } from "../../../shared/state/state-icon";
import { useWizard } from "../draft/context";
import { HostFindings } from "./host-findings";
import classes from "./host-list.module.css";
import { columnsOf, isScripted, isUnread, type Place } from "./model";
import { ScriptButton } from "./script-button";
import { useCheckName } from "./use-value-text";

type Props = {
  preflight: Preflight;
  verdict: Verdict | null;
  open: Place | null;
  onOpen: (place: Place | null) => void;
};

/** Many hosts: one line each, with what was found there and nothing else. Those without findings are counted. */
export function HostList({ preflight, verdict, open, onOpen }: Props) {
  const { t } = useTranslation("preflight");
  const { draft } = useWizard();
  const nameOf = useCheckName(draft);
  const [fine, setFine] = useState<"folded" | "shown">("folded");
  const [unfolded, setUnfolded] = useState<string | null>(null);
  const scripted = preflight.rows.filter((row) => isScripted(row.check) && isUnread(row));
  const hosts = columnsOf(preflight).map(({ host, index }) => {
    const findings = preflight.rows.flatMap((row) => {
      const cell = row.cells[index];
      if (cell === undefined || cell.verdict === "pass" || scripted.includes(row)) return [];
      // Of a host that said nothing, one finding says it all.
      if (host.problem !== null && cell.verdict === "unknown" && cell.value === null) return [];
      return verdict === null || cell.verdict === verdict ? [{ check: row.check, cell }] : [];
    });
    return { host, index, findings };
  });
  const troubled = hosts.filter(({ findings }) => findings.length > 0);
  const well = verdict === null || verdict === "pass" ? hosts.filter(({ findings }) => findings.length === 0) : [];
  const line = ({ host, index, findings }: (typeof hosts)[number]) => (
    <HostFindings
      key={host.address}
      {...{ preflight, host, index, findings, open, onOpen }}
      fold={unfolded === host.address ? "open" : "folded"}
      onFold={(next) => setUnfolded(next === "open" ? host.address : null)}
    />
  );
  return (
    <div className={classes.scroller}>
      {scripted.length > 0 && (verdict === null || verdict === "unknown") && (
        <p className={classes.everywhere}>
          <StateIcon state="unknown" />
          <span>
            {t("hosts.everywhere", {
              checks: scripted.map((row) => nameOf(row.check)).join(", "),
              count: preflight.hosts.length,
            })}
          </span>
          <ScriptButton look="link" />
        </p>
      )}
      <ul aria-label={t("hosts.label")}>{troubled.map(line)}</ul>
      {troubled.length === 0 && well.length === 0 && <p className={classes.none}>{t("hosts.none")}</p>}
      {well.length > 0 && (
        <>
          <button
            type="button"
            className={classes.well}
            aria-expanded={fine === "shown"}
            onClick={() => setFine(fine === "shown" ? "folded" : "shown")}
          >
            <Icon name={fine === "shown" ? "chevronDown" : "chevronRight"} size={12} />
            <StateIcon state="succeeded" />
            {t("hosts.fine", { count: well.length })}
          </button>
          {fine === "shown" && <ul>{well.map(line)}</ul>}
        </>
      )}
    </div>
  );
}
