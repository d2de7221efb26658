import { expect, test } from "vitest";

import { accessible, openHome, openWindow, startAgents } from "./stage.ts";
import { filesBelow } from "./window.ts";
import { describeCluster, override, pasteHosts, press, reaches, reviewAndStart, shows, startPractice } from "./wizard.ts";

const PASSWORD = "Canary77##Secret";

test("a new user initialises the practice cluster", async () => {
  const window = await openHome({ speed: 20 });
  await accessible(window, "home");
  await window.shoot("1-home");
  await startPractice(window);
  await accessible(window, "hosts");
  await window.shoot("2-hosts");
  await describeCluster(window, "ob_order", PASSWORD);
  await accessible(window, "cluster");
  await window.shoot("3-cluster");
  await press(window, "Next");
  await press(window, "Use all");
  await accessible(window, "resources");
  await window.shoot("4-resources");
  await press(window, "Next: Pre-flight");
  await shows(window, "Checked ");
  await accessible(window, "pre-flight");
  await window.shoot("4-pre-flight");
  await press(window, "Next: Review");
  await shows(window, "All checks passed");
  await accessible(window, "review");
  await window.shoot("5-review");
  await press(window, "Initialise ob_order");
  await reaches(window, /Start observer: Running/);
  await accessible(window, "run");
  await window.shoot("6-running");
  await reaches(window, /^ob_order: Succeeded/);
  await shows(window, "obclient -h127.0.0.1 -P2881 -uroot@sys -p");
  await accessible(window, "done");
  await window.shoot("7-done");

  const page = await window.browser.execute(() => document.documentElement.outerHTML + JSON.stringify(localStorage));
  expect(page).not.toContain(PASSWORD);
  const spellings = [PASSWORD, Buffer.from(PASSWORD).toString("base64"), Buffer.from(PASSWORD).toString("hex")];
  for (const file of filesBelow(window.dataDir)) {
    for (const spelling of spellings) expect(file.includes(spelling)).toBe(false);
  }
});

test("a step that fails on one host is explained, retried and succeeds", async () => {
  const { agents: hosts } = await startAgents("--agents", "3", "--speed", "20");
  const window = await openHome();
  await pasteHosts(window, hosts);
  await describeCluster(window, "ob_retry", PASSWORD);
  await press(window, "Next");
  await override(window, "data_dir", hosts[2] ?? "", "/data/no-start-once");
  await reviewAndStart(window, "ob_retry");
  await reaches(window, /Start observer: Failed/);
  await shows(window, "Remedy");
  await accessible(window, "failed run");
  await window.shoot("8-failed");
  await press(window, "Retry");
  await reaches(window, /^ob_retry: Succeeded/);
  expect(await window.timeline()).toMatch(/Start observer: Succeeded.*×2/);
  await window.shoot("9-retried");
});

test("the application is killed in mid-init and comes back to the running task", async () => {
  const { agents: hosts } = await startAgents("--agents", "3", "--speed", "6");
  const window = await openHome();
  await pasteHosts(window, hosts);
  await describeCluster(window, "ob_kill", PASSWORD);
  await press(window, "Next");
  await reviewAndStart(window, "ob_kill");
  await reaches(window, /Start observer: Running/);
  await window.kill();

  const again = await openWindow({ dataDir: window.dataDir });
  await reaches(again, /^ob_kill: Running/);
  await again.shoot("10-resumed");
  await reaches(again, /^ob_kill: Succeeded/);
});

test("the practice cluster survives a kill, and can be used again", async () => {
  const window = await openHome({ speed: 6 });
  await startPractice(window);
  await describeCluster(window, "ob_first", PASSWORD);
  await press(window, "Next");
  await reviewAndStart(window, "ob_first");
  await reaches(window, /Start observer: Running/);
  await window.kill();

  const again = await openWindow({ dataDir: window.dataDir, speed: 20 });
  await reaches(again, /^ob_first: Succeeded/);
  await again.browser.execute(() => (location.hash = "#/"));
  await startPractice(again);
});

test("a failed init is rolled back, after the directories it deletes were shown", async () => {
  const { agents: hosts } = await startAgents("--agents", "3", "--speed", "20");
  const window = await openHome();
  await pasteHosts(window, hosts);
  await describeCluster(window, "ob_undo", PASSWORD);
  await press(window, "Next");
  await override(window, "data_dir", hosts[1] ?? "", "/data/not-empty");
  await reviewAndStart(window, "ob_undo");
  await reaches(window, /Create observer workdir: Failed/);
  await press(window, "Roll back");
  await shows(window, "/data/not-empty");
  await accessible(window, "roll back dialog");
  await window.shoot("11-roll-back");
  await press(window, "Roll back and delete");
  await reaches(window, /^ob_undo: Rolled back/);
  await shows(window, "None held");
  await window.shoot("12-rolled-back");
});
