import { existsSync, readFileSync, readdirSync } from "node:fs";

import type { AppWindow } from "./window.ts";

/** From going to an address until what is there is painted, in milliseconds of the page's own clock. */
export async function openTime(window: AppWindow, hash: string, painted: string): Promise<number> {
  await window.browser.execute(() => (location.hash = "#/audit"));
  await window.until("the other screen", () =>
    window.browser.execute((selector: string) => document.querySelector(selector) === null, painted),
  );
  return window.browser.executeAsync(
    (to: string, selector: string, done: (value: number) => void) => {
      const begun = performance.now();
      const look = (): void => {
        if (document.querySelector(selector) === null) requestAnimationFrame(look);
        // The frame that holds it is on the screen when the next one begins.
        else requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - begun)));
      };
      location.hash = to;
      requestAnimationFrame(look);
    },
    hash,
    painted,
  );
}

export type Motion = "scroll" | "pan";

/** Frames a second while the timeline is moved in each of them, for some seconds. */
export async function frameRate(window: AppWindow, motion: Motion, seconds = 2.5): Promise<number> {
  return window.browser.executeAsync(
    (how: string, milliseconds: number, done: (value: number) => void) => {
      const grid = document.querySelector<HTMLElement>("[role=treegrid]");
      if (grid === null) return done(0);
      const lane = grid.querySelector<HTMLElement>("[data-row]");
      const place = (): string => `${grid.scrollTop} ${lane?.parentElement?.style.transform}`;
      const places = new Set<string>();
      let frames = 0;
      let way = 1;
      const begun = performance.now();
      const move = (): void => {
        const passed = performance.now() - begun;
        // What does not move is drawn as fast as one likes.
        if (passed >= milliseconds) return done(places.size > frames / 20 ? (frames * 1000) / passed : 0);
        places.add(place());
        frames += 1;
        if (how === "scroll") {
          const end = grid.scrollHeight - grid.clientHeight;
          if (grid.scrollTop >= end) way = -1;
          if (grid.scrollTop <= 0) way = 1;
          grid.scrollTop += way * 40;
        } else {
          way = Math.floor(passed / 600) % 2 === 0 ? 1 : -1;
          const wheel = {
            deltaX: way * 24,
            deltaY: 0,
            bubbles: true,
            cancelable: true,
            clientX: 900,
            clientY: 300,
          };
          lane?.dispatchEvent(new WheelEvent("wheel", wheel));
        }
        requestAnimationFrame(move);
      };
      requestAnimationFrame(move);
    },
    motion,
    seconds * 1000,
  );
}

/** Every process of the application: its own and those of its page. */
export function processesOf(pid: number): number[] {
  const all = readdirSync("/proc")
    .filter((entry) => /^\d+$/.test(entry))
    .map(Number);
  const parents = new Map(all.map((each) => [each, parentOf(each)]));
  const within = (each: number | undefined): boolean =>
    each !== undefined && (each === pid || within(parents.get(each)));
  return all.filter(within);
}

/** Processor time that processes have used so far, in seconds. */
export function processorTime(pids: number[]): number {
  const ticks = pids.map((pid) => {
    const words = read(`/proc/${pid}/stat`).split(") ").at(1)?.split(" ") ?? [];
    return Number(words[11] ?? 0) + Number(words[12] ?? 0);
  });
  return ticks.reduce((sum, each) => sum + each, 0) / 100;
}

/** Memory of processes, what they share counted once, in MB. */
export function memory(pids: number[]): number {
  const sizes = pids.map((pid) => Number(/^Pss:\s+(\d+)/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0));
  return sizes.reduce((sum, each) => sum + each, 0) / 1024;
}

function parentOf(pid: number): number | undefined {
  const parent = /^PPid:\s+(\d+)/m.exec(read(`/proc/${pid}/status`))?.[1];
  return parent === undefined ? undefined : Number(parent);
}

function read(path: string): string {
  try {
    return existsSync(path) ? readFileSync(path, "utf8") : "";
  } catch {
    // It ended while we looked.
    return "";
  }
}
