import { test } from "vitest";

import { addConnection, choose, type } from "./connection.ts";
import { begin, create, goTo, next, signIn, tick } from "./obproxy.ts";
import { accessible, openHome, startAgents } from "./stage.ts";
import { press, reaches, shows } from "./wizard.ts";

const PASSWORD = "Canary77##Secret";
const OCP = ["--agents", "1", "--ocp", "--speed", "30"];

test("an OBProxy cluster is created through OCP, and looked at", async () => {
  const { said } = await startAgents(...OCP);
  const window = await openHome();
  await signIn(window, said);
  await begin(window);
  await type(window, "Name", "trade_proxy");
  await type(window, "Access address", "trade.proxy.lab");
  await accessible(window, "OBProxy basics");
  await window.shoot("80-obproxy-basics");
  await next(window, "Hosts and version");
  await tick(window, "proxy-sh-01");
  await tick(window, "proxy-sh-02");
  await tick(window, "obproxy-4.3.2.0-26.el7.x86_64.rpm");
  await shows(window, "Newest that fits 2 hosts");
  await accessible(window, "OBProxy hosts");
  await window.shoot("81-obproxy-hosts");
  await next(window, "OceanBase clusters");
  await tick(window, "trade, ID in OCP 1000002");
  await accessible(window, "OBProxy clusters");
  await window.shoot("82-obproxy-clusters");
  await next(window, "Parameters");
  await shows(window, "skip_proxy_sys_private_check");
  await accessible(window, "OBProxy parameters");
  await window.shoot("83-obproxy-parameters");
  await next(window, "Review");
  await shows(window, '"workMode": "CONFIG_URL"');
  await accessible(window, "OBProxy review");
  await window.shoot("84-obproxy-review");
  await choose(window, "Go on with 1 warning");
  await press(window, "Create trade_proxy");
  await reaches(window, /Running/);
  await window.shoot("85-obproxy-running");
  await reaches(window, /^[^\n]*trade_proxy[^\n]*: Succeeded/);
  await accessible(window, "OBProxy created");
  await window.shoot("86-obproxy-created");

  await goTo(window, "#/obproxy");
  await shows(window, "trade_proxy");
  await accessible(window, "list of OBProxy clusters");
  await window.shoot("87-obproxy-list");
  const made = await window.browser.$("a=trade_proxy");
  await made.click();
  await shows(window, "10.10.40.21");
  await accessible(window, "OBProxy cluster");
  await window.shoot("88-obproxy-cluster");
});

test("a host without nc fails the creation, and the reason is shown", async () => {
  const { said } = await startAgents(...OCP);
  const window = await openHome();
  await signIn(window, said);
  await begin(window);
  await create(window, "a_no_nc");
  await reaches(window, /^[^\n]*: Failed/);
  await shows(window, "command nc not found");
  await accessible(window, "OBProxy failed");
  await window.shoot("89-obproxy-failed");
});

test("agents say whether they manage an OBProxy", async () => {
  const passwords = [1, 2, 3].flatMap((agent) => ["--agent-password", `${agent}:${PASSWORD}`]);
  const cluster = ["--agents", "3", "--cluster", "ob_trade", "--root-password", PASSWORD, "--speed", "20"];
  const { agents } = await startAgents(...cluster, ...passwords);
  const window = await openHome();
  await addConnection(window, { address: agents[0] ?? "", password: PASSWORD, environment: "DEV" });
  await press(window, "Contact");
  await shows(window, "ob_trade");
  await goTo(window, "#/obproxy");
  await shows(window, "ob_trade");
  await accessible(window, "OBProxy of agents");
  await window.shoot("90-proxies");
});
