import { defineConfig } from "vitest/config";

// One window at a time: WebKitWebDriver serves one session, and OBDeck one instance.
export default defineConfig({
  test: { include: ["*.spec.ts"], fileParallelism: false, testTimeout: 180_000, hookTimeout: 60_000, bail: 1 },
});
