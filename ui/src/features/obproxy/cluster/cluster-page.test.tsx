import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import { failure } from "../../../platform/fake/world";
import { renderApp } from "../../../test/render-app";
import { violationsIn } from "../../../test/violations";
import { asked, obproxyWorld } from "../fakes/screen";

describe("an OBProxy cluster", () => {
  it("shows its servers, and why something is off for those that are ticked", async () => {
    const world = obproxyWorld();
    const { user, container } = renderApp(world, "/obproxy/c-ocp-lab/1");
    expect(await screen.findByText("Behind")).toBeVisible();
    await user.click(screen.getByRole("checkbox", { name: "Server 10.10.41.13" }));
    const bar = screen.getByRole("toolbar", { name: "With the chosen servers" });
    expect(within(bar).getByRole("button", { name: "Stop" })).toHaveAccessibleDescription(
      "not possible in its present state",
    );
    expect(await violationsIn(container)).toEqual([]);
    await user.click(within(bar).getByRole("button", { name: "Start" }));
    await user.click(await screen.findByRole("button", { name: "Start servers: 1" }));
    await waitFor(() => expect(window.location.hash).toBe("#/operations/running"));
    expect(asked(world, "start_obproxy_action")).toMatchObject([
      { connectionId: "c-ocp-lab", action: { type: "start", clusterId: "1", serverIds: ["103"] } },
    ]);
  });

  it("stops servers only when what they lose is ticked", async () => {
    const world = obproxyWorld();
    const { user } = renderApp(world, "/obproxy/c-ocp-lab/1");
    await user.click(await screen.findByRole("checkbox", { name: "Server 10.10.41.11" }));
    await user.click(screen.getByRole("button", { name: "Stop" }));
    const dialog = await screen.findByRole("dialog", { name: "Stop servers of trade_old" });
    await user.click(await within(dialog).findByRole("checkbox", { name: /Clients lose their connections/ }));
    expect(await violationsIn(dialog)).toEqual([]);
    await user.click(within(dialog).getByRole("button", { name: "Stop servers: 1" }));
    await waitFor(() => expect(asked(world, "start_obproxy_action")).toHaveLength(1));
    expect(asked(world, "start_obproxy_action")).toMatchObject([
      { accepted: [{ code: "connectionsDrop", args: { servers: "10.10.41.11" } }] },
    ]);
  });

  it("is deleted when the word is typed", async () => {
    const world = obproxyWorld();
    const { user } = renderApp(world, "/obproxy/c-ocp-lab/3");
    await user.click(await screen.findByRole("button", { name: "More about spare" }));
    await user.click(await screen.findByRole("menuitem", { name: "Delete cluster" }));
    const dialog = await screen.findByRole("dialog", { name: "Delete spare" });
    const confirm = within(dialog).getByRole("button", { name: "Delete spare" });
    const field = await within(dialog).findByRole("textbox");
    expect(confirm).toHaveAttribute("aria-disabled", "true");
    await user.type(field, "delete");
    await waitFor(() => expect(confirm).not.toHaveAttribute("aria-disabled"));
    await user.click(confirm);
    await waitFor(() => expect(asked(world, "start_obproxy_action")).toMatchObject([{ typed: "delete" }]));
  });

  it("proposes for an upgrade the newest package that fits, and no other of its name", async () => {
    const { user } = renderApp(obproxyWorld(), "/obproxy/c-ocp-lab/1");
    await user.click(await screen.findByRole("checkbox", { name: "Server 10.10.41.11" }));
    await user.click(screen.getByRole("button", { name: "Upgrade" }));
    const dialog = await screen.findByRole("dialog", { name: "Upgrade servers of trade_old" });
    const fitting = await within(dialog).findByRole("radio", { name: "obproxy-4.3.2.0-26.el7.x86_64.rpm" });
    await waitFor(() => expect(fitting).toBeChecked());
    expect(within(dialog).getByRole("radio", { name: "obproxy-4.3.2.0-26.el7.aarch64.rpm" })).not.toBeChecked();
  });

  it("says of OCP what fails in a dialog", async () => {
    const world = obproxyWorld();
    world.failing.set("start_obproxy_action", failure("unreachable", "connection refused", { retryable: true }));
    const { user } = renderApp(world, "/obproxy/c-ocp-lab/1");
    await user.click(await screen.findByRole("checkbox", { name: "Server 10.10.41.13" }));
    await user.click(screen.getByRole("button", { name: "Start" }));
    const dialog = await screen.findByRole("dialog");
    await user.click(await within(dialog).findByRole("button", { name: "Start servers: 1" }));
    expect(await within(dialog).findByRole("alert")).toHaveTextContent("OCP does not answer");
  });

  it("adds servers on hosts that are free", async () => {
    const world = obproxyWorld();
    const { user } = renderApp(world, "/obproxy/c-ocp-lab/1");
    await user.click(await screen.findByRole("button", { name: "Add servers" }));
    const dialog = await screen.findByRole("dialog", { name: "Add servers to trade_old" });
    expect(within(dialog).getByRole("button", { name: "Add servers: 0" })).toHaveAccessibleDescription(
      "Choose hosts and a package",
    );
    await user.click(await within(dialog).findByRole("checkbox", { name: /proxy-hz-01/ }));
    expect(within(dialog).getByLabelText("SQL port")).toHaveAttribute("readonly");
    await user.click(await within(dialog).findByRole("button", { name: "Add servers: 1" }));
    await waitFor(() =>
      expect(asked(world, "start_obproxy_action")).toMatchObject([
        { action: { hostIds: ["23"], package: "obproxy-4.3.2.0-26.el7.x86_64.rpm", sqlPort: "2883" } },
      ]),
    );
  });

  it("keeps its one link in RS_LIST", async () => {
    const { container } = renderApp(obproxyWorld(), "/obproxy/c-ocp-lab/2/links");
    expect(await screen.findByText(/Links cannot be removed: RS_LIST has exactly one link/)).toBeVisible();
    expect(await violationsIn(container)).toEqual([]);
  });

  it("shows where servers disagree", async () => {
    const { user, container } = renderApp(obproxyWorld(), "/obproxy/c-ocp-lab/1/parameters");
    const list = await screen.findByRole("list", { name: "Parameters" });
    expect(within(list).getByText("on 10.10.41.12, 10.10.41.13")).toBeVisible();
    await user.click(screen.getByRole("button", { name: /Servers disagree/ }));
    expect(within(list).getByText("proxy_mem_limited")).toBeVisible();
    expect(within(list).queryByText("client_max_connections")).toBeNull();
    await user.type(screen.getByLabelText("Search parameters"), "nothing like that");
    expect(screen.getByText("No parameter is like that.")).toBeVisible();
    expect(screen.getByText(/Parameters cannot be changed here: no document describes/)).toBeVisible();
    expect(await violationsIn(container)).toEqual([]);
  });

  it("copies how to connect", async () => {
    const { user, platform } = renderApp(obproxyWorld(), "/obproxy/c-ocp-lab/1/connect");
    await user.click(await screen.findByRole("button", { name: "Copy" }));
    expect(platform.copied).toEqual(["obclient -htrade-old.proxy.lab -P2883 -uroot@sys#ob_trade -p"]);
  });

  it("reads again with r, past what is remembered", async () => {
    const world = obproxyWorld();
    const { user } = renderApp(world, "/obproxy/c-ocp-lab/1");
    await screen.findByText("Behind");
    await user.keyboard("r");
    await waitFor(() => expect(asked(world, "obproxy_cluster").at(-1)).toMatchObject({ fresh: true }));
  });
});
