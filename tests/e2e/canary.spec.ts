import { join } from "node:path";

import { expect, test } from "vitest";

import { choose, enterPassword, menu, select, type } from "./connection.ts";
import { answerFileDialog } from "./file-dialog.ts";
import { found } from "./secrets.ts";
import { openHome, startAgents } from "./stage.ts";
import { describeCluster, override, pasteHosts, press, reaches, reviewAndStart, shows } from "./wizard.ts";

const ROOT = "Canary77##Secret/1+";
const OTHER = "Canary88##Secret/2+";
const PASSPHRASE = "Canary99##Secret/3+";

test("passwords typed into the window are in no file, no log, no page and no export", async () => {
  const sandbox = await startAgents("--agents", "3", "--speed", "20");
  const window = await openHome();
  await pasteHosts(window, sandbox.agents);
  await describeCluster(window, "ob_canary", ROOT);
  await press(window, "Next");
  await override(window, "data_dir", sandbox.agents[2] ?? "", "/data/no-start-once");
  await reviewAndStart(window, "ob_canary");
  await reaches(window, /Start observer: Failed/);
  await press(window, "Retry");
  await reaches(window, /^ob_canary: Succeeded/);

  await window.browser.execute(() => (location.hash = "#/"));
  await select(window, "ob_canary");
  await sandbox.play(`root-password ${OTHER}`);
  await shows(window, "root@sys is refused");
  await enterPassword(window, "Password of root@sys", OTHER);
  await shows(window, "Available");
  await menu(window, "ob_canary", "Export…");
  await choose(window, "With passwords");
  await type(window, "Passphrase of the file", PASSPHRASE);
  await type(window, "The same again", PASSPHRASE);
  await press(window, "Export 1 connection");
  await answerFileDialog(window, "Save", join(window.dataDir, "sealed.json"));
  await press(window, "Close");

  for (const secret of [ROOT, OTHER, PASSPHRASE]) expect(await found(window, secret), secret).toBe(false);

  await press(window, "Edit");
  await type(window, "Note", `careless: ${ROOT}`);
  await press(window, "Save");
  await window.until("the planted password to be found", () => found(window, ROOT));
});
