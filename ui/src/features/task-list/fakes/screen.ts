import { screen, waitFor, within } from "@testing-library/react";

import { emptyWorld, type FakeWorld } from "../../../platform/fake/world";
import { scenarios as history } from "../../history/scenarios";
import { scenarios } from "../scenarios";

export function tasksWorld(scenario = "tasks"): FakeWorld {
  const world = emptyWorld(scenario);
  scenarios[scenario]?.(world);
  history[scenario]?.(world);
  return world;
}

export function grid(): HTMLElement {
  return screen.getByRole("grid", { name: "Tasks of all connections" });
}

/** What the rows say, from top to bottom, without the head. */
export function rowTexts(): string[] {
  return within(grid())
    .getAllByRole("row")
    .slice(1)
    .map((row) => row.textContent ?? "");
}

/** The row that contains these words. */
export function row(...words: string[]): Promise<HTMLElement> {
  return waitFor(() => {
    const found = within(grid())
      .getAllByRole("row")
      .find((one) => words.every((word) => one.textContent?.includes(word)));
    if (found === undefined) throw new Error(`there is no row ${words.join(" ")}`);
    return found;
  });
}
