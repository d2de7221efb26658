import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import { renderApp } from "../../../test/render-app";
import { violationsIn } from "../../../test/violations";
import { barred, knownProxy } from "./fakes/fleet";
import { agentRow, asked, proxiesWorld } from "./fakes/screen";
import { changeProxy, proxiesOf } from "./fakes/state";

const TRADE = "/obproxy/agents/c-ob_trade";
const SECRET = "canary-Aa1-of-the-agent";

describe("the agents of a connection", () => {
  it("says what each agent manages, by its own word, and what is not known", async () => {
    const { container, user } = renderApp(proxiesWorld(), TRADE);
    expect(await agentRow("10.10.20.1:2886")).toHaveTextContent("trade_proxy10.10.20.1:28834.3.2.0");
    expect(await agentRow("10.10.20.4:2886")).toHaveTextContent("One, set up elsewhere");
    expect(await agentRow("10.10.20.5:2886")).toHaveTextContent("None");
    expect(await agentRow("10.10.20.7:2886")).toHaveTextContent("None: obshell 4.2.5.2 is too old");
    expect(await agentRow("10.10.20.8:2886")).toHaveTextContent("Noneagent password needed");
    expect(await agentRow("10.10.20.9:2886")).toHaveTextContent("Not known: no answer");
    expect(screen.getByText("9 agents, 4 with OBProxy")).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Show what is known of 10.10.20.4:2886" }));
    expect(screen.getByText(/the agent does not tell what it manages, so name, path and ports/)).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Show what is known of 10.10.20.1:2886" }));
    expect(screen.getByText("SQL 2883, exporter 2884, RPC 2885")).toBeVisible();
    expect(screen.getByText("obclient -h10.10.20.1 -P2883 -uroot@sys -p")).toBeVisible();
    expect(await violationsIn(container)).toEqual([]);
  });

  it("keeps what is off in its menu, with the reason", async () => {
    const { user } = renderApp(proxiesWorld(), TRADE);
    const open = async (agent: string) => {
      await user.click(await screen.findByRole("button", { name: `Actions for ${agent}` }));
      const items = await screen.findAllByRole("menuitem");
      const words = items.map((item) => [item.textContent, item.getAttribute("aria-disabled")]);
      await user.keyboard("{Escape}");
      await waitFor(() => expect(screen.queryByRole("menu")).toBeNull());
      return words;
    };
    await user.click(await screen.findByRole("button", { name: "Actions for 10.10.20.7:2886" }));
    for (const item of await screen.findAllByRole("menuitem")) {
      expect(item).toHaveAccessibleDescription(
        "Nothing can be done: obshell is too old: it manages OBProxy from 4.2.6",
      );
    }
    await user.keyboard("{Escape}");
    expect(await open("10.10.20.4:2886")).toEqual([
      ["Add OBProxythe agent manages an OBProxy already", "true"],
      ["Start", null],
      ["Stop", null],
      ["Upgrade", null],
      ["Upload package", null],
      ["Delete", null],
    ]);
  });

  it("does with those ticked what they can, and says who cannot", async () => {
    const world = proxiesWorld();
    const { user } = renderApp(world, TRADE);
    await user.click(await screen.findByRole("checkbox", { name: "Tick 10.10.20.1:2886" }));
    await user.click(screen.getByRole("checkbox", { name: "Tick 10.10.20.5:2886" }));
    expect(screen.getByRole("button", { name: "Stop (1 of 2)" })).toBeVisible();
    expect(
      screen.getByText("the agent manages an OBProxy already", { exact: false, selector: "dd" }),
    ).toHaveTextContent("10.10.20.1:2886");
    await user.click(screen.getByRole("button", { name: "Add OBProxy (1 of 2)" }));
    await waitFor(() => expect(window.location.hash).toMatch(/^#\/obproxy\/new\/proxies-/));
    expect(asked(world, "save_obproxy_draft")[0]).toMatchObject({
      draft: { connectionId: "c-ob_trade", form: { agents: [{ agent: "10.10.20.5:2886" }] } },
    });
  });

  it("takes the agent password right there, and asks the agents anew", async () => {
    const world = proxiesWorld();
    const { container, user } = renderApp(world, TRADE);
    const decision = await screen.findByRole("region", { name: "1 agent waits for the agent password" });
    expect(decision).toHaveTextContent("10.10.20.8:2886");
    expect(within(decision).queryByLabelText("Agent password")).toBeNull();
    await user.click(screen.getByRole("button", { name: "agent password needed" }));
    expect(within(decision).getByLabelText("Agent password")).toHaveFocus();
    expect(await violationsIn(container)).toEqual([]);
    await user.keyboard(`${SECRET}{Enter}`);
    await waitFor(() => expect(decision).not.toBeInTheDocument());
    expect(asked(world, "replace_password")).toMatchObject([{ connectionId: "c-ob_trade", kind: "agent", user: null }]);
    expect(await agentRow("10.10.20.8:2886")).not.toHaveTextContent("agent password needed");
    expect(document.body.innerHTML).not.toContain(SECRET);
  });

  it("offers it where what is known of an agent is unfolded, too", async () => {
    const { user } = renderApp(proxiesWorld(), TRADE);
    await user.click(await screen.findByRole("button", { name: "Show what is known of 10.10.20.8:2886" }));
    const row = screen.getByText(/This agent has none, or it is not known here/);
    await user.click(within(row).getByRole("button", { name: "Enter the password" }));
    expect(screen.getByLabelText("Agent password")).toHaveFocus();
    await user.click(screen.getByRole("button", { name: "Cancel" }));
    expect(screen.queryByLabelText("Agent password")).toBeNull();
  });

  it("asks for no password that would not help: the agent has none of its own", async () => {
    const world = proxiesWorld();
    const bare = barred("10.10.20.5:2886", world.now(), "agentPassword", { managed: false });
    proxiesOf(world).fleets.set("c-ob_trade", [bare]);
    world.connections = world.connections.map((one) => ({
      ...one,
      facts: one.facts && { ...one.facts, warnings: [{ code: "noAgentPassword", agents: [bare.agent] }] },
    }));
    renderApp(world, TRADE);
    expect(await screen.findByRole("region", { name: "1 agent has no agent password" })).toHaveTextContent(
      "Set one at the agent",
    );
  });

  it("keeps what was known of an agent that is silent, and says that it is the last", async () => {
    const world = proxiesWorld();
    changeProxy(world, "c-ob_trade", "10.10.20.9:2886", (before) => ({
      ...before,
      known: knownProxy(before.agent, world.now()),
    }));
    renderApp(world, TRADE);
    expect(await agentRow("10.10.20.9:2886")).toHaveTextContent("Not known: no answerlast: trade_proxy");
  });

  it("copies how to connect", async () => {
    const { user, platform } = renderApp(proxiesWorld(), TRADE);
    await user.click(await screen.findByRole("button", { name: "Actions for 10.10.20.1:2886" }));
    await user.click(await screen.findByRole("menuitem", { name: "Copy connect command" }));
    expect(platform.copied).toEqual(["obclient -h10.10.20.1 -P2883 -uroot@sys -p"]);
  });

  it("asks nobody while the connection is not in use, and contacts on request", async () => {
    const world = proxiesWorld("proxies-quiet");
    const { user, container } = renderApp(world, TRADE);
    const contact = await screen.findByRole("button", { name: "Contact" });
    expect(asked(world, "agent_proxies")).toEqual([]);
    expect(await violationsIn(container)).toEqual([]);
    await user.click(contact);
    expect(asked(world, "contact_connection")).toEqual([{ connectionId: "c-ob_trade" }]);
  });

  it("tells why the agents could not be asked", async () => {
    const { container } = renderApp(proxiesWorld("proxies-failing"), TRADE);
    expect(await screen.findByRole("alert")).toHaveTextContent("The host does not answer");
    expect(await violationsIn(container)).toEqual([]);
  });
});

describe("the home of OBProxy", () => {
  it("has a section for each connection of agents in use, and counts the others", async () => {
    const { container } = renderApp(proxiesWorld(), "/obproxy");
    const section = await screen.findByRole("region", { name: "On agents" });
    expect(await within(section).findByRole("table", { name: "OBProxy of ob_trade" })).toBeVisible();
    expect(await within(section).findByRole("table", { name: "OBProxy of ob_order_stage" })).toBeVisible();
    expect(section).toHaveTextContent("1 connection of agents is not contacted.");
    expect(await violationsIn(container)).toEqual([]);
  });

  it("shows a few of many, and leads to all", async () => {
    const { user } = renderApp(proxiesWorld("proxies-sixty"), "/obproxy");
    await user.click(await screen.findByRole("link", { name: "All 60 agents" }));
    expect(window.location.hash).toBe("#/obproxy/agents/c-ob_many");
    expect(await agentRow("10.20.7.60:2886")).toBeVisible();
  });

  it("says so when no connection is in use", async () => {
    renderApp(proxiesWorld("proxies-quiet"), "/obproxy");
    expect(await screen.findByText(/No connection of agents is in use/)).toBeVisible();
  });
});
