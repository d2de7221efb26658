import { useCallback } from "react";
import { useTranslation } from "react-i18next";

import type { ErrorWords } from "../../../shared/ui/error-note";
import { missingRight } from "./rights";

/** What an OCP fails with otherwise than an agent. */
const OWN = ["unreachable", "notObshell", "unauthorized", "rejected", "outcomeUnknown", "notFound"] as const;

/** An error of an OCP in the user's language; null where it is the same as of anybody else. */
export function useOcpWords(): ErrorWords {
  const { t } = useTranslation("obproxy");
  return useCallback(
    (problem) => {
      const right = missingRight(problem);
      if (right !== null) return { title: t("error.right.title", { right }), remedy: t("error.right.remedy") };
      const code = OWN.find((own) => own === problem.code);
      return code === undefined ? null : { title: t(`error.${code}.title`), remedy: t(`error.${code}.remedy`) };
    },
    [t],
  );
}
