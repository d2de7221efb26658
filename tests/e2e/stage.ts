import { rmSync } from "node:fs";

import { afterEach, expect } from "vitest";

import { violations } from "./accessibility.ts";
import { AppWindow, type PracticeAgents, practiceAgents, type WindowOptions } from "./window.ts";
import { shows } from "./wizard.ts";

// What a test opened and started is cleared away after it, however it ends.

const opened: AppWindow[] = [];
const running: PracticeAgents[] = [];

afterEach(async () => {
  for (const window of opened.splice(0)) {
    await window.close();
    rmSync(window.dataDir, { recursive: true, force: true });
  }
  for (const agents of running.splice(0)) agents.stop();
});

export async function openWindow(options: WindowOptions = {}): Promise<AppWindow> {
  const window = await AppWindow.open(options);
  opened.push(window);
  return window;
}

/** A window that shows its first screen. */
export async function openHome(options: WindowOptions = {}): Promise<AppWindow> {
  const window = await openWindow(options);
  await shows(window, "Connections", 30);
  return window;
}

export async function startAgents(...flags: string[]): Promise<PracticeAgents> {
  const agents = await practiceAgents(...flags);
  running.push(agents);
  return agents;
}

export async function accessible(window: AppWindow, screen: string): Promise<void> {
  expect(await violations(window), `accessibility of ${screen}`).toEqual([]);
}
