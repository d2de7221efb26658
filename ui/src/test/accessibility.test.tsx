import { screen, waitFor } from "@testing-library/react";
import axe from "axe-core";
import { afterEach, describe, expect, it } from "vitest";

import { scenarios as clusters } from "../features/clusters/scenarios";
import { row } from "../features/connections/fakes/screen";
import { scenarios as home } from "../features/connections/scenarios";
import { scenarios as obproxy } from "../features/obproxy/scenarios";
import { scenarios as init } from "../features/wizards/scenarios";
import { emptyWorld } from "../platform/fake/world";
import { speak } from "../shared/i18n/i18n";
import { renderApp } from "./render-app";

const SCREENS = [
  ["busy", "/", "ob_trade"],
  ["troubled", "/", "ob_one_key"],
  ["default", "/", /No connections yet|还没有连接/],
  ["clusters", "/clusters/c-ob_trade", "10.10.20.1:2881"],
  ["clusters", "/clusters/c-ob_many", /120 (?:of|\/) 120/],
  ["clusters", "/clusters/c-ob_joined", "10.20.30.1:2886"],
  ["clusters", "/clusters/c-ob_order", "10.10.30.6:2881"],
  ["clusters", "/clusters/c-ob_wrong", /root@sys is refused|root@sys 被拒绝/],
  ["default", "/settings", "OBDeck 0.1.0"],
  ["troubled", "/wizards/draft-a/hosts", /4 checks block:|4 项检查未通过：/],
  ["troubled", "/wizards/draft-a/cluster", /3 checks block:|3 项检查未通过：/],
  ["troubled", "/wizards/draft-a/resources", "my_own"],
  ["ready", "/wizards/draft-a/review", /Configure cluster|配置集群/],
  ["preflight", "/wizards/draft-a/preflight", "+73 ms"],
  ["preflight-thirty", "/wizards/draft-a/preflight", "10.20.0.14"],
  ["join", "/wizards/draft-a/hosts", /They follow|它们将跟随/],
  ["obproxy", "/obproxy", "trade_old"],
  ["obproxy", "/obproxy/c-ocp-lab/1", "10.10.41.13"],
  ["obproxy", "/obproxy/c-ocp-lab/1/parameters", "proxy_mem_limited"],
  ["obproxy", "/obproxy/new/lab/basics", /CONFIG_URL$/],
  ["obproxy", "/obproxy/new/wrong/hosts", /Exporter port needs another number|Exporter 端口需要换一个数字/],
  ["obproxy", "/obproxy/new/ready/clusters", "ob_next"],
  ["obproxy", "/obproxy/new/ready/parameters", "skip_proxy_sys_private_check"],
  ["obproxy", "/obproxy/new/ready/review", "Install rpm by package and version"],
  ["scale-out", "/wizards/draft-a/review", /^Scale out$|^扩容$/],
] as const;

afterEach(() => speak("en"));

it("a dialog and a menu write no style element", async () => {
  const world = emptyWorld("busy");
  home["busy"]?.(world);
  init["wizard"]?.(world);
  const { user } = renderApp(world);
  await user.click(await row("ob_books"));
  await user.click(screen.getByRole("button", { name: "Delete" }));
  expect(await screen.findByRole("dialog", { name: "Remove ob_books from this list?" })).toBeVisible();
  expect(document.querySelectorAll("style")).toHaveLength(0);
  await user.keyboard("{Escape}");
  window.location.hash = "/wizards/draft-a/resources";
  await user.click(await screen.findByRole("button", { name: "Override rpc_port for a zone or server" }));
  expect(await screen.findByRole("menu")).toBeVisible();
  expect(document.querySelectorAll("style")).toHaveLength(0);
});

it("the form of a connection has no accessibility violations", async () => {
  const world = emptyWorld("default");
  init["default"]?.(world);
  const { user } = renderApp(world);
  await screen.findByText("No connections yet");
  await user.keyboard("n");
  await user.type(await screen.findByLabelText("Address"), "10.10.10.2:2886{Enter}");
  await user.click(await screen.findByRole("radio", { name: /PROD/ }));
  await user.click(screen.getByText("How to reach it"));
  await user.click(screen.getByLabelText("https"));
  await user.click(screen.getByLabelText(/This certificate only/));
  await user.click(screen.getByLabelText("HTTP proxy"));
  const { violations } = await axe.run(screen.getByRole("dialog"), { rules: { "color-contrast": { enabled: false } } });
  expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);
  expect(document.querySelectorAll("style")).toHaveLength(0);
});

describe.each(["en", "zh"] as const)("in %s", (language) => {
  it.each(SCREENS)("%s %s has no accessibility violations", async (scenario, route, sign) => {
    const world = emptyWorld(scenario);
    world.preferences.language = language;
    home[scenario]?.(world);
    clusters[scenario]?.(world);
    init[scenario]?.(world);
    obproxy[scenario]?.(world);
    const { container } = renderApp(world, route);
    await waitFor(() => expect(screen.getAllByText(sign).length).toBeGreaterThan(0));
    // jsdom has no layout, so contrast is checked where there is one.
    const { violations } = await axe.run(container, { rules: { "color-contrast": { enabled: false } } });
    expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);
    // The window's policy forbids style elements; whoever adds one breaks the real window.
    expect(document.querySelectorAll("style")).toHaveLength(0);
  });
});
