import { memo } from "react";
import { useTranslation } from "react-i18next";

import type { ClusterStage, NodeActionKind, ZoneView } from "../../../ipc/generated";
import { StateIcon } from "../../../shared/state/state-icon";
import { Tag } from "../../../shared/ui/chip";
import { CutName } from "../../../shared/ui/cut-name";
import { ActionMenu } from "../actions/action-menu";
import type { Target } from "../model/ask";
import { wellIn } from "../model/state";
import classes from "./board.module.css";

type Props = {
  zone: ZoneView;
  stage: ClusterStage;
  onAction: (kind: NodeActionKind, target: Target) => void;
};

/** Words of zones that serve. */
const USUAL: ReadonlySet<string> = new Set(["", "ACTIVE", "RUNNING"]);

/** A zone's name, how many of its hosts are well, and its menu. */
export const ZoneHead = memo(function ZoneHead({ zone, stage, onAction }: Props) {
  const { t } = useTranslation("clusters");
  const { name, idc, word, region, actions } = zone;
  const odd = !USUAL.has(word.toUpperCase());
  const shown = name === "" ? t("zone.none") : name;
  return (
    <div className={classes.zoneHead} title={[name, region, idc, word].filter(Boolean).join("\n")}>
      <h2 className={classes.zoneName}>
        <CutName name={shown} />
      </h2>
      <span className={classes.idc}>{idc === "" ? "" : t("zone.idc", { idc })}</span>
      {odd && <Tag>{word}</Tag>}
      <ZoneCount zone={zone} stage={stage} short={odd} />
      {actions.length > 0 && (
        <ActionMenu
          label={t("zoneMenu", { zone: shown })}
          actions={actions}
          target={{ type: "zone", zone: name }}
          onAction={onAction}
        />
      )}
    </div>
  );
});

/** `short` where the zone's own word stands beside it. */
function ZoneCount({ zone, stage, short }: { zone: ZoneView; stage: ClusterStage; short: boolean }) {
  const { t } = useTranslation("clusters");
  const { well, old, total } = wellIn(zone, stage);
  // Of hosts that are all old nothing is known now.
  if (total > 0 && old === total) {
    return (
      <span className={classes.count}>
        <StateIcon state="unknown" />
        {t("zone.old", { count: total })}
      </span>
    );
  }
  const words = short
    ? t("of", { used: well, total })
    : well === total
      ? t(stage === "cluster" ? "zone.running" : "zone.answer", { count: total })
      : t(stage === "cluster" ? "zone.someRunning" : "zone.someAnswer", { n: well, total });
  return (
    <span className={classes.count}>
      {total > 0 && <StateIcon state={well === total ? "succeeded" : well === 0 ? "failed" : "warning"} />}
      {words}
    </span>
  );
}
