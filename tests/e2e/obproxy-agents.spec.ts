import { mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect, onTestFinished, test } from "vitest";

import { addConnection, choose, enterPassword, menu, type } from "./connection.ts";
import { answerFileDialog } from "./file-dialog.ts";
import { fill, goTo, next } from "./obproxy.ts";
import { found } from "./secrets.ts";
import { accessible, openHome, startAgents } from "./stage.ts";
import type { AppWindow, PracticeAgents } from "./window.ts";
import { press, reaches, shows } from "./wizard.ts";

const ROOT = "Canary77##Secret/1+";
const AGENT = "Canary88##Secret/2+";
const PROXYRO = "Canary99##Secret/3+";
const PROXYSYS = "Canary66##Secret/4+";
const PACKAGE = "obproxy-ce-4.3.1.0-4.el7.x86_64.rpm";
/** A call whose agent is done. */
const OTHERS = /^ {2}\S.*:2886[^:]*: Succeeded/gm;
const SENT = "POST /api/v1/obproxy";

test("OBProxy comes to three agents as one task, and what failed on one is retried", async () => {
  const { agents } = await fleet();
  const window = await contacted(agents);
  await window.shoot("91-fleet");
  await wizard(window, agents, { [agents[1] ?? ""]: "/data/no-health-once" }, "looked at");
  await press(window, "Add 3 OBProxies");
  await reaches(window, /Start obproxy: Running/);
  await accessible(window, "fleet at work");
  await window.shoot("96-fleet-running");
  await reaches(window, /^[^\n]*: Failed/);
  await window.until("the others to end", async () => (await window.timeline()).match(OTHERS)?.length === 2);
  await shows(window, "OBProxy health check timeout");
  await accessible(window, "fleet with a failure");
  await window.shoot("97-fleet-failed");
  await press(window, "Retry");
  await reaches(window, /^[^\n]*: Succeeded/);
  await accessible(window, "fleet that is added");
  await window.shoot("98-fleet-added");
  for (const secret of [ROOT, AGENT, PROXYRO, PROXYSYS]) expect(await found(window, secret), secret).toBe(false);

  await press(window, "Open OBProxy");
  await shows(window, "3 agents, 3 with OBProxy");
  const fold = await window.browser.$(`[aria-label="Show what is known of ${agents[1]}"]`);
  await fold.click();
  await shows(window, "/data/no-health-once");
  await accessible(window, "fleet with OBProxy");
  await window.shoot("99-fleet-known");
});

test("an agent that refuses says why, the others go on, and it can be asked again", async () => {
  const { agents } = await fleet();
  const window = await contacted(agents);
  await wizard(window, agents, { [agents[2] ?? ""]: "/data/missing" }, "passed");
  await press(window, "Add 3 OBProxies");
  await reaches(window, /^[^\n]*: Failed/);
  await window.until("the others to end", async () => (await window.timeline()).match(OTHERS)?.length === 2);
  await shows(window, "'/data/missing' does not exist");
  await accessible(window, "fleet with a refusal");
  await window.shoot("100-fleet-refused");
  await press(window, "Continue");
  await goTo(window, "#/audit");
  await window.until("a fourth request", async () => {
    await press(window, "Read again");
    return (await window.text()).split(SENT).length === 5;
  });
});

test("a package goes to no agent when it is cancelled, and to all when it is not", async () => {
  const folder = mkdtempSync(join(tmpdir(), "obdeck-e2e-packages-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const [large, small] = [join(folder, `large-${PACKAGE}`), join(folder, PACKAGE)];
  for (const [path, length] of [[large, 1 << 30], [small, 1 << 20]] as const) {
    writeFileSync(path, "");
    truncateSync(path, length);
  }
  const { agents } = await fleet();
  const window = await contacted(agents);
  await press(window, "Upload package");
  await shows(window, "It goes to one agent after the other");
  await accessible(window, "upload, before");
  await window.shoot("101-upload");
  await press(window, "Choose a file");
  await answerFileDialog(window, "Open", large);
  await window.until("bytes to be sent", async () => (await share(window)) > 0);
  await accessible(window, "upload, on its way");
  await window.shoot("102-uploading");
  await press(window, "Cancel the upload");
  await shows(window, "is at 0 of 3 agents");
  expect(await share(window)).toBeLessThan(100);
  await accessible(window, "upload, cancelled");
  await window.shoot("103-upload-cancelled");
  await press(window, "Choose another file");
  await press(window, "Choose a file");
  await answerFileDialog(window, "Open", small);
  await shows(window, "is at all agents: 3 of 3");
  await accessible(window, "upload, done");
  await window.shoot("104-uploaded");
  await press(window, "Close");
  await (await window.browser.$(`[aria-label="Show what is known of ${agents[0]}"]`)).click();
  await shows(window, "obproxy-ce-4.3.1.0-4.el7");
});

/** How far the upload to the first agent is, in percent. */
function share(window: AppWindow): Promise<number> {
  return window.browser.execute(() =>
    Number(document.querySelector("[role=progressbar]")?.getAttribute("aria-valuenow") ?? 0),
  );
}

/** Agents of a cluster, each with a password, quick enough for an OBProxy that never becomes healthy. */
function fleet(): Promise<PracticeAgents> {
  const passwords = [1, 2, 3].flatMap((agent) => ["--agent-password", `${agent}:${AGENT}`]);
  const cluster = ["--agents", "3", "--cluster", "ob_trade", "--root-password", ROOT, "--speed", "200"];
  return startAgents(...cluster, ...passwords);
}

/** A window on the fleet of a connection that has both passwords. */
async function contacted([agent = ""]: string[]): Promise<AppWindow> {
  const window = await openHome();
  await addConnection(window, { address: agent, password: ROOT, environment: "DEV" });
  await menu(window, "ob_trade", "Edit");
  await enterPassword(window, "Agent password", AGENT);
  await shows(window, "set, kept in the keychain");
  await press(window, "Save");
  await press(window, "Contact");
  await shows(window, "all answer");
  await goTo(window, "#/obproxy");
  await (await window.browser.$("h3 a bdi")).click();
  await shows(window, "3 agents, 0 with OBProxy");
  return window;
}

/** From the fleet to the review: the same for all agents but for the home paths of some. */
async function wizard(
  window: AppWindow,
  agents: string[],
  homes: Record<string, string>,
  steps: "looked at" | "passed",
): Promise<void> {
  const look = async (screen: string, picture: string): Promise<void> => {
    if (steps === "passed") return;
    await accessible(window, screen);
    await window.shoot(picture);
  };
  await press(window, "Add OBProxy");
  await shows(window, "Exporter port");
  await fill(window, "homePath", "/home/admin/obproxy");
  await type(window, "Application name", "trade");
  for (const [agent, home] of Object.entries(homes)) {
    await (await window.browser.$(`[aria-label="Differs: values of its own for ${agent}"]`)).click();
    await fill(window, `agents[${agents.indexOf(agent)}].homePath`, home);
  }
  await look("hosts of a fleet", "92-fleet-hosts");
  await next(window, "OceanBase cluster");
  await fill(window, "proxyroPassword", PROXYRO);
  await window.browser.keys(["Enter"]);
  await fill(window, "proxysysPassword", PROXYSYS);
  await window.browser.keys(["Enter"]);
  await window.until("both passwords", async () => (await window.text()).split("Replace").length === 3);
  await look("cluster of a fleet", "93-fleet-cluster");
  await next(window, "Parameters");
  await look("parameters of a fleet", "94-fleet-parameters");
  await next(window, "Review");
  await shows(window, "Check obproxy status");
  await look("review of a fleet", "95-fleet-review");
}
