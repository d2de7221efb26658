import type { Platform } from "../platform/platform";
import { IpcFailure, toIpcError } from "./failure";
import type { Commands } from "./generated";

/** Calls a command; rejects with `IpcFailure` and nothing else. */
export async function callCommand<C extends keyof Commands>(
  platform: Platform,
  command: C,
  request: Commands[C][0],
): Promise<Commands[C][1]> {
  try {
    return await platform.call(command, request);
  } catch (thrown) {
    throw new IpcFailure(toIpcError(thrown));
  }
}

/** The cache key of a command's reply. `[command]` alone names all its replies. */
export function commandKey<C extends keyof Commands>(command: C, request: Commands[C][0]) {
  return [command, request] as const;
}
