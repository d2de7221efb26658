import { useCallback } from "react";
import { useTranslation } from "react-i18next";

import type { ObproxyProblemCode, Severity } from "../../../../ipc/generated";
import type { FieldNote } from "../../../../shared/ui/field";
import { type AgentProblemCode, en } from "../problems-en";

type Said = { code: ObproxyProblemCode; severity: Severity; args: Record<string, string> };

/** A problem in the user's language: what is wrong, and what to do. */
export function useProblemText(): (problem: Said) => FieldNote {
  const { t } = useTranslation("proxyProblems");
  return useCallback(
    ({ code, severity, args }) => {
      // A form of agents has no others; one that comes all the same is shown by its name.
      if (!isOfAgents(code)) return { tone: severity, title: code, remedy: "" };
      // A name that is missing is told as one that is not valid.
      const key = code === "parameterInvalid" && args["name"] === "" ? "nameless" : code;
      return {
        tone: severity,
        title: t(`${key}.title`, { replace: args }),
        remedy: t(`${key}.remedy`, { replace: args }),
      };
    },
    [t],
  );
}

function isOfAgents(code: ObproxyProblemCode): code is AgentProblemCode {
  return code in en;
}
