import { expect, test } from "vitest";

import { choose, menuItem, type } from "./connection.ts";
import { accessible, openHome, startAgents } from "./stage.ts";
import type { AppWindow } from "./window.ts";
import { describeCluster, override, pasteHosts, preflightAndReview, press, reaches, shows } from "./wizard.ts";

const PASSWORD = "Canary77##Secret";

test("production asks for the name, read-only stops everything, and a lowered guard lets through", async () => {
  const sandbox = await startAgents("--agents", "3", "--speed", "20");
  const window = await openHome();
  await pasteHosts(window, sandbox.agents);
  await describeCluster(window, "ob_guard", PASSWORD);
  await choose(window, "PROD");
  await press(window, "Next");
  await override(window, "data_dir", sandbox.agents[2] ?? "", "/data/no-start-once");
  await preflightAndReview(window);
  await press(window, "Initialise ob_guard");
  await shows(window, "to confirm");
  await accessible(window, "typed confirmation");
  await window.shoot("30-type-the-name");
  await type(window, "Type ob_guard to confirm", "ob_guard");
  await press(window, "Initialise ob_guard");
  await reaches(window, /Start observer: Failed/);
  await window.shoot("31-failed-in-production");

  await press(window, "Raise");
  await menuItem(window, "Raise to “Read-only”");
  await shows(window, "ob_guard is read-only");
  expect(await isOff(window, "Retry")).toBe(true);
  await accessible(window, "read-only run");
  await window.shoot("32-read-only");

  await press(window, "Lower");
  await choose(window, "Confirm");
  await type(window, "Reason", "repair of the third host");
  await accessible(window, "lowering a guard");
  await window.shoot("33-lower");
  await press(window, "Lower to");
  await press(window, "Retry");
  await press(window, "Retry");
  await reaches(window, /^ob_guard: Succeeded/);

  await window.browser.execute(() => (location.hash = "#/audit"));
  await shows(window, "repair of the third host");
  await accessible(window, "audit");
  await window.shoot("34-audit");
});

async function isOff(window: AppWindow, label: string): Promise<boolean> {
  return window.browser.execute((wanted: string) => {
    const buttons = [...document.querySelectorAll("button")];
    const named = buttons.find((button) => button.textContent?.trim().startsWith(wanted) === true);
    return named?.getAttribute("aria-disabled") === "true" || named?.hasAttribute("disabled") === true;
  }, label);
}
