import { screen, waitFor } from "@testing-library/react";

import { emptyWorld, type FakeWorld } from "../../../platform/fake/world";
import { scenarios } from "../scenarios";

export function busyWorld(): FakeWorld {
  return worldOf("busy");
}

export function worldOf(scenario: string): FakeWorld {
  const world = emptyWorld(scenario);
  scenarios[scenario]?.(world);
  return world;
}

/** The row with this name, or whose work begins so. */
export function row(name: string): Promise<HTMLElement> {
  return waitFor(() => {
    const found = rowNamed(name);
    if (found === null) throw new Error(`there is no row ${name}`);
    return found;
  });
}

export function rowNamed(name: string): HTMLElement | null {
  const rows = screen.queryAllByRole("row").filter((element) => element.getAttribute("aria-level") === "2");
  const says = (element: Element) => element.textContent === name || element.textContent.startsWith(`${name} `);
  return rows.find((element) => [...element.querySelectorAll("bdi, [role=gridcell]")].some(says)) ?? null;
}

export function grid(): HTMLElement {
  return screen.getByRole("treegrid", { name: "Connections" });
}

/** What is shown of the selected row. */
export function panel(): HTMLElement {
  return screen.getByRole("complementary");
}

/** Names in the list, from top to bottom. */
export function shownNames(): string[] {
  return screen
    .getAllByRole("row")
    .filter((element) => element.getAttribute("aria-level") === "2")
    .map((element) => element.querySelectorAll("[role=gridcell]")[1]?.textContent ?? "");
}
