import type { Commands, Streams } from "../../ipc/generated";
import type { WatchRequest } from "../platform";
import type { FakeWorld } from "./world";

/** What a fake answers. A feature adds its own in `features/<noun>/fake.ts`: `export const fake: FakePart = …`. */
export type FakeHandlers = {
  commands?: { [C in keyof Commands]?: (request: Commands[C][0]) => Commands[C][1] | Promise<Commands[C][1]> };
  /** What else a command changes, once whoever answers it has answered. */
  also?: { [C in keyof Commands]?: (request: Commands[C][0]) => void };
  /** Emits events until the returned function is called. */
  streams?: {
    [S in keyof Streams]?: (request: WatchRequest<S>, emit: (event: Streams[S][1]) => void) => () => void;
  };
};

export type FakePart = (world: FakeWorld) => FakeHandlers;
