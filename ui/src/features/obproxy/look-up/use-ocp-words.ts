import { useCallback } from "react";
import { useTranslation } from "react-i18next";

import type { ErrorWords } from "../../../shared/ui/error-note";
import { missingRight } from "./rights";

/** What an OCP fails with otherwise than an agent. */
const OWN = ["unreachable", "notObshell", "unauthorized", "rejected", "outcomeUnknown", "notFound"] as const;

/** Why an OCP turns a login away, where that is more than a wrong password. */
const REFUSALS = ["Locked", "PasswordExpired", "Disabled", "ClientNotAllowed"] as const;

/** An error of an OCP in the user's language; null where it is the same as of anybody else. */
export function useOcpWords(): ErrorWords {
  const { t } = useTranslation("obproxy");
  return useCallback(
    (problem) => {
      const right = missingRight(problem);
      if (right !== null) return { title: t("error.right.title", { right }), remedy: t("error.right.remedy") };
      const refusal = REFUSALS.find((why) => problem.code === "unauthorized" && why === problem.detail);
      if (refusal !== undefined) {
        return { title: t(`error.refusal.${refusal}.title`), remedy: t(`error.refusal.${refusal}.remedy`) };
      }
      const code = OWN.find((own) => own === problem.code);
      return code === undefined ? null : { title: t(`error.${code}.title`), remedy: t(`error.${code}.remedy`) };
    },
    [t],
  );
}
