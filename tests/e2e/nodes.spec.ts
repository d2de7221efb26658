import { expect, test } from "vitest";

import { addConnection, choose } from "./connection.ts";
import { card, cardSays, chooseFrom, typeHosts } from "./overview.ts";
import { accessible, openHome, startAgents } from "./stage.ts";
import { press, reaches, shows } from "./wizard.ts";

const PASSWORD = "Canary77##Secret";

test("a zone is stopped and started, a server comes, after a step has failed, and goes again", async () => {
  const { agents } = await startAgents(
    ...["--agents", "4", "--spare", "1", "--cluster", "ob_pay", "--root-password", PASSWORD, "--speed", "20"],
    ...["--skew", "4:100ms", "--fail-node-once", "4:Add server for scale_out"],
  );
  const [first = "", second = "", , spare = ""] = agents;
  const window = await openHome();
  await addConnection(window, { address: first, password: PASSWORD, environment: "DEV" });
  await press(window, "Contact");
  await press(window, "Open");
  await cardSays(window, second, /Running/);
  await accessible(window, "overview");
  await window.shoot("50-overview");

  await chooseFrom(window, "Menu of zone2", "Stop zone");
  await shows(window, "2 of 3 zones keep serving, 2 needed");
  await accessible(window, "stop of a zone");
  await window.shoot("51-stop-zone");
  await press(window, "Stop zone2");
  await reaches(window, /^ob_pay: Running/);
  await window.shoot("52-stopping");
  await reaches(window, /^ob_pay: Succeeded, 7\/7/);
  await press(window, "Open the cluster");
  await cardSays(window, second, /stopped/);
  // The agents' own tasks parked in FAILED on the way.
  expect(await window.text()).not.toMatch(/failed|locked/i);
  await accessible(window, "overview with a stopped zone");
  await window.shoot("53-zone-stopped");

  await chooseFrom(window, "Menu of zone2", "Start its servers");
  await press(window, "Start zone2");
  await reaches(window, /^ob_pay: Succeeded/);
  await press(window, "Open the cluster");
  await cardSays(window, second, /Running/);

  await press(window, "Scale out");
  await typeHosts(window, [spare]);
  await shows(window, "The clock is");
  await accessible(window, "hosts of a scale-out");
  await window.shoot("54-scale-out-hosts");
  await press(window, "Next: Resources");
  await press(window, "Use all");
  await press(window, "Next: Pre-flight");
  await shows(window, "Checked ");
  await choose(window, "Go on with 1 warning");
  await accessible(window, "pre-flight of a scale-out");
  await window.shoot("55-scale-out-pre-flight");
  await press(window, "Next: Review");
  await window.shoot("56-scale-out-review");
  await accessible(window, "review of a scale-out");
  await press(window, "Add 1 server");
  await reaches(window, /Add server for scale_out: Failed/);
  await shows(window, "Remedy");
  await accessible(window, "failed scale-out");
  await window.shoot("57-scale-out-failed");
  await press(window, "Retry");
  await reaches(window, /^ob_pay: Succeeded/);
  await window.shoot("58-scaled-out");
  await press(window, "Open the cluster");
  await cardSays(window, spare, /Running/);
  await window.shoot("59-four-hosts");

  await chooseFrom(window, "Menu of 127.0.0.4:2881", "Scale in");
  await choose(window, `${spare} gives up its data`);
  await accessible(window, "scale-in");
  await window.shoot("60-scale-in");
  await press(window, "Scale in 127.0.0.4");
  await reaches(window, /^ob_pay: Succeeded/);
  await press(window, "Open the cluster");
  await window.until("the card to go", async () => (await card(window, spare)) === "");
  await window.shoot("61-scaled-in");
});

test("a task of another client that failed is opened from the overview, and retried where it locks", async () => {
  const { agents } = await startAgents(
    ...["--agents", "3", "--cluster", "ob_pay", "--root-password", PASSWORD, "--speed", "20", "--stuck"],
  );
  const window = await openHome();
  await addConnection(window, { address: agents[0] ?? "", password: PASSWORD, environment: "DEV" });
  await press(window, "Contact");
  await press(window, "Open");
  await shows(window, "Locked by Initialize cluster");
  await accessible(window, "overview of a locked cluster");
  await window.shoot("62-locked");
  const bar = await window.browser.$('[aria-label^="Initialize cluster, Failed"]');
  await bar.click();
  await reaches(window, /^[^\n]*: Failed/);
  await shows(window, "Remedy");
  await window.shoot("63-task-of-another-client");
  await window.browser.back();
  await press(window, "Retry");
  await reaches(window, /^[^\n]*: Succeeded/);
  await window.shoot("64-unlocked");
});
