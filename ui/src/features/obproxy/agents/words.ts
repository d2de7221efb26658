import { useCallback } from "react";
import { useTranslation } from "react-i18next";

import type { ObproxyOff } from "../../../ipc/generated";

/** Why something is off, in words for agents. */
export function useOffWord(): (off: ObproxyOff) => string {
  const { t } = useTranslation("proxies");
  return useCallback((off) => t(`off.${off}`), [t]);
}
