import { useCallback } from "react";
import { useTranslation } from "react-i18next";

import type { Problem } from "../../../ipc/generated";
import type { FieldNote } from "../../../shared/ui/field";
import { formatCount } from "../preflight/use-value-text";

/** A problem in the user's language: what is wrong, and what to do. */
export function useProblemText(): (problem: Problem) => FieldNote {
  const { t } = useTranslation("problems");
  return useCallback(
    ({ code, severity, args }) => {
      const replace = code === "openFilesLow" || code === "processesLow" ? counted(args) : args;
      return {
        tone: severity,
        title: t(`problem.${code}.title`, { replace }),
        remedy: t(`problem.${code}.remedy`, { replace }),
      };
    },
    [t],
  );
}

/** Numbers as the cells have them. */
function counted(args: Problem["args"]): Problem["args"] {
  return Object.fromEntries(
    Object.entries(args).map(([name, value]) => [name, /^\d+$/.test(value) ? formatCount(Number(value)) : value]),
  );
}
