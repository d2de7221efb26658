import type { Commands } from "../../ipc/generated";
import type { Platform } from "../platform";
import type { FakeHandlers, FakePart } from "./part";
import { failure, type FakeWorld } from "./world";

const features = import.meta.glob<{ fake: FakePart }>("../../features/**/fake.ts", { eager: true });

/** A platform in memory, put together from what each feature fakes. */
export function fakePlatform(world: FakeWorld, extra: FakePart = () => ({})): Platform & { copied: string[] } {
  const parts = [...Object.values(features).map((module) => module.fake), extra].map((part) => part(world));
  const commands: NonNullable<FakeHandlers["commands"]> = Object.assign({}, ...parts.map((part) => part.commands));
  const streams: NonNullable<FakeHandlers["streams"]> = Object.assign({}, ...parts.map((part) => part.streams));
  const copied: string[] = [];
  return {
    copied,
    async call<C extends keyof Commands>(command: C, request: Commands[C][0]): Promise<Commands[C][1]> {
      world.calls.push({ command, request: withoutSecrets(request) });
      if (world.delayMs > 0) await new Promise((resolve) => setTimeout(resolve, world.delayMs));
      const problem = world.failing.get(command);
      // oxlint-disable-next-line no-throw-literal, typescript/only-throw-error -- the window rejects with the plain DTO
      if (problem !== undefined) throw problem;
      const handler = commands[command];
      // oxlint-disable-next-line no-throw-literal, typescript/only-throw-error -- as above
      if (handler === undefined) throw failure("internal", `the fake does not answer ${command}`);
      const reply = structuredClone(await handler(structuredClone(request)));
      for (const part of parts) part.also?.[command]?.(request);
      return reply;
    },
    watch(stream, request, onEvent) {
      return streams[stream]?.(request, onEvent) ?? (() => {});
    },
    async copyText(text) {
      copied.push(text);
      await navigator.clipboard?.writeText(text).catch(() => undefined);
    },
    setTitle(title) {
      document.title = title;
    },
  };
}

/** A password is handed on, never remembered. */
function withoutSecrets(request: object): unknown {
  const masked = Object.entries(request).map(([key, value]) => [
    key,
    SECRETS.has(key) && value !== null ? "masked" : value,
  ]);
  return structuredClone(Object.fromEntries(masked));
}

const SECRETS: ReadonlySet<string> = new Set(["value", "passphrase"]);
