import { useMemo } from "react";
import { useTranslation } from "react-i18next";

import type { ObproxyAction, OperationGuard } from "../../../../ipc/generated";
import { ImpactDialog } from "../../impact/impact-dialog";

type Deed = "start" | "stop" | "delete";

type Props = { guard: OperationGuard; connectionId: string; act: Deed; agents: string[]; onClose: () => void };

/** Starts, stops or deletes the OBProxy of one or several agents. */
export function ProxyActionDialog({ guard, connectionId, act, agents, onClose }: Props) {
  const { t } = useTranslation("proxies");
  const action = useMemo(() => actionOf(act, agents), [act, agents]);
  const what = agents.length === 1 ? (agents[0] ?? "") : t("agents", { count: agents.length });
  return (
    <ImpactDialog
      guard={guard}
      connectionId={connectionId}
      action={action}
      title={t(`ask.${act}.title`, { what })}
      verb={t(`ask.${act}.verb`, { count: agents.length })}
      lead={t(`ask.${act}.lead`)}
      tone={act === "start" ? "normal" : "danger"}
      onClose={onClose}
    />
  );
}

function actionOf(act: Deed, agents: string[]): ObproxyAction {
  switch (act) {
    case "start":
      return { type: "startProxies", agents };
    case "stop":
      return { type: "stopProxies", agents };
    case "delete":
      return { type: "deleteProxies", agents };
  }
}
