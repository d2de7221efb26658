import { useCallback, useState } from "react";

import type { WizardDraft, Problem } from "../../../ipc/generated";
import type { Wizard } from "./context";

type Pending = { fields: ReadonlySet<string>; onPending: Wizard["onPending"] };

/** The password fields whose value is on its way to the vault. */
export function usePending(): Pending {
  const [fields, setFields] = useState<ReadonlySet<string>>(new Set());
  const onPending = useCallback<Wizard["onPending"]>((field, state) => {
    setFields((now) => {
      if (now.has(field) === (state === "pending")) return now;
      const next = new Set(now);
      if (state === "pending") next.add(field);
      else next.delete(field);
      return next;
    });
  }, []);
  return { fields, onPending };
}

/** The problems without those that a typed or just stored password has solved; the next check agrees. */
export function stillOpen(problems: Problem[], { cluster }: WizardDraft, pending: ReadonlySet<string>): Problem[] {
  const here = (field: string, stored: unknown) => pending.has(field) || stored !== null;
  return problems.filter(({ code }) => {
    if (code === "rootPasswordMissing") return !here("cluster.rootPassword", cluster.rootPassword);
    if (code === "proxyroPasswordMissing") return !here("cluster.proxyroPassword", cluster.proxyroPassword);
    return true;
  });
}
