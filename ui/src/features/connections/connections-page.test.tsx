import { act, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import { emptyWorld, failure } from "../../platform/fake/world";
import { renderApp } from "../../test/render-app";
import { busyWorld, grid, panel, row, rowNamed, shownNames } from "./fakes/screen";
import { changeConnection, tellWatchers } from "./fakes/watch";
import { scenarios } from "./scenarios";

describe("connections", () => {
  it("contacts nobody when it is opened", async () => {
    const world = busyWorld();
    renderApp(world);
    await row("ob_trade");
    const ofThisComputer = new Set(["home", "app_info", "load_preferences", "set_tray"]);
    expect(world.calls.filter(({ command }) => !ofThisComputer.has(command))).toEqual([]);
  });

  it("shows environment, state, work and guard in words", async () => {
    renderApp(busyWorld());
    const trade = await row("ob_trade");
    for (const word of ["PROD", "obshell", "10.10.20.1:2886", "+8", "4.3.5.1", "Locked", "Upgrade obproxy", "7/10"]) {
      expect(trade).toHaveTextContent(word);
    }
    expect(trade).toHaveTextContent("Type name");
    expect(await row("ob_order_dev")).toHaveTextContent("Not contacted");
  });

  it("says plainly what happened to files and keychain", async () => {
    const world = emptyWorld("memory");
    scenarios["memory"]?.(world);
    renderApp(world);
    expect(await screen.findByText(/No keychain was found/)).toBeVisible();
    expect(screen.getByText(/was set aside as .*bad-20261120/)).toBeVisible();
  });

  it("teaches when it is empty, and opens the wizard with practice agents", async () => {
    const { user } = renderApp(emptyWorld());
    expect(await screen.findByText("No connections yet")).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Start practice cluster" }));
    await waitFor(() => expect(screen.getAllByText("SINGLE")).toHaveLength(3));
  });

  it("shows what keeps it from reading, and reads again", async () => {
    const world = emptyWorld();
    world.failing.set("home", failure("storage", "database disk image is malformed", { retryable: true }));
    const { user } = renderApp(world);
    expect(await screen.findByText("OBDeck cannot read or write its own data")).toBeVisible();
    world.failing.clear();
    await user.click(screen.getByRole("button", { name: "Try again" }));
    await waitFor(() => expect(screen.queryByText("OBDeck cannot read or write its own data")).toBeNull());
  });

  it("follows the stream", async () => {
    const world = busyWorld();
    renderApp(world);
    expect(await row("ob_pay_dev")).toHaveTextContent("Available");
    act(() =>
      changeConnection(world, "c-ob_pay_dev", (one) => ({ ...one, state: { ...one.state, kind: "restricted" } })),
    );
    expect(await row("ob_pay_dev")).toHaveTextContent("Restricted");
    world.connections = world.connections.filter(({ id }) => id !== "c-ob_pay_dev");
    act(() => tellWatchers(world));
    expect(rowNamed("ob_pay_dev")).toBeNull();
  });
});

describe("the list by keys", () => {
  it("moves, opens the panel and comes back", async () => {
    const { user } = renderApp(busyWorld());
    await row("ob_pay");
    grid().focus();
    await user.keyboard("{ArrowDown}j");
    expect(panel()).toHaveAccessibleName("About ob_pay_stage");
    await user.keyboard("k");
    expect(panel()).toHaveAccessibleName("About ob_trade");
    expect(grid()).toHaveAttribute("aria-activedescendant", "connection-c-ob_trade");
    await user.keyboard(" ");
    await waitFor(() => expect(within(panel()).getByRole("button", { name: "Open" })).toHaveFocus());
    await user.keyboard("{Escape}");
    expect(grid()).toHaveFocus();
  });

  it("opens the overview of a cluster, and the panel of what has none", async () => {
    const { user } = renderApp(busyWorld());
    await user.click(await row("ocp-main"));
    grid().focus();
    await user.keyboard("{Enter}");
    await waitFor(() => expect(within(panel()).getByRole("button", { name: "Stop contact" })).toHaveFocus());
    expect(window.location.hash).toBe("#/");
    await user.dblClick(await row("ob_trade"));
    expect(window.location.hash).toBe("#/clusters/c-ob_trade");
    expect(await screen.findByRole("heading", { name: "ob_trade" })).toBeVisible();
  });

  it("folds and unfolds, and remembers it", async () => {
    const world = busyWorld();
    const { user } = renderApp(world);
    await row("ob_pay");
    await waitFor(() => expect(rowNamed("ob_2019")).toBeNull());
    grid().focus();
    await user.keyboard("{ArrowLeft}");
    expect(rowNamed("ob_trade")).toBeNull();
    expect(world.preferences.foldedGroups).toEqual(["Archive", "Payments"]);
    expect(screen.getByRole("row", { name: /Payments/ })).toHaveAttribute("aria-expanded", "false");
    await user.keyboard("{ArrowRight}");
    expect(await row("ob_trade")).toBeVisible();
    expect(world.preferences.foldedGroups).toEqual(["Archive"]);
  });

  it("finds by name, address, version, group and note, in folded groups too", async () => {
    const { user } = renderApp(busyWorld());
    await row("ob_pay");
    await user.keyboard("/");
    const field = screen.getByLabelText("Filter connections");
    expect(field).toHaveFocus();
    for (const [text, found] of [
      ["ob_20", ["ob_2019", "ob_2020", "ob_2021"]],
      ["10.10.20.7", ["ob_trade"]],
      ["4.4.0", ["ob_pay_dev"]],
      ["archive trial", ["ob_trial"]],
      ["settles at", ["ob_trade"]],
    ] as const) {
      await user.clear(field);
      await user.type(field, text);
      expect(shownNames()).toEqual(found);
    }
    await user.type(field, "nonsense");
    expect(screen.getByText("Nothing matches the filter")).toBeVisible();
    await user.keyboard("{Escape}");
    expect(field).toHaveValue("");
    expect(await row("ob_pay")).toBeVisible();
  });

  it("counts what a chip leaves", async () => {
    const { user } = renderApp(busyWorld());
    await row("ob_pay");
    for (const name of ["PROD", "Running", "Needs you"]) {
      const chip = screen.getByRole("button", { name: new RegExp(`^(Running|Failed)?${name}`) });
      await user.click(chip);
      expect(chip).toHaveAttribute("aria-pressed", "true");
      expect(chip).toHaveTextContent(String(shownNames().length));
      await user.click(chip);
    }
    expect(screen.getByRole("button", { name: /^All/ })).toHaveAttribute("aria-pressed", "true");
  });

  it("draws cards, and keeps that", async () => {
    const world = busyWorld();
    const { user } = renderApp(world);
    await row("ob_pay");
    await user.click(screen.getByLabelText("Cards"));
    expect(within(await row("ob_trade")).getAllByRole("gridcell")).toHaveLength(1);
    expect(world.preferences.panes).toEqual({ connectionsLook: 1 });
    grid().focus();
    await user.keyboard("{ArrowRight}");
    expect(panel()).toHaveAccessibleName("About ob_trade");
  });
});

describe("order", () => {
  const order = (world: ReturnType<typeof busyWorld>, group: string) =>
    world.connections.filter(({ settings }) => settings.group === group).map(({ settings }) => settings.name);

  it("changes by keys, within a group and across groups", async () => {
    const world = busyWorld();
    const { user } = renderApp(world);
    await row("ob_pay");
    grid().focus();
    await user.keyboard("{Alt>}{ArrowDown}{ArrowDown}{/Alt}");
    await waitFor(() => expect(order(world, "Payments")).toEqual(["ob_trade", "ob_pay_stage", "ob_pay", "ob_pay_dev"]));
    expect(screen.getByText("ob_pay moved to place 3 of 4 in Payments")).toBeInTheDocument();
    await user.keyboard("{Alt>}{Shift>}{ArrowDown}{/Shift}{/Alt}");
    await waitFor(() => expect(order(world, "Orders")[0]).toBe("ob_pay"));
    expect(panel()).toHaveAccessibleName("About ob_pay");
  });

  it("goes back when the console refuses it", async () => {
    const world = busyWorld();
    world.failing.set("arrange_connections", failure("storage", "disk full"));
    const { user } = renderApp(world);
    await row("ob_pay");
    grid().focus();
    await user.keyboard("{Alt>}{ArrowDown}{/Alt}");
    expect(await screen.findByText("OBDeck cannot read or write its own data")).toBeVisible();
    expect(shownNames().slice(0, 2)).toEqual(["ob_pay", "ob_trade"]);
  });

  it("moves to a group by its name", async () => {
    const world = busyWorld();
    const { user } = renderApp(world);
    await user.click(await row("ob_trade"));
    await user.click(screen.getByRole("button", { name: "More about ob_trade" }));
    await user.click(await screen.findByRole("menuitem", { name: "Move to group…" }));
    const dialog = await screen.findByRole("dialog", { name: "Move ob_trade to a group" });
    await user.click(within(dialog).getByRole("button", { name: "Platform" }));
    await user.click(within(dialog).getByRole("button", { name: "Move" }));
    await waitFor(() => expect(order(world, "Platform")).toEqual(["ocp-main", "ob_report", "ob_trade"]));
  });
});

describe("drafts and runs without a connection", () => {
  it("stand at the end, in the server's own words where it has some", async () => {
    renderApp(busyWorld());
    expect(await screen.findByRole("row", { name: /Drafts and runs/ })).toBeVisible();
    expect(await screen.findByText("PAUSED/RUN")).toBeVisible();
    expect(shownNames().slice(-5)).toEqual(["ob_lab", "ob_order", "no name yet", "ob_books", "ob_audit"]);
  });

  it("deletes a draft only after asking", async () => {
    const world = busyWorld();
    const { user } = renderApp(world);
    await user.click(await row("Draft: step 3"));
    const remove = within(panel()).getByRole("button", { name: "Delete" });
    await user.click(remove);
    await user.click(within(await screen.findByRole("dialog")).getByRole("button", { name: "Cancel" }));
    expect(world.drafts.has("draft-1")).toBe(true);
    await user.click(remove);
    await user.click(within(await screen.findByRole("dialog")).getByRole("button", { name: "Delete draft" }));
    await waitFor(() => expect(screen.queryByText("Draft: step 3 of 5, Resources")).toBeNull());
    expect(world.drafts.has("draft-1")).toBe(false);
  });

  it("does not forget what still runs, and says why", async () => {
    const world = busyWorld();
    const { user } = renderApp(world);
    await user.click(await row("ob_lab"));
    await user.click(within(panel()).getByRole("button", { name: "Delete" }));
    const dialog = await screen.findByRole("dialog");
    expect(within(dialog).getByText(/still running/)).toBeVisible();
    await user.click(within(dialog).getByRole("button", { name: "Remove from list" }));
    expect(world.operations).toHaveLength(4);
  });

  it("continues a draft", async () => {
    const { user } = renderApp(busyWorld());
    await user.click(await row("Draft: step 3"));
    await user.click(within(panel()).getByRole("button", { name: "Continue" }));
    expect(window.location.hash).toBe("#/wizards/draft-1");
  });
});
