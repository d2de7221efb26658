import type { Language, Theme } from "../../ipc/generated";
import type { Platform } from "../platform";
import { fakePlatform } from "./fake";
import { type FakeWorld, emptyWorld } from "./world";

const scenarios = import.meta.glob<{ scenarios: Record<string, (world: FakeWorld) => void> }>(
  "../../features/**/scenarios.ts",
  { eager: true },
);

/** `?scenario=busy&theme=dark&lang=zh&delay=300`; features add scenarios in `features/<noun>/scenarios.ts`. */
export function fakeFromUrl(url: URL): Platform {
  const query = url.searchParams;
  const world = emptyWorld(query.get("scenario") ?? "default");
  world.delayMs = Number(query.get("delay") ?? 0);
  world.preferences.theme = oneOf<Theme>(query.get("theme"), ["system", "light", "dark"]);
  world.preferences.language = oneOf<Language>(query.get("lang"), ["system", "en", "zh"]);
  for (const module of Object.values(scenarios)) module.scenarios[world.scenario]?.(world);
  return fakePlatform(world);
}

function oneOf<T extends string>(given: string | null, known: [T, ...T[]]): T {
  return known.find((value) => value === given) ?? known[0];
}
