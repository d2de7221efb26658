import { screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, expect, it } from "vitest";

import { renderApp } from "../../../test/render-app";
import { violationsIn } from "../../../test/violations";
import { clustersWorld } from "../fakes/screen";

const sizes = ["offsetHeight", "offsetWidth", "clientHeight"] as const;
const before = sizes.map((name) => Object.getOwnPropertyDescriptor(HTMLElement.prototype, name));

beforeEach(() => {
  for (const name of sizes) Object.defineProperty(HTMLElement.prototype, name, { configurable: true, get: () => 600 });
});
afterEach(() =>
  sizes.forEach((name, index) => {
    const own = before[index];
    if (own === undefined) Reflect.deleteProperty(HTMLElement.prototype, name);
    else Object.defineProperty(HTMLElement.prototype, name, own);
  }),
);

async function open() {
  const view = renderApp(clustersWorld(), "/clusters/c-ob_many");
  const grid = await screen.findByRole("grid", { name: "Hosts" });
  const hosts = () =>
    within(grid)
      .getAllByRole("row")
      .slice(1)
      .map((row) => row.querySelectorAll("[role=gridcell]")[1]?.textContent);
  return { ...view, grid, hosts };
}

it("draws only what is in sight of a hundred and twenty hosts", async () => {
  const { grid, hosts } = await open();
  expect(grid).toHaveAttribute("aria-rowcount", "121");
  expect(hosts().length).toBeLessThan(60);
  expect(screen.queryAllByRole("article")).toHaveLength(0);
  expect(await violationsIn(screen.getByRole("main"))).toEqual([]);
});

it("sorts by a column, and turns round", async () => {
  const { user, hosts, grid } = await open();
  await user.click(within(grid).getByRole("button", { name: "Host" }));
  expect(hosts().slice(0, 2)).toEqual(["10.20.7.1:2881", "10.20.7.2:2881"]);
  await user.click(within(grid).getByRole("button", { name: "Host" }));
  expect(hosts()[0]).toBe("10.20.7.120:2881");
  expect(within(grid).getByRole("columnheader", { name: "Host" })).toHaveAttribute("aria-sort", "descending");
  await user.click(within(grid).getByRole("button", { name: "Stands out" }));
  expect(hosts().slice(0, 3).toSorted()).toEqual(["10.20.7.17:2881", "10.20.7.23:2881", "10.20.7.28:2881"]);
});

it("filters at a press of /, and opens a menu by Enter", async () => {
  const { user, hosts, grid } = await open();
  await user.keyboard("/");
  expect(screen.getByLabelText("Filter hosts")).toHaveFocus();
  await user.keyboard("zone2 diskfull");
  expect(hosts()).toEqual(["10.20.7.17:2881"]);
  expect(screen.getByText("1 of 120 hosts")).toBeVisible();
  await user.keyboard("{ArrowDown}");
  expect(grid).toHaveFocus();
  await user.keyboard("{Enter}");
  expect(await screen.findByRole("menuitem", { name: "Scale in" })).toBeVisible();
});

it("moves by keys through all rows", async () => {
  const { user, grid } = await open();
  grid.focus();
  await user.keyboard("{End}");
  grid.dispatchEvent(new Event("scroll"));
  await waitFor(() => expect(grid).toHaveAttribute("aria-activedescendant", "host-10.20.7.120:2886"));
});

it("says that nothing matches", async () => {
  const { user } = await open();
  await user.type(screen.getByLabelText("Filter hosts"), "nonsense");
  expect(screen.getByText("No host matches the filter")).toBeVisible();
});
