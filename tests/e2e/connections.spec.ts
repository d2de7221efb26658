import { rmSync } from "node:fs";

import { afterEach, expect, test } from "vitest";

import { violations } from "./accessibility.ts";
import { addConnection, enterPassword } from "./connection.ts";
import { AppWindow, type PracticeAgents, practiceAgents } from "./window.ts";
import { press, shows } from "./wizard.ts";

const PASSWORD = "Canary77##Secret";

const opened: AppWindow[] = [];
const running: PracticeAgents[] = [];

afterEach(async () => {
  for (const window of opened.splice(0)) {
    await window.close();
    rmSync(window.dataDir, { recursive: true, force: true });
  }
  for (const agents of running.splice(0)) agents.stop();
});

async function open(options = {}): Promise<AppWindow> {
  const window = await AppWindow.open(options);
  opened.push(window);
  await shows(window, "Connections", 30);
  return window;
}

async function cluster(...flags: string[]): Promise<PracticeAgents> {
  const agents = await practiceAgents("--agents", "3", "--cluster", "ob_pay", "--root-password", PASSWORD, ...flags);
  running.push(agents);
  return agents;
}

async function accessible(window: AppWindow, screen: string): Promise<void> {
  expect(await violations(window), `accessibility of ${screen}`).toEqual([]);
}

test("a cluster is added by pasting one address, and outlives the agent in use", async () => {
  const { agents, play } = await cluster();
  const window = await open();
  await addConnection(window, { address: agents[0] ?? "", password: PASSWORD, environment: "PROD" });
  await shows(window, "Not contacted");
  await window.shoot("20-added");
  await press(window, "Contact");
  await shows(window, "Available");
  await window.shoot("21-available");
  await accessible(window, "connections");
  await play("kill 1");
  await shows(window, "silent");
  await window.shoot("22-failover");
  await play("revive 1");
});

test("a wrong password is tried once, and replaced", async () => {
  const { agents, play } = await cluster();
  const window = await open();
  await addConnection(window, { address: agents[0] ?? "", password: PASSWORD, environment: "DEV" });
  await press(window, "Contact");
  await shows(window, "Available");
  await play("root-password Other88##Secret");
  await shows(window, "root@sys is refused");
  await accessible(window, "wrong password");
  await window.shoot("23-password-wrong");
  await enterPassword(window, "Password of root@sys", "Other88##Secret");
  await shows(window, "Available");
  expect(await play("refused")).toMatchObject({ attempts: 1 });
});

test("a changed key stops the agent until it is trusted", async () => {
  const { agents, play } = await cluster();
  const window = await open();
  await addConnection(window, { address: agents[0] ?? "", password: PASSWORD, environment: "STAGE" });
  await press(window, "Contact");
  await shows(window, "all answer");
  await play("replace-key 1");
  await shows(window, "has changed");
  await shows(window, "Available");
  await accessible(window, "changed key");
  await window.shoot("24-key-changed");
  await press(window, "Trust the new key");
  await shows(window, "all answer");
});
