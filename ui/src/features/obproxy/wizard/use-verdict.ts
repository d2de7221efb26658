import { useCallback } from "react";
import { useTranslation } from "react-i18next";

import type { Choice } from "../../../ipc/generated";
import type { ShownState } from "../../../shared/state/state-icon";
import type { en } from "../messages-en";

export type Verdict = { text: string; icon: ShownState | null };

type VerdictCode = keyof (typeof en)["verdict"];

/** What speaks for or against something that can be chosen, in a few words. */
export function useVerdict(): (choice: Choice | undefined, fits: string) => Verdict {
  const { t } = useTranslation("obproxy");
  return useCallback(
    (choice, fits) => {
      if (choice === undefined) return { text: t("wizard.checking"), icon: "pending" };
      const { verdict, code, args } = choice;
      const text = code === null ? fits : t(`verdict.${code as VerdictCode}`, { replace: args, defaultValue: code });
      // What cannot be chosen is grey already: a sign on it would shout.
      return { text, icon: ICONS[verdict] };
    },
    [t],
  );
}

const ICONS: Record<Choice["verdict"], ShownState | null> = {
  pending: "pending",
  pass: "succeeded",
  warn: "warning",
  fail: null,
  unknown: "unknown",
};
