import { useCallback } from "react";
import { useTranslation } from "react-i18next";

import type { OperationKind } from "../../../ipc/generated";

type Named = { kind: OperationKind; subject: string; clusterName: string };

/** What an operation does, as its heading: `Stop zone2`. */
export function useTitleOf(): (operation: Named) => string {
  const { t } = useTranslation("tasks");
  return useCallback(
    ({ kind, subject, clusterName }) => {
      const what = subject === "" ? clusterName : subject;
      return t(`title.${kind}`, { cluster: clusterName, what });
    },
    [t],
  );
}
