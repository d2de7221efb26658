import { menuItem } from "./connection.ts";
import type { AppWindow } from "./window.ts";

/** Opens a menu of the overview by its label and chooses from it. */
export async function chooseFrom(window: AppWindow, menu: string, item: string): Promise<void> {
  const button = await window.browser.$(`[aria-label="${menu}"]`);
  await button.waitForExist();
  await button.click();
  await menuItem(window, item);
}

/** What the card of the host with this agent address says; nothing where there is no such card. */
export async function card(window: AppWindow, agent: string): Promise<string> {
  const read = (wanted: string): string => document.querySelector<HTMLElement>(`[data-host="${wanted}"]`)?.innerText ?? "";
  return window.browser.execute(read, agent);
}

export async function cardSays(window: AppWindow, agent: string, words: RegExp): Promise<void> {
  await window.until(`the card of ${agent} to say ${words}`, async () => words.test(await card(window, agent)));
}

/** From a list of hosts to the addresses of `agents`, typed in. */
export async function typeHosts(window: AppWindow, agents: string[]): Promise<void> {
  const paste = await window.browser.$("textarea");
  await paste.waitForExist();
  await paste.setValue(agents.join(", "));
  const button = await window.browser.$("button=Add hosts");
  await button.click();
}
