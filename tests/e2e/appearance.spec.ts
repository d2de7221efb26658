import { rmSync } from "node:fs";

import { expect, test } from "vitest";

import { violations } from "./accessibility.ts";
import { AppWindow } from "./window.ts";
import { describeCluster, press, reaches, reviewAndStart, shows, startPractice } from "./wizard.ts";

interface Look {
  theme: "light" | "dark";
  language: "en" | "zh";
  width: number;
  height: number;
}

const LOOKS: Look[] = [
  { theme: "dark", language: "en", width: 1280, height: 800 },
  { theme: "light", language: "zh", width: 1280, height: 800 },
  { theme: "dark", language: "zh", width: 1600, height: 1000 },
  { theme: "light", language: "en", width: 1600, height: 1000 },
];

test("every screen holds in both themes, both languages and two sizes", async () => {
  const window = await AppWindow.open({ speed: 60 });
  try {
    await shows(window, "Connections");
    await startPractice(window);
    const wizard = await hash(window);
    await describeCluster(window, "ob_order", "Canary77##Secret");
    await press(window, "Next");
    await press(window, "Use all");
    await reviewAndStart(window, "ob_order");
    await reaches(window, /^ob_order: Succeeded/);
    const run = await hash(window);
    const draft = wizard.replace(/\/[a-z]+$/, "");

    for (const look of LOOKS) {
      await window.resize(look.width, look.height);
      await wear(window, look);
      for (const [name, place] of [
        ["home", "#/"],
        ["hosts", `${draft}/hosts`],
        ["cluster", `${draft}/cluster`],
        ["resources", `${draft}/resources`],
        ["preflight", `${draft}/preflight`],
        ["review", `${draft}/review`],
        ["settings", "#/settings"],
        ["audit", "#/audit"],
        ["tasks", "#/tasks"],
        ["run", run],
      ] as const) {
        await goTo(window, place);
        await holds(window, name, look);
      }
      for (const [name, key] of [
        ["run-graph", "2"],
        ["run-table", "3"],
      ] as const) {
        await window.browser.keys([key]);
        await settle(window);
        await holds(window, name, look);
      }
    }
  } finally {
    await window.close();
    rmSync(window.dataDir, { recursive: true, force: true });
  }
});

async function holds(window: AppWindow, name: string, look: Look): Promise<void> {
  const label = `${name}-${look.theme}-${look.language}-${look.width}`;
  expect(await violations(window), label).toEqual([]);
  expect(await overflow(window), label).toEqual([]);
  expect(await window.text(), label).not.toMatch(/could not be read|无法读取日志/);
  await window.shoot(label);
}

async function hash(window: AppWindow): Promise<string> {
  return window.browser.execute(() => location.hash);
}

/** Puts theme and language on, as a restart with these preferences would. */
async function wear(window: AppWindow, { theme, language }: Look): Promise<void> {
  await window.browser.executeAsync(
    (preferences: object, done: () => void) => {
      const { __TAURI_INTERNALS__: tauri } = globalThis as unknown as {
        __TAURI_INTERNALS__: {
          invoke(command: string, args: object): Promise<unknown>;
        };
      };
      void tauri.invoke("save_preferences", { request: preferences }).then(() => {
        location.hash = "#/";
        location.reload();
        done();
      });
    },
    { theme, language, panes: {}, foldedGroups: [] },
  );
  await shows(window, language === "zh" ? "连接" : "Connections");
}

async function goTo(window: AppWindow, place: string): Promise<void> {
  await window.browser.execute((to: string) => (location.hash = to), place);
  await settle(window);
}

async function settle(window: AppWindow): Promise<void> {
  // Two frames: one to route, one to paint.
  await window.browser.executeAsync((done: () => void) =>
    requestAnimationFrame(() => requestAnimationFrame(() => done())),
  );
  await window.until("the screen to settle", async () => {
    const before = await window.text();
    return before.length > 40 && before === (await window.text());
  });
}

/** Elements that stick out of the window. */
async function overflow(window: AppWindow): Promise<string[]> {
  return window.browser.execute(() => {
    const beyond = [...document.querySelectorAll<HTMLElement>("button, h1, h2, p, label, input")].filter((element) => {
      const box = element.getBoundingClientRect();
      return (
        box.width > 0 &&
        (box.right > innerWidth + 1 || box.left < -1) &&
        element.closest("[data-timeline-text]") === null
      );
    });
    return beyond.map((element) => `${element.tagName} ${element.textContent?.slice(0, 40) ?? ""}`);
  });
}
