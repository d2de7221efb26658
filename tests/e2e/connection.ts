import { press, shows } from "./wizard.ts";
import type { AppWindow } from "./window.ts";

/** The input that a label of this text belongs to. */
export async function field(window: AppWindow, label: string) {
  const find = (wanted: string): string | null => {
    const labels = [...document.querySelectorAll<HTMLLabelElement>("label")];
    const named = labels.find((each) => each.offsetParent !== null && each.textContent?.trim().startsWith(wanted) === true);
    return named?.htmlFor ?? null;
  };
  await window.until(`the field "${label}"`, async () => (await window.browser.execute(find, label)) !== null, 20);
  const id = await window.browser.execute(find, label);
  return window.browser.$(`[id="${id}"]`);
}

export async function type(window: AppWindow, label: string, text: string): Promise<void> {
  const input = await field(window, label);
  await input.setValue(text);
}

/** Presses a radio button, a switch or a tick by its label. */
export async function choose(window: AppWindow, label: string): Promise<void> {
  const press = (wanted: string): boolean => {
    const labels = [...document.querySelectorAll<HTMLLabelElement>("label")];
    const named = labels.find((each) => each.offsetParent !== null && each.textContent?.trim().startsWith(wanted) === true);
    named?.click();
    return named !== undefined;
  };
  await window.until(`the choice "${label}"`, () => window.browser.execute(press, label), 20);
}

/** Types a password into its field and leaves it. */
export async function enterPassword(window: AppWindow, label: string, password: string): Promise<void> {
  const input = await field(window, label);
  await input.setValue(password);
  await window.browser.keys(["Enter"]);
}

/** From the home screen to a connection of that name. The environment is called as its chip is. */
export async function addConnection(
  window: AppWindow,
  { address, password, name, environment }: { address: string; password?: string; name?: string; environment: string },
): Promise<void> {
  await press(window, "New connection");
  await type(window, "Address", address);
  await press(window, "Ask");
  if (password !== undefined) {
    await enterPassword(window, "Password of root@sys", password);
    await shows(window, "The password is right");
  }
  if (name !== undefined) await type(window, "Name", name);
  await choose(window, environment);
  await press(window, "Add connection");
}

/** Chooses from the menu of the selected connection. */
export async function menu(window: AppWindow, name: string, item: string): Promise<void> {
  const button = await window.browser.$(`[aria-label="More about ${name}"]`);
  await button.waitForExist();
  await button.click();
  await menuItem(window, item);
}

/** Chooses from the menu that is open. */
export async function menuItem(window: AppWindow, item: string): Promise<void> {
  const press = (wanted: string): boolean => {
    const items = [...document.querySelectorAll<HTMLElement>("[role=menuitem]")];
    const named = items.find((each) => each.textContent?.trim().startsWith(wanted) === true);
    named?.click();
    return named !== undefined;
  };
  await window.until(`the menu item "${item}"`, () => window.browser.execute(press, item), 20);
}

/** Presses the row of a connection on the home screen. */
export async function select(window: AppWindow, name: string): Promise<void> {
  const mark = (wanted: string): boolean => {
    const rows = [...document.querySelectorAll("[role=row]")];
    const named = rows.find((row) => row.textContent?.includes(wanted) === true);
    named?.setAttribute("data-press", "row");
    return named !== undefined;
  };
  await window.until(`the row of ${name}`, () => window.browser.execute(mark, name), 20);
  const row = await window.browser.$('[data-press="row"]');
  await row.click();
  await window.browser.execute(() => document.querySelector('[data-press="row"]')?.removeAttribute("data-press"));
}
