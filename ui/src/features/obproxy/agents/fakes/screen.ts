import { screen } from "@testing-library/react";

import { emptyWorld, type FakeWorld } from "../../../../platform/fake/world";
import { scenarios } from "../scenarios";

export function proxiesWorld(scenario = "proxies"): FakeWorld {
  const world = emptyWorld(scenario);
  scenarios[scenario]?.(world);
  return world;
}

/** What was asked of the console, in order. */
export function asked(world: FakeWorld, command: string): unknown[] {
  return world.calls.filter((call) => call.command === command).map(({ request }) => request);
}

/** The row of an agent. */
export async function agentRow(agent: string): Promise<HTMLElement> {
  const box = await screen.findByRole("checkbox", { name: `Tick ${agent}` });
  const row = box.closest("tr");
  if (row === null) throw new Error(`${agent} has no row`);
  return row;
}
