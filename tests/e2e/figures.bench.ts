import { rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

import { build } from "rolldown";
import { afterAll, afterEach, beforeAll, test } from "vitest";

import { delays } from "./delays.ts";
import { dropTask } from "./huge.ts";
import { frameRate, memory, openTime, processesOf, processorTime } from "./measure.ts";
import { AppWindow } from "./window.ts";
import { shows } from "./wizard.ts";

// What the real window costs. Judges nothing: times depend on the machine. The goals are shown beside them.

interface Figure {
  name: string;
  value: number;
  unit: string;
  goal?: string;
}

const BARS = "[role=treegrid] [id^=task-row-]";
const SEARCH = "section[aria-label=Log] [role=searchbox]";
const figures: Figure[] = [];
let window: AppWindow;

beforeAll(async () => {
  window = await AppWindow.open({ width: 1280, height: 800, speed: 1 });
  await shows(window, "Connections", 30);
});

afterAll(async () => {
  await window.close();
  rmSync(window.dataDir, { recursive: true, force: true });
  const target = resolve(import.meta.dirname, "../../target");
  writeFileSync(join(target, "bench-window.json"), `${JSON.stringify(figures, null, 2)}\n`);
  const width = Math.max(...figures.map(({ name }) => name.length));
  for (const { name, value, unit, goal } of figures) {
    console.log(
      `${name.padEnd(width)}  ${value.toFixed(1).padStart(9)} ${unit.padEnd(9)} ${goal ? `goal ${goal}` : ""}`,
    );
  }
});

afterEach(async () => {
  await window.browser.execute(() => (location.hash = "#/"));
});

function note(name: string, value: number, unit: string, goal?: string): void {
  figures.push({ name, value, unit, ...(goal === undefined ? {} : { goal }) });
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

test("idle, before anything was opened", async () => {
  const pids = processesOf(window.process());
  // The first seconds are still those of the start.
  await new Promise((done) => setTimeout(done, 15_000));
  note("memory of a window with nothing open", memory(pids), "MB");
  const before = processorTime(pids);
  await new Promise((done) => setTimeout(done, 30_000));
  note("idle, 30 s with the window open", ((processorTime(pids) - before) / 30) * 100, "% of a core", "≤ 0.5");
});

test.each([
  {
    title: "100 steps, 500 runs",
    steps: 100,
    hosts: 5,
    goals: ["≤ 150", "≥ 55"],
  },
  { title: "5 000 bars", steps: 100, hosts: 50, goals: ["≤ 400", "≥ 55"] },
  { title: "20 000 bars", steps: 200, hosts: 100, goals: [undefined, "≥ 30"] },
])("a task of $title", async ({ title, steps, hosts, goals: [opened, moved] }) => {
  const hash = await dropTask(window, { steps, hosts });
  const times: number[] = [];
  for (let round = 0; round < 7; round += 1) times.push(await openTime(window, hash, BARS));
  note(`open ${title}, command to painted, median of 7`, median(times), "ms", opened);
  await unfold(window);
  for (const motion of ["scroll", "pan"] as const) {
    note(`${motion} ${title}`, await frameRate(window, motion), "frames/s", moved);
  }
  note(`memory with ${title} open`, memory(processesOf(window.process())), "MB");
});

test("a log of 200 000 lines", async () => {
  const hash = await dropTask(window, { steps: 1, hosts: 1, lines: 200_000 });
  await window.browser.execute((to: string) => (location.hash = to), hash);
  note("search 200 000 log lines, key to count, median of 5", median(await searches(window)), "ms", "≤ 200");
  const rows = await window.browser.execute(() => document.querySelectorAll("#task-log [data-line]").length);
  note("log rows in the page", rows, "rows", "≤ 200");
  note("memory with 200 000 log lines open", memory(processesOf(window.process())), "MB");
});

test("a graph of 2 000 nodes", async () => {
  // The page keeps its modules to itself: it gets the layout once more, to time it in its own engine.
  const input = resolve(import.meta.dirname, "../../ui/src/features/tasks/graph/layout.ts");
  const { output } = await build({
    input,
    output: { format: "iife", name: "graphLayout" },
    write: false,
  });
  await window.browser.execute(`globalThis.graphLayout = (() => { ${output[0].code}; return graphLayout; })()`);
  const { edges, times } = await window.browser.execute(layOut);
  note(`lay out a graph of 2 000 nodes and ${edges} edges, median of 9`, median(times), "ms", "≤ 100");
});

test("from a change at the agent to the screen", async () => {
  const found = await delays(window);
  note("change at the agent to pixels, median", median(found), "ms");
  note("change at the agent to pixels, longest", Math.max(...found), "ms", "≤ 1100");
});

async function unfold(at: AppWindow): Promise<void> {
  const steps = await at.browser.$$("[role=treegrid] [aria-expanded=false]").length;
  if (steps > 0) await at.browser.execute(() => document.querySelector<HTMLElement>("[role=treegrid]")?.focus());
  if (steps > 0) await at.browser.keys(["Shift", "ArrowRight"]);
}

async function searches(at: AppWindow): Promise<number[]> {
  const field = at.browser.$(SEARCH);
  await field.waitForExist();
  const times: number[] = [];
  for (const text of ["needle", "observer", "line 19", "nothing like it", "1: the needle"]) {
    times.push(
      await at.browser.executeAsync(
        (wanted: string, where: string, done: (value: number) => void) => {
          const input = document.querySelector<HTMLInputElement>(where);
          const shown = (): string => document.querySelector("[data-hits]")?.getAttribute("data-hits") ?? "";
          if (input === null) return done(Number.NaN);
          const write = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set;
          const begun = performance.now();
          write?.call(input, wanted);
          input.dispatchEvent(new Event("input", { bubbles: true }));
          const look = (): void => {
            if (shown().startsWith(`${wanted}:`)) requestAnimationFrame(() => done(performance.now() - begun));
            else requestAnimationFrame(look);
          };
          requestAnimationFrame(look);
        },
        text,
        SEARCH,
      ),
    );
  }
  return times;
}

/** Runs in the page. */
function layOut(): { edges: number; times: number[] } {
  const { graphLayout } = globalThis as unknown as {
    graphLayout: {
      layoutGraph(nodes: object[], edges: object[], options: { wrapAt: number }): unknown;
    };
  };
  const nodes = Array.from({ length: 2000 }, (_, node) => ({
    id: String(node),
    width: 208,
    height: 52,
  }));
  // Each waits for up to three of the thirty before it, as the steps of a wide task do.
  const edges = nodes.flatMap(({ id }, node) =>
    [1, 7, 29].flatMap((back) => {
      const from = node - 1 - ((node * back) % 30);
      return from >= 0 && (node + back) % 2 === 0 ? [{ from: String(from), to: id }] : [];
    }),
  );
  const times = Array.from({ length: 9 }, () => {
    const begun = performance.now();
    graphLayout.layoutGraph(nodes, edges, { wrapAt: 1600 });
    return performance.now() - begun;
  });
  return { edges: edges.length, times };
}
