import { useEffect, useRef, useState } from "react";

import { toIpcError } from "../../../../ipc/failure";
import type { ClusterView, ConnectionView, IpcError } from "../../../../ipc/generated";
import { usePlatform } from "../../../../platform/context";

export type Topology =
  | { type: "idle" }
  | { type: "reading"; name: string }
  | { type: "filled"; name: string; count: number }
  /** It told no address for SQL. */
  | { type: "none"; name: string }
  | { type: "failed"; problem: IpcError };

/** Reads the SQL addresses of a cluster's servers, once. */
export function useTopology(onServers: (servers: string[]) => void) {
  const platform = usePlatform();
  const [topology, setTopology] = useState<Topology>({ type: "idle" });
  const stop = useRef<(() => void) | null>(null);
  const end = () => {
    stop.current?.();
    stop.current = null;
  };
  useEffect(() => () => stop.current?.(), []);

  const read = ({ id, settings: { name } }: ConnectionView) => {
    end();
    setTopology({ type: "reading", name });
    let told = false;
    const off = platform.watch(
      "watch_cluster",
      { connectionId: id },
      ({ cluster }) => {
        if (told || cluster.readAt === null) return;
        told = true;
        // The first event may come before there is anything to close.
        queueMicrotask(end);
        const servers = serversOf(cluster);
        if (servers.length > 0) onServers(servers);
        setTopology(servers.length === 0 ? { type: "none", name } : { type: "filled", name, count: servers.length });
      },
      (thrown) => setTopology({ type: "failed", problem: toIpcError(thrown) }),
    );
    stop.current = off;
  };
  return { topology, read };
}

/** `ip:port` with the SQL port, one a server, in the order of the zones. */
export function serversOf({ zones }: ClusterView): string[] {
  return zones.flatMap(({ hosts }) => hosts.flatMap(({ sqlAddress }) => sqlAddress ?? []));
}
