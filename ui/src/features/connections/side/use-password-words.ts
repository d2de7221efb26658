import { useTranslation } from "react-i18next";

import type { ConnectionSettings, VaultProtection } from "../../../ipc/generated";
import { useCommand } from "../../../ipc/hooks";

/** How the vault keeps what it is given; the least, until it is known. */
export function useProtection(): VaultProtection {
  const info = useCommand("app_info", {}, { staleTime: Infinity });
  return info.data?.vault.protection ?? "memoryOnly";
}

/** `root@sys, in the keychain`: each password a connection has, or that it has none. */
export function usePasswordWords({ kind, passwords }: ConnectionSettings): string[] {
  const { t } = useTranslation("connections");
  const protection = useProtection();
  const stored = [
    ...(passwords.root === null || kind === "ocp" ? [] : [t("who.root")]),
    ...(passwords.agent === null || kind === "ocp" ? [] : [t("who.agent")]),
    ...(passwords.ocp === null || kind !== "ocp" ? [] : [passwords.ocpUser ?? t("who.ocp")]),
  ];
  if (stored.length === 0) {
    const user = kind === "ocp" ? passwords.ocpUser : null;
    return [user === null ? t("kept.none") : t("kept.noneFor", { who: user })];
  }
  return stored.map((who) => t(`kept.${protection}`, { who }));
}
