import { readFileSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "vitest";

import { addConnection, choose, enterPassword, menu, type } from "./connection.ts";
import { answerFileDialog } from "./file-dialog.ts";
import { accessible, openHome, startAgents } from "./stage.ts";
import type { PracticeAgents } from "./window.ts";
import { press, shows } from "./wizard.ts";

const PASSWORD = "Canary77##Secret";
const PASSPHRASE = "six seven eight words";

async function cluster(): Promise<PracticeAgents> {
  return startAgents("--agents", "3", "--cluster", "ob_pay", "--root-password", PASSWORD);
}

test("a cluster is added by pasting one address, and outlives the agent in use", async () => {
  const { agents, play } = await cluster();
  const window = await openHome();
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
  const window = await openHome();
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
  const window = await openHome();
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

test("connections go to a file and come back, without passwords and with", async () => {
  const { agents } = await cluster();
  const window = await openHome();
  await addConnection(window, { address: agents[0] ?? "", password: PASSWORD, environment: "PROD" });
  const file = join(window.dataDir, "team.json");
  await menu(window, "ob_pay", "Export…");
  await press(window, "Export 1 connection");
  await answerFileDialog(window, "Save", file);
  await shows(window, "It holds no password");
  await window.shoot("25-exported");
  expect(readFileSync(file, "utf8")).toContain("ob_pay");
  expect(readFileSync(file, "utf8")).not.toContain(PASSWORD);
  await press(window, "Close");

  await menu(window, "ob_pay", "Export…");
  await choose(window, "With passwords");
  const sealed = join(window.dataDir, "sealed.json");
  await type(window, "Passphrase of the file", PASSPHRASE);
  await type(window, "The same again", PASSPHRASE);
  await press(window, "Export 1 connection");
  await answerFileDialog(window, "Save", sealed);
  await shows(window, "1 password, under the passphrase");
  await press(window, "Close");

  // The same files on another computer: an empty OBDeck of its own.
  await window.close();
  const other = await openHome();
  await press(other, "Import");
  await press(other, "Choose a file");
  await answerFileDialog(other, "Open", sealed);
  await shows(other, "ob_pay");
  await other.shoot("26-import");
  await accessible(other, "import");
  await type(other, "Passphrase of the file", "not this one");
  await press(other, "Import 1 connection");
  await shows(other, "Nothing was imported");
  await type(other, "Passphrase of the file", PASSPHRASE);
  await press(other, "Import 1 connection");
  await shows(other, "1 password taken");
  await press(other, "Close");
  await press(other, "Contact");
  await shows(other, "Available");
});
