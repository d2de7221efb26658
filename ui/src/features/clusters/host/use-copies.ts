import { useMemo } from "react";
import { useTranslation } from "react-i18next";

import type { HostView } from "../../../ipc/generated";
import type { Copyable } from "../actions/action-menu";
import { connectCommand } from "../model/connect";

/** What a host's menu offers to copy. */
export function useCopies({ address, sqlAddress }: HostView): Copyable[] {
  const { t } = useTranslation("clusters");
  return useMemo(
    () => [
      { label: t("copyAddress"), text: address },
      ...(sqlAddress === null ? [] : [{ label: t("copyCommand"), text: connectCommand(sqlAddress).command }]),
    ],
    [t, address, sqlAddress],
  );
}
