import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

// eslint-disable-next-line import/no-default-export -- Vite reads the default export
export default defineConfig({
  plugins: [react()],
  clearScreen: false,
  // The window has a strict policy: nothing inline, nothing from elsewhere.
  build: {
    target: "safari16",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    cssMinify: "lightningcss",
    // Read from disk, not over a network: one file that parses at once beats many.
    chunkSizeWarningLimit: 1024,
  },
  test: {
    environment: "jsdom",
    setupFiles: ["src/test/setup.ts"],
    css: { modules: { classNameStrategy: "non-scoped" } },
    restoreMocks: true,
  },
});
