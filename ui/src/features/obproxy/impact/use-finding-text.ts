import { useCallback } from "react";
import { useTranslation } from "react-i18next";

import type { AcceptedObproxyFinding } from "../../../ipc/generated";

/** A finding in the user's language: what was found, and what it means. */
export function useFindingText(): (finding: AcceptedObproxyFinding) => { title: string; body: string } {
  const { t } = useTranslation("obproxyImpact");
  return useCallback(
    ({ code, args }) => {
      const replace = args["path"] === "" ? { ...args, path: t("homeUnknown") } : args;
      return { title: t(`finding.${code}.title`, { replace }), body: t(`finding.${code}.body`, { replace }) };
    },
    [t],
  );
}
