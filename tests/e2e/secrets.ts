import { expect } from "vitest";

import { type AppWindow, filesBelow } from "./window.ts";

/** Whether a secret stands in the page, in what it keeps, or in any file, in whatever spelling. */
export async function found(window: AppWindow, secret: string): Promise<boolean> {
  const page = await window.browser.execute(
    () => document.documentElement.outerHTML + JSON.stringify(localStorage) + JSON.stringify(sessionStorage) + location.href,
  );
  const everything = [Buffer.from(page), ...filesBelow(window.dataDir)];
  expect(everything.length).toBeGreaterThan(5);
  return everything.some((bytes) => spellings(secret).some((spelling) => bytes.includes(spelling)));
}

/** Plain, hex, part of a URL, and base64 at each of the three places it can begin. */
function spellings(secret: string): string[] {
  const hex = Buffer.from(secret).toString("hex");
  const base64 = [0, 1, 2].map((shift) => {
    const text = Buffer.from("x".repeat(shift) + secret);
    return text.toString("base64").slice(Math.ceil((shift * 8) / 6), Math.floor((text.length * 8) / 6));
  });
  return [secret, hex, hex.toUpperCase(), encodeURIComponent(secret), ...base64];
}
