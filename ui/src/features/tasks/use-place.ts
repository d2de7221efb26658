import type { OperationHead } from "../../ipc/generated";
import { useConnections } from "../connections/live/use-connections";

/** Where an operation runs: its cluster; of an OCP the connection, since its OBProxy cluster stands in the heading. */
export function usePlace(head: OperationHead | null): string {
  const { connections } = useConnections();
  if (head === null) return "";
  if (head.system !== "ocp") return head.clusterName;
  return connections?.find(({ id }) => id === head.connectionId)?.settings.name ?? "";
}
