import { execFileSync } from "node:child_process";

import type { AppWindow } from "./window.ts";

/** Answers the system's file dialog of that title with a path, as a person at the keyboard does. */
export async function answerFileDialog(window: AppWindow, title: string, path: string): Promise<void> {
  let dialog = "";
  await window.until(`the file dialog "${title}"`, () => {
    dialog = dialogs(title).at(-1) ?? "";
    return Promise.resolve(dialog !== "");
  });
  xdotool("windowfocus", "--sync", dialog);
  // The first "/" opens the field for a path where the dialog has none; letters typed while it opens are lost, and
  // nothing outside tells when it is there.
  xdotool("key", "--clearmodifiers", "slash", "sleep", "0.5", "key", "--clearmodifiers", "ctrl+a");
  xdotool("type", "--clearmodifiers", "--delay", "10", path);
  xdotool("key", "--clearmodifiers", "Return");
  await window.until("the file dialog to close", () => Promise.resolve(!dialogs(title).includes(dialog)));
}

function dialogs(title: string): string[] {
  const found = xdotool("search", "--onlyvisible", "--name", title).trim();
  return found === "" ? [] : found.split("\n");
}

function xdotool(...words: string[]): string {
  try {
    return execFileSync("xdotool", words, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  } catch {
    // It found no window.
    return "";
  }
}
