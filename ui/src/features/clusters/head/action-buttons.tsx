import { Fragment } from "react";
import { useTranslation } from "react-i18next";

import type { ClusterView, NodeActionKind, NodeActionOff, NodeActionView } from "../../../ipc/generated";
import { Button } from "../../../shared/ui/button";
import { ActionMenu } from "../actions/action-menu";
import type { Target } from "../model/ask";
import { isDestructive } from "../model/state";
import classes from "./head.module.css";

const CLUSTER: Target = { type: "cluster" };
const BUTTONS: Record<ClusterView["stage"], readonly NodeActionKind[]> = {
  agents: ["initialize", "join", "removeAll"],
  cluster: ["scaleOut", "start", "stop"],
};

type Props = { cluster: ClusterView; name: string; onAction: (kind: NodeActionKind, target: Target) => void };

/** What can be done with the cluster as a whole. What is off stays, with the reason below. */
export function ActionButtons({ cluster, name, onAction }: Props) {
  const { t } = useTranslation("clusters");
  const { shown, others } = parted(cluster);
  return (
    <div className={classes.actions}>
      {shown.map(({ action, off }) => (
        <Button
          key={action}
          look={off === null && isDestructive(action) ? "danger" : action === "initialize" ? "primary" : "quiet"}
          disabledReason={off === null ? null : t(`off.${off}`)}
          reasonShown="elsewhere"
          onClick={() => onAction(action, CLUSTER)}
        >
          {t(`action.${action}`)}
        </Button>
      ))}
      {others.length > 0 && (
        <ActionMenu label={t("more", { name })} size="md" actions={others} target={CLUSTER} onAction={onAction} />
      )}
    </div>
  );
}

/** Why buttons are off, in plain sight: those with the same reason share a line. */
export function ActionReasons({ cluster }: { cluster: ClusterView }) {
  const { t, i18n } = useTranslation("clusters");
  const lines = new Map<NodeActionOff, NodeActionKind[]>();
  for (const { action, off } of parted(cluster).shown) {
    if (off !== null) lines.set(off, [...(lines.get(off) ?? []), action]);
  }
  if (lines.size === 0) return null;
  return (
    // The buttons carry the same words for readers.
    <div className={classes.why} aria-hidden>
      {[...lines].map(([off, kinds]) => (
        <Fragment key={off}>
          <b>
            {kinds.map((kind) => t(`action.${kind}`)).join(i18n.language === "zh" ? "、" : ", ")}
            {t("colon")}
          </b>
          <span>{t(`off.${off}`)}</span>
        </Fragment>
      ))}
    </div>
  );
}

function parted({ stage, actions }: ClusterView): { shown: NodeActionView[]; others: NodeActionView[] } {
  const shown = BUTTONS[stage].flatMap((kind) => actions.find(({ action }) => action === kind) ?? []);
  return { shown, others: actions.filter((action) => !shown.includes(action)) };
}
