import { useCallback } from "react";
import { useTranslation } from "react-i18next";

import type { AcceptedObproxyFinding } from "../../../ipc/generated";
import { en as ofAgents } from "../agents/problems-en";
import { en as ofOcp } from "../problems-en";

/** A finding in the user's language: what was found, and what it means. */
export function useFindingText(): (finding: AcceptedObproxyFinding) => { title: string; body: string } {
  const { t } = useTranslation("obproxyImpact");
  const reasonOf = useReasonText();
  return useCallback(
    ({ code, args }) => {
      const { path, reason } = args;
      const replace = {
        ...args,
        ...(path === "" ? { path: t("homeUnknown") } : {}),
        ...(reason === undefined ? {} : { reason: reasonOf(reason, args) }),
      };
      return { title: t(`finding.${code}.title`, { replace }), body: t(`finding.${code}.body`, { replace }) };
    },
    [t, reasonOf],
  );
}

/** A problem's code as the console names it, in words; what it is about, as far as that is told with it. */
function useReasonText(): (reason: string, args: Record<string, string>) => string {
  const { t: agents } = useTranslation("proxyProblems");
  const { t: ocp } = useTranslation("obproxyProblems");
  return useCallback(
    (reason, replace) => {
      const code = reason.charAt(0).toLowerCase() + reason.slice(1);
      const said = isOf(ofAgents, code)
        ? agents(`${code}.title`, { replace })
        : isOf(ofOcp, code)
          ? ocp(`${code}.title`, { replace })
          : reason;
      return said.replaceAll(/\{\{\w+\}\}/g, "").replaceAll(/\s+/g, " ");
    },
    [agents, ocp],
  );
}

function isOf<Texts extends object>(texts: Texts, code: string): code is Extract<keyof Texts, string> {
  return code in texts;
}
