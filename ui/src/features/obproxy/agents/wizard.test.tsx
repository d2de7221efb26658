import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import { failure, type FakeWorld } from "../../../platform/fake/world";
import { renderApp } from "../../../test/render-app";
import { violationsIn } from "../../../test/violations";
import { agentRow, asked, proxiesWorld } from "./fakes/screen";
import { proxiesOf } from "./fakes/state";

/** From the button on the page of the agents into the wizard. */
async function begin(world: FakeWorld) {
  const view = renderApp(world, "/obproxy/agents/c-ob_trade");
  await view.user.click(await screen.findByRole("button", { name: "Add OBProxy" }));
  await screen.findByRole("heading", { name: "Hosts" });
  const next = async (name: string) => {
    await view.user.click(screen.getByRole("button", { name: `Next: ${name}` }));
    await screen.findByRole("heading", { level: 1, name });
  };
  return { ...view, next };
}

const form = (world: FakeWorld) => [...proxiesOf(world).drafts.values()][0]?.form;

describe("adding an OBProxy to a fleet", () => {
  it("goes from the hosts to the start", { timeout: 20_000 }, async () => {
    const world = proxiesWorld();
    const { user, next, container } = await begin(world);
    // Those that can are chosen; the others stay in sight with the reason.
    expect(await screen.findByText("2 of 9 chosen")).toBeVisible();
    expect(await agentRow("10.10.20.1:2886")).toHaveTextContent("It manages an OBProxy already");
    expect(await agentRow("10.10.20.7:2886")).toHaveTextContent("obshell 4.2.5.2 manages no OBProxy");
    expect(await agentRow("10.10.20.5:2886")).toHaveTextContent("Suitable");
    const proceed = screen.getByRole("button", { name: "Next: OceanBase cluster" });
    await waitFor(() => expect(proceed).toHaveAccessibleDescription("1 check blocks"));
    await user.type(screen.getByLabelText("Home path"), "/home/admin/obproxy");
    await user.type(screen.getByLabelText("Application name"), "trade_proxy");
    await user.click(screen.getByRole("button", { name: "Differs: values of its own for 10.10.20.6:2886" }));
    const own = screen.getByRole("group", { name: "Own values of 10.10.20.6:2886" });
    await user.type(within(own).getByLabelText("SQL port"), "3883");
    await waitFor(() => expect(proceed).not.toHaveAttribute("aria-disabled"));
    expect(await violationsIn(container)).toEqual([]);

    await next("OceanBase cluster");
    await user.click(screen.getByRole("button", { name: "Take from ob_trade" }));
    expect(await screen.findByText("9 servers of ob_trade taken.")).toBeVisible();
    expect(form(world)).toMatchObject({ source: { servers: expect.arrayContaining(["10.10.20.1:2881"]) } });
    await user.type(screen.getByLabelText("Password of proxyro@sys"), "Known-77-Pass{Enter}");
    await screen.findByRole("button", { name: "Replace: Password of proxyro@sys" });
    await user.click(screen.getByRole("button", { name: /Generate/ }));
    await user.keyboard("{Enter}");
    await screen.findByRole("button", { name: "Replace: New password of root@proxysys" });
    expect(await violationsIn(container)).toEqual([]);

    await next("Parameters");
    await user.click(screen.getByRole("button", { name: "skip_proxy_sys_private_check=true" }));
    expect(screen.getByLabelText("Value of skip_proxy_sys_private_check")).toHaveValue("true");
    expect(await violationsIn(container)).toEqual([]);

    await next("Review");
    expect(await screen.findAllByText("/api/v1/obproxy")).toHaveLength(2);
    await user.click(screen.getAllByRole("button", { name: /10.10.20.6:2886/ })[0] ?? container);
    expect(screen.getByRole("region", { name: "Body, secrets masked" })).toHaveTextContent(/"sql_port": 3883/);
    expect(container).not.toHaveTextContent("Known-77-Pass");
    expect(screen.getByText("Set proxyro password for connect")).toBeVisible();
    expect(await violationsIn(container)).toEqual([]);
    await user.click(screen.getByRole("button", { name: "Add 2 OBProxies" }));
    const dialog = await screen.findByRole("dialog", { name: "Add OBProxy to 2 agents?" });
    await user.type(within(dialog).getByLabelText("Type ob_trade to confirm"), "ob_trade");
    await user.click(within(dialog).getByRole("button", { name: "Add 2 OBProxies" }));
    await waitFor(() => expect(window.location.hash).toBe("#/operations/proxies"));
    expect(asked(world, "start_obproxy_draft")).toMatchObject([{ consent: { typedName: "ob_trade" } }]);
    expect(form(world)).toMatchObject({
      homePath: "/home/admin/obproxy",
      agents: [
        { agent: "10.10.20.5:2886", sqlPort: "" },
        { agent: "10.10.20.6:2886", sqlPort: "3883" },
      ],
      proxyroPassword: { id: expect.any(String) },
      proxysysPassword: { weak: false },
    });
  });

  it("leads to what blocks, and wants the tick for a missing password", async () => {
    const world = proxiesWorld();
    const { user, next } = await begin(world);
    await user.click(await screen.findByRole("button", { name: /1 check blocks: The home path is missing/ }));
    await waitFor(() => expect(screen.getByLabelText("Home path")).toHaveFocus());
    await user.type(screen.getByLabelText("Home path"), "/opt/obproxy");
    await waitFor(() =>
      expect(screen.getByRole("button", { name: "Next: OceanBase cluster" })).not.toHaveAttribute("aria-disabled"),
    );
    await next("OceanBase cluster");
    await user.type(screen.getByLabelText("Servers"), "10.10.10.1:2881:2882");
    // Below the field, and at the footer.
    expect(await screen.findAllByText("“10.10.10.1:2881:2882” is not ip:port")).toHaveLength(2);
    await user.clear(screen.getByLabelText("Servers"));
    await user.type(screen.getByLabelText("Servers"), "10.10.10.1:2881; 10.10.10.2:2881");
    await waitFor(() =>
      expect(screen.getByRole("button", { name: "Next: Parameters" })).not.toHaveAttribute("aria-disabled"),
    );
    await next("Parameters");
    await next("Review");
    const start = screen.getByRole("button", { name: "Add 2 OBProxies" });
    await waitFor(() => expect(start).toHaveAccessibleDescription("Tick that you accept the warnings"));
    await user.click(await screen.findByRole("checkbox", { name: /1 warning/ }));
    await waitFor(() => expect(start).not.toHaveAttribute("aria-disabled"));
    await waitFor(() =>
      expect([...proxiesOf(world).drafts.values()][0]?.accepted).toEqual([
        { code: "proxyroPasswordMissing", field: "proxyroPassword" },
      ]),
    );
  });

  it("gives an agent back what it had of its own when it is ticked again", async () => {
    const world = proxiesWorld("proxies-draft");
    const { user } = renderApp(world, "/obproxy/new/proxies-draft/hosts");
    const tick = await screen.findByRole("checkbox", { name: "Tick 10.10.20.6:2886" });
    await user.click(tick);
    expect(screen.queryByRole("group", { name: "Own values of 10.10.20.6:2886" })).toBeNull();
    await user.click(tick);
    const own = screen.getByRole("group", { name: "Own values of 10.10.20.6:2886" });
    expect(within(own).getByLabelText("Home path")).toHaveValue("/data/obproxy");
    expect(within(own).getByLabelText("SQL port")).toHaveValue("3883");
  });

  it("does not start what was not checked, and says so", async () => {
    const world = proxiesWorld("proxies-draft");
    world.failing.set("check_obproxy_draft", failure("unreachable", "no answer", { retryable: true }));
    renderApp(world, "/obproxy/new/proxies-draft/review");
    const start = await screen.findByRole("button", { name: "Add 3 OBProxies" });
    expect(start).toHaveAccessibleDescription("Being checked");
    expect(await screen.findByRole("alert")).toHaveTextContent("The host does not answer");
  });
});
