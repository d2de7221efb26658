import { expect, test } from "vitest";

import { choose, menuItem, type } from "./connection.ts";
import { begin, create, goTo, labelled, signIn } from "./obproxy.ts";
import { found } from "./secrets.ts";
import { accessible, openHome, openWindow, startAgents } from "./stage.ts";
import type { AppWindow } from "./window.ts";
import { press, reaches, shows } from "./wizard.ts";

const OCP = ["--agents", "1", "--ocp", "--speed", "60"];
const CREATE = "POST /api/v2/obproxy/clusters";
const PROXYSYS = "Canary55##SecretFive+";

test("servers are added to a cluster, and the cluster is deleted when its name is typed", async () => {
  const { said } = await startAgents(...OCP);
  const window = await openHome();
  await signIn(window, said);
  await goTo(window, "#/obproxy");
  await (await window.browser.$("a=spare")).click();
  await press(window, "Add servers");
  await choose(window, "proxy-sh-01");
  await choose(window, "proxy-sh-02");
  await shows(window, "steps to come");
  await accessible(window, "servers to add");
  await window.shoot("110-add-servers");
  await press(window, "Add servers: 2");
  await reaches(window, /^[^\n]*: Succeeded/);
  await accessible(window, "servers added");
  await window.shoot("111-servers-added");

  await goTo(window, "#/obproxy");
  await (await window.browser.$("a=spare")).click();
  await shows(window, "10.10.40.22");
  await window.shoot("112-spare");
  await (await window.browser.$('[aria-label="More about spare"]')).click();
  await menuItem(window, "Delete cluster");
  await choose(window, "Clients lose their connections");
  await choose(window, "Nothing is left");
  await type(window, "Type spare to confirm", "spare");
  await accessible(window, "deletion of a cluster");
  await window.shoot("113-delete");
  await press(window, "Delete spare");
  await reaches(window, /^[^\n]*: Succeeded/);
  await window.shoot("114-deleted");
  await goTo(window, "#/obproxy");
  await shows(window, "trade_old");
  await window.until("spare to be gone", async () => !(await window.text()).includes("spare"));
});

test("a creation that fails is rolled back from its task", async () => {
  const { said } = await startAgents(...OCP);
  const window = await openHome();
  await signIn(window, said);
  await begin(window);
  await create(window, "a_no_start");
  await reaches(window, /^[^\n]*: Failed/);
  await press(window, "Roll back");
  await shows(window, "Steps undone, in this order");
  await accessible(window, "rollback of a creation");
  await window.shoot("115-roll-back");
  await press(window, "Roll back");
  await reaches(window, /^[^\n]*: Rolled back/);
  await accessible(window, "creation that was rolled back");
  await window.shoot("116-rolled-back");
  await press(window, "Back to the wizard");
  await shows(window, '"name": "a_no_start"');
});

test("an answer that is lost is settled by reading, and nothing is sent twice", async () => {
  const { said, play } = await startAgents(...OCP);
  const window = await openHome();
  await signIn(window, said);
  await begin(window);
  await play("ocp loses-answer");
  await create(window, "a_lost");
  await reaches(window, /^[^\n]*: Succeeded/);
  await window.shoot("117-answer-lost");
  expect(await sent(window)).toBe(1);
  await window.shoot("118-sent-once");

  await begin(window);
  await play("ocp drops-request");
  await create(window, "a_dropped", "proxy-sh-02");
  await shows(window, "Continue");
  await accessible(window, "request that did not arrive");
  await window.shoot("121-dropped");
  await press(window, "Continue");
  await reaches(window, /^[^\n]*: Succeeded/);
  expect(await sent(window)).toBe(3);
});

test("a creation goes on after a crash, is retried, and leaves no password anywhere", async () => {
  const { said } = await startAgents(...OCP, "--ocp-undocumented");
  const proxyro = String(said["ocpProxyroPassword"]);
  const secrets = [String(said["secretKey"]), PROXYSYS, proxyro];
  const window = await openHome();
  await signIn(window, said, "undocumented");
  await begin(window);
  for (const [label, password] of [["root@proxysys", PROXYSYS], ["proxyro", proxyro]]) {
    await (await labelled(window, `Password of ${label}`)).setValue(String(password));
    await window.browser.keys(["Enter"]);
  }
  await window.until("both passwords", async () => (await window.text()).split("Replace").length === 3);
  await window.shoot("119-undocumented");
  await create(window, "a_no_start_once");
  await reaches(window, /: Running/);
  await window.kill();

  const again = await openWindow({ dataDir: window.dataDir });
  await reaches(again, /^[^\n]*: (Running|Failed)/);
  await again.shoot("120-picked-up");
  await reaches(again, /Start obproxy: Failed/);
  await press(again, "Retry");
  await reaches(again, /^[^\n]*: Succeeded/);
  for (const secret of secrets) expect(await found(again, secret), secret).toBe(false);
  expect(await sent(again)).toBe(1);
  for (const secret of secrets) expect(await found(again, secret), secret).toBe(false);
});

/** How many requests to create a cluster the audit tells of. */
async function sent(window: AppWindow): Promise<number> {
  await goTo(window, "#/audit");
  await shows(window, CREATE);
  return (await window.text()).split(CREATE).length - 1;
}
