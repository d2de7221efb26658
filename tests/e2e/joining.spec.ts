import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";

import { expect, test } from "vitest";

import { addConnection, choose, enterPassword } from "./connection.ts";
import { answerFileDialog } from "./file-dialog.ts";
import { cardSays, chooseFrom, typeHosts } from "./overview.ts";
import { accessible, openHome, startAgents } from "./stage.ts";
import { describeCluster, override, pasteHosts, press, reaches, shows } from "./wizard.ts";

const PASSWORD = "Canary77##Secret";
const AGENT_PASSWORD = "Canary11##Agent";

test("agents join a MASTER once all of them answer, and leave it one by one and all at once", async () => {
  const { agents, play } = await startAgents("--agents", "3", "--member", "1", "--speed", "20");
  const [first = "", second = "", third = ""] = agents;
  const window = await openHome();
  await addConnection(window, { address: first, environment: "DEV" });
  await press(window, "Contact");
  await press(window, "Open");
  await cardSays(window, first, /MASTER/);
  await accessible(window, "overview of a MASTER");
  await window.shoot("70-master");

  await press(window, "Join hosts");
  await typeHosts(window, [second, third]);
  await press(window, "Set one first on all 2");
  await enterPassword(window, "New password of 2 agents", AGENT_PASSWORD);
  await shows(window, "Fine\n2");
  await accessible(window, "hosts to join");
  await play("kill 3");
  await press(window, "Next: Pre-flight");
  await shows(window, "1 check blocks");
  await accessible(window, "pre-flight with a silent host");
  await window.shoot("71-silent-host");
  await play("revive 3");
  await press(window, "Check again");
  await press(window, "Next: Review");
  await shows(window, "All checks passed");
  await window.shoot("72-join-review");
  await press(window, "Join 2 agents");
  await reaches(window, /^[^\n]*: Succeeded/);
  await window.shoot("73-joined");
  await press(window, "Open the cluster");
  await cardSays(window, third, /FOLLOWER/);
  await accessible(window, "overview of joined agents");
  await window.shoot("74-three-agents");

  await chooseFrom(window, `Menu of ${second}`, "Remove");
  await choose(window, "The agents become SINGLE again");
  await accessible(window, "removal");
  await window.shoot("75-remove");
  await press(window, `Remove ${second}`);
  await reaches(window, /^[^\n]*: Succeeded/);
  await press(window, "Open the cluster");
  await cardSays(window, second, /SINGLE/);
  await press(window, "Remove all");
  await choose(window, "The agents become SINGLE again");
  await press(window, "Remove all 2");
  await reaches(window, /^[^\n]*: Succeeded/);
  await shows(window, "The agents are SINGLE again");
  await press(window, "Open the cluster");
  await cardSays(window, first, /SINGLE/);
  await window.shoot("76-single-again");
});

test("a port in use blocks until it is free, and a plan goes to a file and into another draft", async () => {
  const { agents } = await startAgents("--agents", "3");
  const window = await openHome();
  await pasteHosts(window, agents);
  await describeCluster(window, "ob_plan", PASSWORD);
  await press(window, "Next");
  await press(window, "Use all");
  await override(window, "data_dir", agents[2] ?? "", "/data/ob");
  const stranger = createServer().listen(2881, "127.0.0.2");
  await once(stranger, "listening");
  await press(window, "Next: Pre-flight");
  await shows(window, "1 check blocks");
  await accessible(window, "pre-flight with a port in use");
  await window.shoot("77-port-in-use");
  stranger.close();
  await once(stranger, "close");
  await press(window, "Check again");
  await window.until("nothing to block", async () => !(await window.text()).includes("1 check blocks"));

  const file = join(window.dataDir, "order.plan.yaml");
  await press(window, "Export plan");
  await answerFileDialog(window, "Save", file);
  await shows(window, "Plan written to");
  await window.shoot("78-plan-written");
  expect(readFileSync(file, "utf8")).toContain("/data/ob");
  expect(readFileSync(file, "utf8")).not.toContain(PASSWORD);

  await window.browser.execute(() => (location.hash = "#/"));
  await press(window, "Initialise cluster");
  await chooseFrom(window, "Plan files", "Import plan…");
  await answerFileDialog(window, "Open", file);
  await shows(window, "3 hosts in 3 zones");
  await accessible(window, "a plan before it is taken over");
  await window.shoot("79-plan-preview");
  await press(window, "Take over plan");
  await shows(window, "Fine\n3");
  await window.shoot("80-plan-taken-over");
  await chooseFrom(window, "Plan files", "Compare two plans…");
  await answerFileDialog(window, "Open", file);
  await answerFileDialog(window, "Open", file);
  await shows(window, "Both say the same.");
  await window.shoot("81-plans-compared");
});
