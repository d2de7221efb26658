import { useCallback } from "react";
import { useTranslation } from "react-i18next";

import type { Problem } from "../../../ipc/generated";
import type { FieldNote } from "../../../shared/ui/field";

/** Why a host was not reached, in the words of the errors themselves. */
const CAUSES = ["certificateNotTrusted", "route"] as const;

/** A problem in the user's language: what is wrong, and what to do. */
export function useProblemText(): (problem: Problem) => FieldNote {
  const { t } = useTranslation("problems");
  const { t: errors } = useTranslation("errors");
  return useCallback(
    ({ code, severity, args }) => {
      const cause = CAUSES.find((known) => known === args["cause"]);
      if (cause !== undefined) {
        return { tone: severity, title: errors(`${cause}.title`), remedy: errors(`${cause}.remedy`) };
      }
      return {
        tone: severity,
        title: t(`problem.${code}.title`, { replace: args }),
        remedy: t(`problem.${code}.remedy`, { replace: args }),
      };
    },
    [t, errors],
  );
}
