import type { VaultProtection } from "../../../ipc/generated";
import { useCommand } from "../../../ipc/hooks";

/** How the vault keeps what it is given; the least, until it is known. */
export function useProtection(): VaultProtection {
  const info = useCommand("app_info", {}, { staleTime: Infinity });
  return info.data?.vault.protection ?? "memoryOnly";
}
