import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";

import { emptyWorld, failure } from "../../platform/fake/world";
import { violationsIn } from "../../test/violations";
import { renderPart } from "../../test/render-part";
import { ExportDialog } from "./export-dialog";
import { connectionsFor } from "./fixtures";

const CANARY = "Canary night boat 77";

function worldOfThree() {
  const world = emptyWorld();
  world.connections = connectionsFor(["ob_pay", "ob_order", "ob_lab"]);
  return world;
}

const exported = (world: ReturnType<typeof emptyWorld>) =>
  world.calls.filter((call) => call.command === "export_connections").map((call) => call.request);

describe("ExportDialog", () => {
  it("exports all without passwords, and says where", async () => {
    const world = worldOfThree();
    const onClose = vi.fn();
    const { user } = renderPart(world, <ExportDialog ids={[]} onClose={onClose} />);
    await user.click(await screen.findByRole("button", { name: "Export 3 connections…" }));
    expect(await screen.findByText("3 connections are in the file")).toBeVisible();
    expect(screen.getByText("It holds no password")).toBeVisible();
    expect(screen.getByText("/home/dba/obdeck-connections.json")).toBeVisible();
    expect(exported(world)).toEqual([{ ids: [], passphrase: null }]);
    await user.click(screen.getByRole("button", { name: "Close" }));
    expect(onClose).toHaveBeenCalledOnce();
  });

  it("exports the chosen ones only", async () => {
    const world = worldOfThree();
    const { user } = renderPart(world, <ExportDialog ids={["c-ob_order"]} onClose={vi.fn()} />);
    expect(await screen.findByText("1 ticked")).toBeVisible();
    await user.click(screen.getByRole("checkbox", { name: /ob_lab/ }));
    await user.click(screen.getByRole("button", { name: "Export 2 connections…" }));
    await screen.findByText("2 connections are in the file");
    expect(exported(world)).toEqual([{ ids: ["c-ob_order", "c-ob_lab"], passphrase: null }]);
  });

  it("has nothing to do when none is ticked", async () => {
    const world = worldOfThree();
    const { user } = renderPart(world, <ExportDialog ids={[]} onClose={vi.fn()} />);
    await user.click(await screen.findByRole("checkbox", { name: "All connections (3)" }));
    const confirm = screen.getByRole("button", { name: "Export 0 connections…" });
    expect(confirm).toHaveAccessibleDescription("No connection is ticked");
    await user.click(confirm);
    expect(exported(world)).toEqual([]);
  });

  it("takes passwords only under a passphrase typed twice, and warns", async () => {
    const world = worldOfThree();
    const { user } = renderPart(world, <ExportDialog ids={[]} onClose={vi.fn()} />);
    await user.click(await screen.findByRole("switch", { name: /^With passwords/ }));
    expect(screen.getByText(/Whoever has both file and passphrase has the passwords/)).toBeVisible();
    const confirm = screen.getByRole("button", { name: "Export 3 connections…" });
    await user.click(confirm);
    expect(exported(world)).toEqual([]);
    await user.type(screen.getByLabelText("Passphrase of the file"), CANARY);
    await user.type(screen.getByLabelText("The same again"), CANARY);
    await user.click(confirm);
    expect(await screen.findByText("3 passwords, under the passphrase")).toBeVisible();
    expect(exported(world)).toEqual([{ ids: [], passphrase: "masked" }]);
    expect(document.body.innerHTML + JSON.stringify(world.calls)).not.toContain(CANARY);
  });

  it("keeps passwords out while they are locked", async () => {
    const world = worldOfThree();
    world.vault = { protection: "locked", reason: null, setAside: null };
    renderPart(world, <ExportDialog ids={[]} onClose={vi.fn()} />);
    await waitFor(() => expect(screen.getByRole("switch")).toBeDisabled());
    expect(screen.getByText(/Passwords are locked: unlock them/)).toBeVisible();
  });

  it("says so when no file was chosen, and when it cannot be written", async () => {
    const world = worldOfThree();
    world.exportPath = null;
    const { user } = renderPart(world, <ExportDialog ids={[]} onClose={vi.fn()} />);
    await user.click(await screen.findByRole("button", { name: "Export 3 connections…" }));
    expect(await screen.findByText("No file was chosen, so nothing was written.")).toBeVisible();
    world.failing.set("export_connections", failure("storage", "permission denied"));
    await user.click(screen.getByRole("button", { name: "Export 3 connections…" }));
    expect(await within(screen.getByRole("dialog")).findByRole("alert")).toHaveTextContent("permission denied");
    expect(screen.queryByText("No file was chosen, so nothing was written.")).toBeNull();
  });

  it("has no accessibility violations", async () => {
    const { user } = renderPart(worldOfThree(), <ExportDialog ids={[]} onClose={vi.fn()} />);
    await user.click(await screen.findByRole("switch"));
    expect(await violationsIn(screen.getByRole("dialog"))).toEqual([]);
  });
});
