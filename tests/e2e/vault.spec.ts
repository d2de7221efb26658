import { expect, test } from "vitest";

import { addConnection, select, type } from "./connection.ts";
import { accessible, openHome, openWindow, startAgents } from "./stage.ts";
import type { AppWindow } from "./window.ts";
import { press, shows } from "./wizard.ts";

const PASSWORD = "Canary77##Secret";
const PASSPHRASE = "six seven eight words";

test("passwords under a passphrase wait for it after a restart, and are used with it", async () => {
  const sandbox = await startAgents("--agents", "3", "--cluster", "ob_pay", "--root-password", PASSWORD);
  const window = await openHome();
  await addConnection(window, { address: sandbox.agents[0] ?? "", password: PASSWORD, environment: "DEV" });
  await goTo(window, "#/settings");
  await shows(window, "with the key in the system's keychain");
  await press(window, "Protect with a passphrase");
  await type(window, "Passphrase", PASSPHRASE);
  await type(window, "The same again", PASSPHRASE);
  await press(window, "Protect passwords");
  await shows(window, "Saved under your passphrase");
  await window.close();

  const again = await openWindow({ dataDir: window.dataDir });
  await shows(again, "The vault is locked", 30);
  await select(again, "ob_pay");
  await press(again, "Contact");
  await shows(again, "Vault locked");
  await accessible(again, "a locked vault");
  await again.shoot("40-vault-locked");
  await type(again, "Passphrase", "not this one");
  await again.browser.keys(["Enter"]);
  await shows(again, "This is not the passphrase");
  await again.shoot("41-wrong-passphrase");
  await type(again, "Passphrase", PASSPHRASE);
  await again.browser.keys(["Enter"]);
  await shows(again, "Available");
  expect(await again.text()).not.toContain("The vault is locked");

  await goTo(again, "#/settings");
  await press(again, "Move to the keychain");
  await shows(again, "with the key in the system's keychain");
});

async function goTo(window: AppWindow, place: string): Promise<void> {
  await window.browser.execute((to: string) => (location.hash = to), place);
}
