import { defineConfig } from "vitest/config";

export default defineConfig({
  test: { include: ["*.bench.ts"], fileParallelism: false, testTimeout: 300_000, hookTimeout: 60_000, reporters: ["dot"] },
});
