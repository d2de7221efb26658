import type { Commands, Streams } from "../ipc/generated";

/** A stream's request as the screens give it; the adapter chooses the watch id. */
export type WatchRequest<S extends keyof Streams> = Omit<Streams[S][0], "watchId">;

/** Everything the UI needs from what it runs in. A failed call rejects with an `IpcError`. */
export type Platform = {
  call<C extends keyof Commands>(command: C, request: Commands[C][0]): Promise<Commands[C][1]>;
  /** Returns the function that ends the subscription. */
  watch<S extends keyof Streams>(
    stream: S,
    request: WatchRequest<S>,
    onEvent: (event: Streams[S][1]) => void,
    onFailure?: (problem: unknown) => void,
  ): () => void;
  copyText(text: string): Promise<void>;
  setTitle(title: string): void;
};
