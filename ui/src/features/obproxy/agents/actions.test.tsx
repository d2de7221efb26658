import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import type { FakeWorld } from "../../../platform/fake/world";
import { renderApp } from "../../../test/render-app";
import { violationsIn } from "../../../test/violations";
import { asked, proxiesWorld } from "./fakes/screen";
import { proxiesOf } from "./fakes/state";

/** Opens the menu of an agent and presses one of its items. */
async function choose(world: FakeWorld, agent: string, item: string) {
  const view = renderApp(world, "/obproxy/agents/c-ob_trade");
  await view.user.click(await screen.findByRole("button", { name: `Actions for ${agent}` }));
  await view.user.click(await screen.findByRole("menuitem", { name: item }));
  return { ...view, dialog: await screen.findByRole("dialog") };
}

const sent = (world: FakeWorld) => asked(world, "start_obproxy_action");

describe("deleting", () => {
  it("wants each warning ticked and the name typed, then shows the run", async () => {
    const world = proxiesWorld();
    proxiesOf(world).toType = "ob_trade";
    const { user, dialog } = await choose(world, "10.10.20.1:2886", "Delete");
    const verb = within(dialog).getByRole("button", { name: "Delete OBProxy" });
    await waitFor(() => expect(verb).toHaveAccessibleDescription("2 warnings are not ticked yet"));
    expect(await violationsIn(dialog)).toEqual([]);
    await user.click(within(dialog).getByRole("checkbox", { name: /Clients lose their connections/ }));
    await user.click(within(dialog).getByRole("checkbox", { name: /10.10.20.1:2886 empties \/home\/admin\/obproxy/ }));
    expect(verb).toHaveAccessibleDescription("The name is not typed yet");
    await user.click(verb);
    expect(sent(world)).toEqual([]);
    // The guard of a production connection asks for the same name: once is enough.
    expect(within(dialog).getAllByRole("textbox")).toHaveLength(1);
    await user.type(within(dialog).getByLabelText("Type ob_trade to confirm"), "ob_trade");
    await user.click(verb);
    await waitFor(() => expect(window.location.hash).toBe("#/operations/proxies"));
    expect(sent(world)).toMatchObject([
      {
        connectionId: "c-ob_trade",
        action: { type: "deleteProxies", agents: ["10.10.20.1:2886"] },
        accepted: [{ code: "connectionsDrop" }, { code: "filesDeleted" }],
        typed: "ob_trade",
        consent: { confirmed: true, typedName: "ob_trade" },
      },
    ]);
  });

  it("asks for another name beside that of the guard", async () => {
    const world = proxiesWorld();
    const { user, dialog } = await choose(world, "10.10.20.1:2886", "Delete");
    for (const box of await within(dialog).findAllByRole("checkbox")) await user.click(box);
    await user.type(await within(dialog).findByLabelText("Type 10.10.20.1:2886 to confirm"), "10.10.20.1:2886");
    await user.type(within(dialog).getByLabelText("Type ob_trade to confirm"), "ob_trade");
    await user.click(within(dialog).getByRole("button", { name: "Delete OBProxy" }));
    await waitFor(() => expect(sent(world)).toMatchObject([{ typed: "10.10.20.1:2886" }]));
  });
});

describe("stopping several", () => {
  it("is one action, and one tick for what is the same of all", async () => {
    const world = proxiesWorld();
    proxiesOf(world).findings = ["10.10.20.1:2886", "10.10.20.4:2886"].map((agent) => ({
      verdict: "warn",
      code: "managedUnknown",
      args: { agent },
    }));
    const { user } = renderApp(world, "/obproxy/agents/c-ob_trade");
    await user.click(await screen.findByRole("checkbox", { name: "Tick 10.10.20.1:2886" }));
    await user.click(screen.getByRole("checkbox", { name: "Tick 10.10.20.4:2886" }));
    await user.click(screen.getByRole("button", { name: "Stop" }));
    const dialog = await screen.findByRole("dialog", { name: "Stop OBProxy on 2 agents?" });
    await user.click(await within(dialog).findByRole("checkbox", { name: /10.10.20.1:2886, 10.10.20.4:2886 manages/ }));
    await user.click(within(dialog).getByRole("checkbox", { name: /Clients lose/ }));
    await user.type(within(dialog).getByLabelText("Type ob_trade to confirm"), "ob_trade");
    await user.click(within(dialog).getByRole("button", { name: "Stop 2 OBProxies" }));
    await waitFor(() =>
      expect(sent(world)).toMatchObject([
        { action: { type: "stopProxies", agents: ["10.10.20.1:2886", "10.10.20.4:2886"] } },
      ]),
    );
    expect(sent(world)).toMatchObject([
      { accepted: [{ code: "managedUnknown" }, { code: "managedUnknown" }, { code: "connectionsDrop" }] },
    ]);
  });
});

describe("what speaks against it", () => {
  it("is said in words, and keeps the verb off", async () => {
    const world = proxiesWorld();
    proxiesOf(world).findings = [
      { verdict: "fail", code: "hostUnfit", args: { host: "10.10.20.4:2886", reason: "AgentTooOld" } },
    ];
    const { dialog } = await choose(world, "10.10.20.4:2886", "Start");
    expect(await within(dialog).findByText(/What speaks against it: obshell manages no OBProxy/)).toBeVisible();
    expect(within(dialog).getByRole("button", { name: "Start OBProxy" })).toHaveAccessibleDescription(
      "Blocked: 10.10.20.4:2886 cannot take an OBProxy",
    );
  });
});

describe("upgrading", () => {
  it("offers what was uploaded from here", async () => {
    const world = proxiesWorld();
    const { user, dialog } = await choose(world, "10.10.20.1:2886", "Upgrade");
    expect(within(dialog).getByRole("radio", { name: /4.3.2.0-26.el7/ })).toBeChecked();
    expect(await violationsIn(dialog)).toEqual([]);
    await user.type(within(dialog).getByLabelText("Type ob_trade to confirm"), "ob_trade");
    await user.click(await within(dialog).findByRole("button", { name: "Upgrade to 4.3.2.0" }));
    await waitFor(() =>
      expect(sent(world)).toMatchObject([
        { action: { type: "upgradeProxies", version: "4.3.2.0", release: "26.el7" } },
      ]),
    );
  });

  it("takes a version that is at the agent already, and warns that it was not uploaded from here", async () => {
    const world = proxiesWorld();
    const { user, dialog } = await choose(world, "10.10.20.4:2886", "Upgrade");
    const verb = within(dialog).getByRole("button", { name: "Upgrade OBProxy" });
    expect(verb).toHaveAccessibleDescription("Version and release are missing");
    await user.type(within(dialog).getByLabelText("Version"), "4.3.3.0");
    await user.type(within(dialog).getByLabelText("Release"), "5.el8");
    await user.tab();
    expect(await within(dialog).findByRole("checkbox", { name: /4.3.3.0 was not uploaded/ })).toBeVisible();
    expect(asked(world, "obproxy_impact")).toEqual([
      {
        connectionId: "c-ob_trade",
        action: {
          type: "upgradeProxies",
          agents: ["10.10.20.4:2886"],
          version: "4.3.3.0",
          release: "5.el8",
          upgradeDir: "",
        },
      },
    ]);
  });
});
