import { act, screen } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";

import { renderApp } from "../../../test/render-app";
import { busyWorld, grid, panel, row, rowNamed, worldOf } from "../fakes/screen";
import { changeConnection } from "../fakes/watch";
import type * as StateCells from "./state-cell";

const drawn: string[] = [];

vi.mock("./state-cell", async (original) => {
  const { StateCell, ...rest } = await original<typeof StateCells>();
  const Counted: typeof StateCell = ({ connection }) => {
    drawn.push(connection.settings.name);
    return <StateCell connection={connection} />;
  };
  return { ...rest, StateCell: Counted };
});

describe("rows", () => {
  it("are drawn anew only when their own connection changes", async () => {
    const world = busyWorld();
    const { user } = renderApp(world);
    await row("ob_trade");
    await user.click(await row("ob_pay"));
    drawn.length = 0;
    act(() =>
      changeConnection(world, "c-ob_trade", (one) => ({ ...one, state: { ...one.state, kind: "restricted" } })),
    );
    expect(await row("ob_trade")).toHaveTextContent("Restricted");
    expect(new Set(drawn)).toEqual(new Set(["ob_trade"]));
  });
});

describe("a thousand connections", () => {
  const sizes = ["offsetHeight", "offsetWidth", "clientHeight"] as const;
  const before = sizes.map((name) => Object.getOwnPropertyDescriptor(HTMLElement.prototype, name));
  afterEach(() =>
    sizes.forEach((name, index) => {
      const own = before[index];
      if (own === undefined) Reflect.deleteProperty(HTMLElement.prototype, name);
      else Object.defineProperty(HTMLElement.prototype, name, own);
    }),
  );

  it("draw only what is in sight, and every one can be reached", async () => {
    for (const name of sizes)
      Object.defineProperty(HTMLElement.prototype, name, { configurable: true, get: () => 600 });
    const world = worldOf("huge");
    const { user } = renderApp(world);
    await row("ob_0001");
    expect(screen.getAllByRole("row").length).toBeLessThan(60);
    expect(grid()).toHaveAttribute("aria-rowcount", "1021");
    grid().focus();
    await user.keyboard("{End}");
    expect(panel()).toHaveAccessibleName("About ob_1000");
    grid().dispatchEvent(new Event("scroll"));
    expect(await row("ob_1000")).toHaveAttribute("aria-selected", "true");
    expect(rowNamed("ob_0001")).toBeNull();
  });
});
