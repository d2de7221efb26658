import type { IpcError } from "../../ipc/generated";

/** Why a file did not open: found here, or told by the console. */
export type OpenProblem =
  | { type: "tooLarge"; bytes: number }
  | { type: "folder" }
  | { type: "unreadable"; message: string }
  | { type: "refused"; error: IpcError };

/** What was dropped on the window, or pasted. */
export type Dropped = { file: File; folder: boolean };

export const MOST_BYTES = 64 * 1024 * 1024;

/** Why pasted text is not opened, if it is not. */
export function pasteProblem(text: string): OpenProblem | null {
  return text.length > MOST_BYTES ? { type: "tooLarge", bytes: text.length } : null;
}

/** The text of a file, or why it cannot be had. */
export async function readDropped({ file, folder }: Dropped): Promise<{ text: string } | OpenProblem> {
  if (folder) return { type: "folder" };
  if (file.size > MOST_BYTES) return { type: "tooLarge", bytes: file.size };
  try {
    return { text: await file.text() };
  } catch (thrown) {
    return { type: "unreadable", message: thrown instanceof Error ? thrown.message : String(thrown) };
  }
}

/** The files of a drop, in the order of the drop. Only now does the window tell which of them are folders. */
export function droppedFiles(transfer: DataTransfer): Dropped[] {
  const items = [...(transfer.items ?? [])].filter(({ kind }) => kind === "file");
  const found = items.flatMap((item): Dropped[] => {
    const file = item.getAsFile();
    return file === null ? [] : [{ file, folder: item.webkitGetAsEntry?.()?.isDirectory ?? false }];
  });
  return found.length > 0 ? found : [...transfer.files].map((file) => ({ file, folder: false }));
}

export function carriesFiles(transfer: DataTransfer | null): transfer is DataTransfer {
  return transfer !== null && [...transfer.types].includes("Files");
}

/** Pasted text that may be a task. */
export function looksLikeJson(text: string): boolean {
  return /^\s*[{[]/.test(text) && /[}\]]\s*$/.test(text);
}
