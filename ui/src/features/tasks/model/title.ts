import type { TFunction } from "i18next";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";

import type { CallKind, ObproxyDeed, OperationKind } from "../../../ipc/generated";

type Named = { kind: OperationKind; deed: ObproxyDeed | null; subject: string; clusterName: string };

/** What an operation does, as its heading: `Stop zone2`. */
export function useTitleOf(): (operation: Named) => string {
  const { t } = useTranslation("tasks");
  return useCallback(
    ({ kind, deed, subject, clusterName }) => {
      const what = subject === "" ? clusterName : subject;
      switch (kind) {
        case "agentProxy":
          return t(`title.${kind}.${deed ?? "other"}`, { what: agentsIn(what, t) });
        case "obproxyCluster":
          // Its servers may be the subject: the heading names the whole.
          return t(`title.${kind}.${deed ?? "other"}`, { what: clusterName === "" ? subject : clusterName });
        default:
          return t(`title.${kind}`, { cluster: clusterName, what });
      }
    },
    [t],
  );
}

/** What a call does, without what it is done to: `Stop zone`. */
export function callName({ kind, deed }: { kind: CallKind; deed: ObproxyDeed | null }, t: TFunction<"tasks">): string {
  switch (kind) {
    case "agentProxy":
    case "obproxyCluster":
      return t(`call.${kind}.${deed ?? "other"}`);
    default:
      return t(`call.${kind}`);
  }
}

/** Several agents, with commas between, are counted. */
function agentsIn(subject: string, t: TFunction<"tasks">): string {
  const count = subject.split(",").length;
  return count === 1 ? subject : t("title.agents", { count });
}
