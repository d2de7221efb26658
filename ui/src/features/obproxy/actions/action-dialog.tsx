import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { ObproxyCluster, OperationGuard } from "../../../ipc/generated";
import { ImpactDialog } from "../impact/impact-dialog";
import { useOcpWords } from "../look-up/use-ocp-words";
import { type Ask, isDestructive } from "./ask";
import { ActionForm } from "./action-form";
import { type ActionFields, actionOf, firstFields } from "./fields";

type Props = {
  ask: Ask;
  cluster: ObproxyCluster;
  connectionId: string;
  guard: OperationGuard;
  onClose: () => void;
};

/** What is still to be said of an action, what it would do, and its start. */
export function ActionDialog({ ask, cluster, connectionId, guard, onClose }: Props) {
  const { t } = useTranslation("obproxy");
  const wordsOf = useOcpWords();
  const [fields, setFields] = useState(() => firstFields(ask, cluster));
  const action = actionOf(ask, fields, cluster.summary.id);
  const { name } = cluster.summary;
  const count = ask.serverIds?.length ?? countOf(fields);
  const { deed } = ask;
  return (
    <ImpactDialog
      guard={guard}
      connectionId={connectionId}
      action={action}
      missing={t(`missing.${deed}`)}
      title={t(`ask.title.${deed}`, { name, count, link: ask.clusterName, parameter: ask.parameter?.name })}
      verb={t(`ask.verb.${deed}`, { name, count, link: ask.clusterName })}
      lead={t(`ask.lead.${deed}`)}
      tone={isDestructive(deed) ? "danger" : "normal"}
      wordsOf={wordsOf}
      onClose={onClose}
    >
      <ActionForm
        ask={ask}
        cluster={cluster}
        connectionId={connectionId}
        fields={fields}
        onChange={(change) => setFields((before) => ({ ...before, ...change }))}
      />
    </ImpactDialog>
  );
}

function countOf({ hostIds }: ActionFields): number {
  return hostIds.length;
}
