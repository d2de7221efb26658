import type { IpcError } from "../../../ipc/generated";

const RIGHTS = [
  "OBPROXY_MANAGER",
  "TASK_MANAGER",
  "TASK_VIEWER",
  "HOST_VIEWER",
  "PACKAGE_VIEWER",
  "PACKAGE_MANAGER",
  "CLUSTER_VIEWER",
] as const;

/** The right of OCP that an answer says is missing. */
export function missingRight({ message, detail }: IpcError): string | null {
  const said = `${message} ${detail ?? ""}`;
  return RIGHTS.find((right) => said.includes(right)) ?? null;
}
