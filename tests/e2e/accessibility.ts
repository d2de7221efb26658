import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

import type { AppWindow } from "./window.ts";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe objects to on the screen that is shown, one line a finding. */
export async function violations(window: AppWindow): Promise<string[]> {
  await window.browser.execute(AXE);
  return window.browser.executeAsync((done: (lines: string[]) => void) => {
    const { axe } = globalThis as unknown as {
      axe: { run(): Promise<{ violations: { id: string; nodes: { target: string[]; failureSummary: string }[] }[] }> };
    };
    void axe
      .run()
      .then(({ violations: found }) =>
        done(found.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(" ")} ${node.failureSummary}`))),
      );
  });
}
