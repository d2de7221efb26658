import type { HostView } from "../../../ipc/generated";

export type ConnectCommand = { host: string; command: string };

/** `obclient -h… -P… -uroot@sys -p`, one a server; those that serve come first. */
export function connectCommands(hosts: HostView[]): ConnectCommand[] {
  return hosts
    .toSorted((a, b) => Number(serves(b)) - Number(serves(a)))
    .flatMap(({ sqlAddress }) => (sqlAddress === null ? [] : [connectCommand(sqlAddress)]));
}

export function connectCommand(sqlAddress: string): ConnectCommand {
  const at = sqlAddress.lastIndexOf(":");
  const ip = sqlAddress.slice(0, at).replace(/^\[|\]$/g, "");
  return { host: sqlAddress, command: `obclient -h${ip} -P${sqlAddress.slice(at + 1)} -uroot@sys -p` };
}

function serves({ observer, stale }: HostView): boolean {
  return observer === "running" && !stale;
}
