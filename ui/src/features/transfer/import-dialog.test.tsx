import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";

import { emptyWorld, failure } from "../../platform/fake/world";
import { violationsIn } from "../../test/violations";
import { renderPart } from "../../test/render-part";
import { WRONG_PASSPHRASE } from "../settings/fake";
import { ImportDialog } from "./import-dialog";
import { importFile, importItem } from "./scenarios";

const CANARY = "Canary night boat 77";

function fileWorld() {
  const world = emptyWorld();
  world.importFile = importFile(world.now());
  return world;
}

async function openPreview(world = fileWorld()) {
  const onClose = vi.fn();
  const view = renderPart(world, <ImportDialog onClose={onClose} />);
  await view.user.click(await screen.findByRole("button", { name: "Choose a file…" }));
  await screen.findByRole("dialog", { name: "What the file would change" });
  return { ...view, world, onClose };
}

const rowOf = (name: string) => {
  const row = screen.getByText(name).closest<HTMLElement>("[class*=item]");
  if (row === null) throw new Error(`no row ${name}`);
  return row;
};
const applied = (world: ReturnType<typeof emptyWorld>) =>
  world.calls.filter((call) => call.command === "apply_import").map((call) => call.request);

describe("ImportDialog", () => {
  it("says what will happen before it asks for a file, and stays when none is chosen", async () => {
    const world = emptyWorld();
    const { user } = renderPart(world, <ImportDialog onClose={vi.fn()} />);
    expect(await screen.findByText(/nothing is stored until you say so/)).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Choose a file…" }));
    await waitFor(() => expect(world.calls.some((call) => call.command === "read_import")).toBe(true));
    expect(screen.getByRole("dialog", { name: "Import connections" })).toBeVisible();
  });

  it("tells why a file cannot be read", async () => {
    const world = emptyWorld();
    world.failing.set("read_import", failure("invalid", "this is not an export of OBDeck"));
    const { user } = renderPart(world, <ImportDialog onClose={vi.fn()} />);
    await user.click(await screen.findByRole("button", { name: "Choose a file…" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("this is not an export of OBDeck");
  });

  it("shows every difference, the reason of a refusal, and that trusted keys stay", async () => {
    await openPreview();
    const changed = rowOf("ob_pay");
    expect(changed).toHaveTextContent("Changed");
    expect(changed).toHaveTextContent(/Environmenthere:STAGE→in the file:PROD/);
    expect(changed).toHaveTextContent(/Guardhere:Confirm→in the file:Type name/);
    expect(changed).toHaveTextContent(/Passwordshere:root@sys, agent→in the file:none/);
    expect(changed).toHaveTextContent(/Notehere:none→in the file:Ask the payments team/);
    expect(changed).toHaveTextContent("they must be entered again");
    expect(changed).toHaveTextContent(/another key for 1 agent\. The key trusted here stays: 10\.10\.10\.2:2886/);
    expect(rowOf("ob_odd")).toHaveTextContent("not an address is no address");
    expect(within(rowOf("ob_odd")).queryByRole("checkbox")).toBeNull();
    expect(within(rowOf("ob_order")).queryByRole("checkbox")).toBeNull();
  });

  it("ticks what is new, and leaves what would overwrite to the user", async () => {
    const { user, world } = await openPreview();
    expect(screen.getByRole("checkbox", { name: "Take ob_risk" })).toBeChecked();
    expect(screen.getByRole("checkbox", { name: "Take ob_pay" })).not.toBeChecked();
    await user.click(screen.getByRole("checkbox", { name: "Take ob_pay" }));
    await user.click(screen.getByRole("checkbox", { name: "Take ob_risk_stage" }));
    await user.click(screen.getByRole("button", { name: "Import 2 connections" }));
    expect(await screen.findByText("1 connection added")).toBeVisible();
    expect(screen.getByText("1 connection changed")).toBeVisible();
    expect(screen.getByText("No password taken")).toBeVisible();
    expect(applied(world)).toEqual([{ importId: "import-1", accept: ["ob_risk", "ob_pay"], passphrase: null }]);
  });

  it("tells a wrong passphrase at the field, and nothing was imported", async () => {
    const { user, world } = await openPreview();
    const field = screen.getByLabelText("Passphrase of the file");
    await user.type(field, WRONG_PASSPHRASE);
    await user.click(screen.getByRole("button", { name: "Import 2 connections" }));
    expect(await screen.findByText("This is not the passphrase")).toBeVisible();
    expect(screen.queryByRole("alert")).toBeNull();
    expect(field).toHaveValue("");
    expect(field).toHaveFocus();
    await user.type(field, `${CANARY}{Enter}`);
    expect(await screen.findByText("5 passwords taken")).toBeVisible();
    expect(document.body.innerHTML + JSON.stringify(world.calls)).not.toContain(CANARY);
  });

  it("has nothing to take from a file that says what is here already", async () => {
    const world = fileWorld();
    const preview = importFile(world.now());
    world.importFile = { ...preview, secrets: 0, items: preview.items.filter((item) => item.change === "same") };
    const { user } = await openPreview(world);
    const confirm = screen.getByRole("button", { name: "Import 0 connections" });
    expect(confirm).toHaveAccessibleDescription("Nothing in the file is new or changed");
    await user.click(confirm);
    expect(applied(world)).toEqual([]);
    expect(screen.queryByLabelText("Passphrase of the file")).toBeNull();
  });

  it("draws only what is in sight of a huge file", async () => {
    // jsdom lays nothing out: the table is as high as ten rows.
    vi.spyOn(Element.prototype, "clientHeight", "get").mockReturnValue(370);
    vi.spyOn(HTMLElement.prototype, "offsetHeight", "get").mockReturnValue(37);
    const world = fileWorld();
    const items = Array.from({ length: 10_000 }, (_, index) => importItem(`ob_${index}`));
    world.importFile = { ...importFile(world.now()), items };
    const { user } = await openPreview(world);
    expect(screen.getAllByRole("row").length).toBeLessThan(60);
    await user.click(screen.getByRole("button", { name: "Import 10000 connections" }));
    expect(await screen.findByText("10000 connections added")).toBeVisible();
  });

  it("says when imported passwords do not last", async () => {
    const world = fileWorld();
    world.vault = { protection: "memoryOnly", reason: "no keychain", setAside: null };
    const { user } = await openPreview(world);
    await user.type(screen.getByLabelText("Passphrase of the file"), `${CANARY}{Enter}`);
    expect(await screen.findByText(/Passwords are not saved on this computer/)).toBeVisible();
  });

  it("has no accessibility violations", async () => {
    await openPreview();
    expect(await violationsIn(screen.getByRole("dialog"))).toEqual([]);
  });
});
