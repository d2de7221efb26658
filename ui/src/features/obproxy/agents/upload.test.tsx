import { act, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import type { FakeWorld } from "../../../platform/fake/world";
import { renderApp } from "../../../test/render-app";
import { violationsIn } from "../../../test/violations";
import { asked, proxiesWorld } from "./fakes/screen";
import { managing } from "./fakes/fleet";
import { changeProxy, proxiesOf } from "./fakes/state";

const THREE = ["10.20.30.1:2886", "10.20.30.2:2886", "10.20.30.3:2886"];

/** Begins an upload to all three agents; `step` lets it go on. */
async function begin(world: FakeWorld) {
  const view = renderApp(world, "/obproxy/agents/c-ob_order_stage");
  await view.user.click(await screen.findByRole("button", { name: "Upload package" }));
  await view.user.click(within(await screen.findByRole("dialog")).getByRole("button", { name: "Choose a file" }));
  const step = (times = 1) =>
    act(() => {
      for (let count = 0; count < times; count += 1) for (const go of proxiesOf(world).uploads) go();
    });
  return { ...view, step, dialog: await screen.findByRole("dialog", { name: "Upload a package to 3 agents" }) };
}

const line = (agent: string) => {
  const row = screen.getAllByRole("listitem").find((item) => item.textContent.includes(agent));
  if (row === undefined) throw new Error(`${agent} has no line`);
  return row;
};

describe("uploading a package", () => {
  it("says how far it is at each agent, and leads to the upgrade", async () => {
    const world = proxiesWorld();
    // One of them manages nothing that could be upgraded.
    for (const agent of THREE.slice(0, 2)) {
      changeProxy(world, "c-ob_order_stage", agent, () => managing(agent, world.now()));
    }
    const { user, step, dialog } = await begin(world);
    expect(asked(world, "upload_package")).toEqual([
      { connectionId: "c-ob_order_stage", agents: THREE, consent: { confirmed: true, typedName: null } },
    ]);
    step();
    expect(line("10.20.30.1:2886")).toHaveTextContent("9.6 MB of 38.4 MB");
    expect(within(line("10.20.30.1:2886")).getByRole("progressbar")).toHaveAttribute("aria-valuenow", "25");
    expect(line("10.20.30.2:2886")).toHaveTextContent("waiting");
    expect(await violationsIn(dialog)).toEqual([]);
    step(3);
    expect(line("10.20.30.1:2886")).toHaveTextContent("sent, the agent is unpacking it");
    step(1);
    expect(line("10.20.30.1:2886")).toHaveTextContent("obproxy-ce-4.3.2.0-26.el7");
    step(11);
    expect(within(dialog).getByRole("status")).toHaveTextContent("38.4 MB) is at all agents: 3 of 3");
    expect(await violationsIn(dialog)).toEqual([]);
    await user.click(screen.getByRole("button", { name: "Upgrade to 4.3.2.0" }));
    expect(await screen.findByRole("dialog", { name: "Upgrade OBProxy on 2 agents?" })).toBeVisible();
    expect(screen.getByRole("radio", { name: /4.3.2.0-26.el7/ })).toBeChecked();
  });

  it("is cancelled cleanly: what was done stays, the rest is not sent", async () => {
    const world = proxiesWorld();
    const { user, step, dialog } = await begin(world);
    step(7);
    await user.click(screen.getByRole("button", { name: "Cancel the upload" }));
    expect(proxiesOf(world).uploads.size).toBe(0);
    expect(proxiesOf(world).cancelled).toHaveLength(1);
    expect(within(dialog).getByRole("status")).toHaveTextContent("Cancelled: obproxy-ce-4.3.2.0-26.el7.x86_64.rpm");
    expect(within(dialog).getByRole("status")).toHaveTextContent("1 of 3");
    expect(line("10.20.30.2:2886")).toHaveTextContent("cancelled");
    await user.click(screen.getByRole("button", { name: "Close" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  });

  it("ends with the page that shows it", async () => {
    const world = proxiesWorld();
    const { step, unmount } = await begin(world);
    step();
    unmount();
    expect(proxiesOf(world).uploads.size).toBe(0);
  });

  it("tells why an agent refuses, what to do, and that the others have it", async () => {
    const world = proxiesWorld();
    proxiesOf(world).refusing.add("10.20.30.2:2886");
    const { step, dialog } = await begin(world);
    step(16);
    expect(line("10.20.30.2:2886")).toHaveTextContent("takes only packages named obproxy-ce");
    expect(line("10.20.30.2:2886")).toHaveTextContent("OBProxy.Package.Name.Invalid");
    expect(within(dialog).getAllByRole("status")[0]).toHaveTextContent("is at 2 of 3 agents");
    expect(await violationsIn(dialog)).toEqual([]);
  });

  it("sends nothing when no file is chosen, and asks again", async () => {
    const world = proxiesWorld();
    proxiesOf(world).file = null;
    const { user, step } = await begin(world);
    expect(screen.getByText("Choose a file in the dialog of the system.")).toBeVisible();
    step();
    expect(screen.getByText("Nothing was sent.")).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Choose another file" }));
    expect(await screen.findByRole("button", { name: "Choose a file" })).toBeVisible();
  });
});
