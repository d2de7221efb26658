import { useCallback } from "react";
import { useTranslation } from "react-i18next";

import type { Problem } from "../../../ipc/generated";
import type { FieldNote } from "../../../shared/ui/field";

/** A problem in the user's language: what is wrong, and what to do. */
export function useProblemText(): (problem: Problem) => FieldNote {
  const { t } = useTranslation("problems");
  return useCallback(
    ({ code, severity, args }) => ({
      tone: severity,
      title: t(`problem.${code}.title`, { replace: args }),
      remedy: t(`problem.${code}.remedy`, { replace: args }),
    }),
    [t],
  );
}
