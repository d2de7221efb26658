import { useEffect, useEffectEvent } from "react";

import type { WizardDraft } from "../../../ipc/generated";
import type { Probes } from "../hosts/use-probes";
import { sameAddressKey } from "../hosts/parse-hosts";
import type { PreflightState } from "./use-preflight";

/** A host that was silent and has answered the pre-flight is asked again, so that the list of hosts knows it too. */
export function useAnswers({ hosts }: WizardDraft, probes: Probes, { result }: PreflightState): void {
  const ended = result?.endedAt ?? null;
  const askAgain = useEffectEvent(() => {
    const heard = new Set(result?.hosts.filter((host) => host.problem === null).map((host) => host.address));
    for (const host of hosts) {
      const probe = probes.of(host);
      const silent = probe.type === "answered" && probe.probe.facts === null;
      if (silent && heard.has(sameAddressKey(host.address))) probes.askAgain(host);
    }
  });
  useEffect(() => {
    if (ended !== null) askAgain();
  }, [ended]);
}
