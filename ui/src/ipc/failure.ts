import type { IpcError } from "./generated";

/** A failed command as an exception; `problem` is what the window sent. */
export class IpcFailure extends Error {
  readonly problem: IpcError;

  constructor(problem: IpcError) {
    super(problem.message);
    this.name = "IpcFailure";
    this.problem = problem;
  }
}

/** Whatever was thrown, as an error that can be shown. */
export function toIpcError(thrown: unknown): IpcError {
  if (thrown instanceof IpcFailure) return thrown.problem;
  if (isIpcError(thrown)) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return { code: "internal", message, detail: null, retryable: false, traceId: null, agentCode: null };
}

function isIpcError(thrown: unknown): thrown is IpcError {
  return (
    typeof thrown === "object" && thrown !== null && "code" in thrown && "message" in thrown && "traceId" in thrown
  );
}
