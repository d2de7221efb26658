import type { AppWindow } from "./window.ts";
import { describeCluster, preflightAndReview, press, reaches, startPractice } from "./wizard.ts";

interface Seen {
  name: string;
  at: number;
}

/** Initialises a practice cluster and tells for each step how long after its begin the screen showed that it runs. */
export async function delays(window: AppWindow): Promise<number[]> {
  await startPractice(window);
  await describeCluster(window, "practice", `Bench-${Date.now()}-#Aa`);
  await press(window, "Next");
  await press(window, "Use all");
  await preflightAndReview(window);
  await press(window, "Initialise practice");
  await reaches(window, /Running/);
  await window.browser.execute(() => {
    const seen: Seen[] = [];
    Object.assign(globalThis, { seenRunning: seen });
    const look = (): void => {
      const text = document.querySelector("[data-timeline-text]")?.textContent ?? "";
      for (const [, name] of text.matchAll(/^ {4}\d+ (.+): Running/gm)) {
        if (name !== undefined && !seen.some((known) => known.name === name)) seen.push({ name, at: Date.now() });
      }
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  await reaches(window, /^practice: Succeeded/m, 300);
  return window.browser.executeAsync((done: (value: number[]) => void) => {
    const { seenRunning } = globalThis as unknown as { seenRunning: Seen[] };
    const { __TAURI_INTERNALS__: tauri } = globalThis as unknown as { __TAURI_INTERNALS__: Internals };
    interface Internals {
      transformCallback(callback: (event: { message: Message }) => void): number;
      invoke(command: string, request: object): Promise<unknown>;
    }
    interface Message {
      operation?: { calls: { steps: { name: string; startedAt: number | null }[] }[] };
    }
    const answered = ({ message }: { message: Message }): void => {
      const steps = message.operation?.calls.flatMap((call) => call.steps) ?? [];
      // What ran when the watch began was seen late, and is left out.
      const late = seenRunning.slice(1).flatMap(({ name, at }) => {
        const begun = steps.find((step) => step.name === name)?.startedAt;
        return begun == null ? [] : [at - begun];
      });
      done(late);
    };
    const request = { watchId: "bench", operationId: location.hash.split("/").at(-1) };
    void tauri.invoke("watch_operation", { request, channel: `__CHANNEL__:${tauri.transformCallback(answered)}` });
  });
}
