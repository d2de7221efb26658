import { screen } from "@testing-library/react";

import { emptyWorld, type FakeWorld } from "../../../platform/fake/world";
import { scenarios } from "../scenarios";

export function clustersWorld(): FakeWorld {
  const world = emptyWorld("clusters");
  scenarios["clusters"]?.(world);
  return world;
}

/** The card of a host, by the address it is called by. */
export function card(name: string): Promise<HTMLElement> {
  return screen.findByRole("article", { name });
}

/** What was asked of the console, in order. */
export function asked(world: FakeWorld, command: string): unknown[] {
  return world.calls.filter((call) => call.command === command).map(({ request }) => request);
}
