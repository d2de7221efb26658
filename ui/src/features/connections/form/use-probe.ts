import { useRef, useState } from "react";

import { callCommand } from "../../../ipc/client";
import { toIpcError } from "../../../ipc/failure";
import type { ConnectionProbe, IpcError, ProbeConnectionReq } from "../../../ipc/generated";
import { usePlatform } from "../../../platform/context";

export type Probing =
  | { type: "idle" }
  | { type: "asking"; request: ProbeConnectionReq; last: ConnectionProbe | null }
  | { type: "answered"; request: ProbeConnectionReq; probe: ConnectionProbe }
  | { type: "failed"; request: ProbeConnectionReq; problem: IpcError };

/** Asks who is at an address. Only the newest question counts. */
export function useProbe(onAnswer: (probe: ConnectionProbe) => void) {
  const platform = usePlatform();
  const turn = useRef(0);
  const [probing, setProbing] = useState<Probing>({ type: "idle" });

  const ask = async (request: ProbeConnectionReq) => {
    turn.current += 1;
    const own = turn.current;
    setProbing((now) => ({
      type: "asking",
      request,
      last: now.type === "answered" && now.request.address === request.address ? now.probe : null,
    }));
    try {
      const probe = await callCommand(platform, "probe_connection", request);
      if (own !== turn.current) return;
      setProbing({ type: "answered", request, probe });
      onAnswer(probe);
    } catch (thrown) {
      if (own === turn.current) setProbing({ type: "failed", request, problem: toIpcError(thrown) });
    }
  };
  const forget = () => {
    turn.current += 1;
    setProbing({ type: "idle" });
  };
  return { probing, ask, forget };
}

/** It may be whole: `10.0.0.1`, `10.0.0.1:2886`, `[fd00::1]:2886`, `https://ocp.example:8080`. */
export function looksLikeAddress(text: string): boolean {
  const clean = text.trim();
  if (/^https?:\/\/[^/\s]+\.?[^/\s]*$/i.test(clean)) return clean.length > 10;
  return /^\d{1,3}(\.\d{1,3}){3}(:\d{2,5})?$/.test(clean) || /^\[[0-9a-f:]{2,}\](:\d{2,5})?$/i.test(clean);
}
