import { expect } from "vitest";

import { choose, type } from "./connection.ts";
import type { AppWindow } from "./window.ts";
import { press, shows } from "./wizard.ts";

/** From the home screen to a contacted OCP that is signed in to with its access key. */
export async function signIn(
  window: AppWindow,
  said: Record<string, unknown>,
  offered: "documented" | "undocumented" = "documented",
): Promise<void> {
  await press(window, "New connection");
  await type(window, "Address", String(said["ocp"]));
  await press(window, "Ask");
  await shows(window, "Access key");
  await choose(window, "Access key");
  await (await labelled(window, "Access key")).setValue(String(said["accessKey"]));
  await (await labelled(window, "Secret key")).setValue(String(said["secretKey"]));
  await window.browser.keys(["Enter"]);
  await shows(window, "The password is right");
  if (offered === "undocumented") {
    await (await window.browser.$("summary*=API details")).click();
    await choose(window, "Offer what no document describes");
  }
  await type(window, "Name", "ocp-lab");
  await choose(window, "DEV");
  await press(window, "Add connection");
  await press(window, "Contact");
  await shows(window, "4.2.2", 20);
}

/** The input of exactly this label: a choice may be called the same. */
export async function labelled(window: AppWindow, label: string) {
  const named = await window.browser.$(`//label[normalize-space()="${label}" and @for]`);
  await named.waitForExist();
  return window.browser.$(`[id="${await named.getAttribute("for")}"]`);
}

export async function begin(window: AppWindow): Promise<void> {
  await goTo(window, "#/obproxy");
  await shows(window, "trade_old");
  await press(window, "Create OBProxy cluster");
  await shows(window, "Access address");
}

/** From the first step to the request of a cluster on one host. */
export async function create(window: AppWindow, name: string, host = "proxy-sh-01"): Promise<void> {
  await type(window, "Name", name);
  await next(window, "Hosts and version");
  await tick(window, host);
  await tick(window, "obproxy-4.3.2.0-26.el7.x86_64.rpm");
  await next(window, "OceanBase clusters");
  await tick(window, "trade, ID in OCP 1000002");
  await next(window, "Parameters");
  await next(window, "Review");
  await choose(window, "Go on with ");
  await press(window, `Create ${name}`);
}

export async function next(window: AppWindow, step: string): Promise<void> {
  await press(window, `Next: ${step}`);
  await window.until(`the step ${step}`, async () => (await heading(window)) === step);
}

/** Ticks the box, or the round one, whose name begins so. */
export async function tick(window: AppWindow, label: string): Promise<void> {
  const box = await window.browser.$(`input[aria-label^="${label}"]`);
  await box.waitForExist();
  await window.until(`${label} to be free`, () => box.isEnabled());
  await box.click();
}

/** Types into the field of a form by the name of the field. */
export async function fill(window: AppWindow, name: string, text: string): Promise<void> {
  const field = await window.browser.$(`input[data-field="${name}"]`);
  await field.waitForExist();
  await field.setValue(text);
}

export async function goTo(window: AppWindow, hash: string): Promise<void> {
  await window.browser.execute((wanted: string) => {
    location.hash = wanted;
  }, hash);
  expect(await window.browser.getUrl()).toContain(hash);
}

function heading(window: AppWindow): Promise<string> {
  return window.browser.execute(() => document.querySelector("h1")?.textContent ?? "");
}
