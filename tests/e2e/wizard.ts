import type { AppWindow } from "./window.ts";

/** Waits until a button whose label begins so may be pressed, and presses it: in the dialog when one is open. */
export async function press(window: AppWindow, label: string): Promise<void> {
  const mark = (wanted: string): boolean => {
    const scope = [...document.querySelectorAll("[role=dialog]")].at(-1) ?? document;
    const buttons = [...scope.querySelectorAll<HTMLElement>("button, a[role=button]")].filter(
      (candidate) => candidate.offsetParent !== null && candidate.textContent?.trim().startsWith(wanted) === true,
    );
    const button = buttons.find((candidate) => candidate.textContent?.trim() === wanted) ?? buttons[0];
    const off =
      button === undefined || button.hasAttribute("disabled") || button.getAttribute("aria-disabled") === "true";
    if (!off) button.setAttribute("data-press", "here");
    return !off;
  };
  await window.until(`the button "${label}"`, () => window.browser.execute(mark, label), 30);
  const button = await window.browser.$('[data-press="here"]');
  await button.click();
  await window.browser.execute(() => document.querySelector('[data-press="here"]')?.removeAttribute("data-press"));
}

export async function shows(window: AppWindow, text: string, seconds = 60): Promise<void> {
  await window.until(`the text "${text}"`, async () => (await window.text()).includes(text), seconds);
}

/** Waits for a line of the timeline's text form. */
export async function reaches(window: AppWindow, line: RegExp, seconds = 90): Promise<void> {
  await window.until(`the timeline line ${line}`, async () => line.test(await window.timeline()), seconds);
}

/** From the first screen to the hosts of the practice cluster. */
export async function startPractice(window: AppWindow): Promise<void> {
  await press(window, "Start practice cluster");
  await hostsAreFine(window, 3);
}

/** From the first screen to a list of hosts of one's own. */
export async function pasteHosts(window: AppWindow, agents: string[]): Promise<void> {
  await press(window, "Initialise cluster");
  const paste = await window.browser.$("textarea");
  await paste.waitForExist();
  await paste.setValue(agents.join(", "));
  await press(window, "Add hosts");
  await hostsAreFine(window, agents.length);
}

async function hostsAreFine(window: AppWindow, count: number): Promise<void> {
  const fine = new RegExp(`Fine\\s+${count}\\b`);
  await window.until(`${count} hosts to be fine`, async () => fine.test(await window.text()), 30);
}

/** The cluster step: a name, and a password that is typed once. */
export async function describeCluster(window: AppWindow, name: string, password: string): Promise<void> {
  await press(window, "Next");
  const field = await window.browser.$('[data-field="cluster.name"]');
  await field.waitForExist();
  await field.setValue(name);
  const secret = await window.browser.$('[data-field="cluster.rootPassword"]');
  await secret.setValue(password);
  await window.browser.keys(["Enter"]);
  await shows(window, "set, kept in the keychain");
}

/** Gives a parameter another value on one server. */
export async function override(window: AppWindow, name: string, server: string, value: string): Promise<void> {
  const menu = await window.browser.$(`[aria-label="Override ${name} for a zone or server"]`);
  await menu.waitForExist();
  await menu.click();
  await press(window, server);
  const field = await window.browser.$(`[aria-label="${name} for ${server}"]`);
  await field.waitForExist();
  await field.setValue(value);
}

/** From the resources through the pre-flight to the review, with nothing found on the way. */
export async function preflightAndReview(window: AppWindow): Promise<void> {
  await press(window, "Next: Pre-flight");
  await press(window, "Next: Review");
  await shows(window, "All checks passed");
}

/** From the resources to the run. */
export async function reviewAndStart(window: AppWindow, name: string): Promise<void> {
  await preflightAndReview(window);
  await press(window, `Initialise ${name}`);
  await reaches(window, /Running/);
}
