import { useTranslation } from "react-i18next";

import type { DraftHost, Problem } from "../../../ipc/generated";
import { type ShownState, StateIcon } from "../../../shared/state/state-icon";
import { formatOffset } from "../../../shared/time/format";
import { Button } from "../../../shared/ui/button";
import { MiddleCut } from "../../../shared/ui/middle-cut";
import { withHost, withHosts } from "../draft/changes";
import { useWizard } from "../draft/context";
import { useProblemText } from "../draft/problem-text";
import { EditableCell } from "./editable-cell";
import { HostDetail } from "./host-detail";
import { ZoneMenu } from "./zone-menu";
import classes from "./host-table.module.css";
import type { Probe } from "./use-probes";

type Props = {
  host: DraftHost;
  index: number;
  probe: Probe;
  /** Canonical once it has answered. */
  address: string;
  problems: Problem[];
  state: ShownState;
  fold: "open" | "folded";
  onFold: (fold: "open" | "folded") => void;
};

export function HostRow({ host, index, probe, address, problems, state, fold, onFold }: Props) {
  const { t } = useTranslation("wizard");
  const { editor } = useWizard();
  const text = useProblemText();
  const worst = problems.find((problem) => problem.severity === "block") ?? problems[0];
  const fine = probe.type === "asking" ? t("hosts.asking") : t("hosts.fine");
  const brief = worst === undefined ? null : text(worst).title;
  const word = brief ?? fine;
  const more = problems.length - 1;
  const at = (field: string) => `hosts[${index}].${field}`;
  const invalid = (field: string) =>
    problems.some(
      (problem) => problem.field === at(field) && problem.severity === "block" && /^(address|zone)/.test(problem.code),
    );
  return (
    <div role="presentation" className={classes.row}>
      <div role="row" className={`${classes.cells} ${classes.columns}`} aria-rowindex={index + 2}>
        <span role="cell" title={word}>
          <StateIcon state={state} label={word} />
        </span>
        <EditableCell
          mono
          value={host.address}
          label={t("hosts.addressOf", { n: index + 1 })}
          field={at("address")}
          host={address}
          invalid={invalid("address")}
          onCommit={(value) => editor.edit((draft) => withHost(draft, index, { address: value }))}
        />
        <EditableCell
          value={host.zone}
          label={t("hosts.zoneOf", { n: index + 1 })}
          field={at("zone")}
          invalid={invalid("zone")}
          onCommit={(value) => editor.edit((draft) => withHost(draft, index, { zone: value }))}
          extra={<ZoneMenu index={index} />}
        />
        <FactCells probe={probe} />
        <span role="cell" className={classes.actions}>
          <Button
            size="sm"
            look="bare"
            icon={fold === "open" ? "chevronUp" : "chevronDown"}
            aria-expanded={fold === "open"}
            aria-label={fold === "open" ? t("hosts.fold", { address }) : t("hosts.open", { address })}
            onClick={() => onFold(fold === "open" ? "folded" : "open")}
          />
          <Button
            size="sm"
            look="bare"
            icon="cross"
            aria-label={t("hosts.remove", { address })}
            title={t("hosts.remove", { address })}
            onClick={() =>
              editor.edit((draft) =>
                withHosts(
                  draft,
                  draft.hosts.filter((_, other) => other !== index),
                ),
              )
            }
          />
        </span>
      </div>
      {brief !== null && fold === "folded" && (
        <div role="row">
          <div role="cell" className={`${classes.brief} ${classes[worst?.severity ?? "warn"]}`}>
            <span className="cut">{brief}</span>
            {more > 0 && <span className="t3">{t("hosts.more", { n: more })}</span>}
          </div>
        </div>
      )}
      {fold === "open" && (
        <div role="row">
          <div role="cell">
            <HostDetail host={host} index={index} address={address} probe={probe} problems={problems} />
          </div>
        </div>
      )}
    </div>
  );
}

function FactCells({ probe }: { probe: Probe }) {
  const { t } = useTranslation("wizard");
  const last = probe.type === "answered" ? probe.probe : probe.type === "asking" ? probe.last : null;
  const facts = last?.facts ?? null;
  const none = <span className="t3">–</span>;
  return (
    <>
      <span role="cell" className={classes.cell} title={facts?.identity}>
        {facts === null ? none : facts.identity}
      </span>
      <span role="cell" className={`${classes.cell} ${classes.obshell}`} title={facts?.obshellVersion}>
        {facts === null ? none : shortVersion(facts.obshellVersion)}
      </span>
      <span role="cell" className={classes.cell} title={facts?.obVersion}>
        {facts === null ? none : facts.obVersion === "" ? t("hosts.noObserver") : shortVersion(facts.obVersion)}
      </span>
      <span role="cell" className={`${classes.cell} ${classes.latency}`}>
        {facts === null ? none : `${facts.latencyMs < 1 ? "<1" : Math.round(facts.latencyMs)} ms`}
      </span>
      <span role="cell" className={`${classes.cell} ${classes.clock}`}>
        {facts === null ? none : formatOffset(facts.clockOffsetMs)}
      </span>
      <span role="cell" className={`${classes.cell} ${classes.key}`}>
        {facts === null ? none : <MiddleCut text={facts.fingerprint} />}
      </span>
    </>
  );
}

/** `4.3.5.1` of `4.3.5.1-101000042025031818`; the whole in the title. */
export function shortVersion(version: string): string {
  return version.split("-")[0] ?? version;
}
