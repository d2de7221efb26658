import type { Lines } from "./lines";

/** Where lines stand, in rows of text. */
export type Heights = {
  total: () => number;
  topOf: (line: number) => number;
  /** The line at a row of text. */
  lineAt: (top: number) => number;
  /** What lines took on the screen, from one on; 0 where nothing was drawn. */
  learn: (from: number, taken: readonly number[]) => void;
  cut: (line: number) => void;
};

/** Every line is one row. */
export function evenHeights(lines: Lines): Heights {
  const clamp = (line: number) => Math.max(0, Math.min(line, lines.count() - 1));
  return { total: lines.count, topOf: (line) => line, lineAt: clamp, learn: () => undefined, cut: () => undefined };
}

/** Lines broken at `columns` characters; none shows more than `most` of them unless it was learnt otherwise. */
export function wrappedHeights(lines: Lines, columns: number, most: number): Heights {
  const ends: number[] = [];
  const learnt = new Map<string, number>();

  function grow() {
    for (let line = ends.length; line < lines.count(); line++) {
      const shown = lines.at(line);
      const text = shown?.row.text ?? "";
      const rows =
        shown === undefined || shown.separator
          ? 1
          : (learnt.get(shown.row.key) ?? Math.max(1, Math.ceil(cellsOf(text.slice(0, most)) / columns)));
      ends.push((ends[line - 1] ?? 0) + rows);
    }
  }

  return {
    total: () => {
      grow();
      return ends.at(-1) ?? 0;
    },
    topOf: (line) => {
      grow();
      return ends[line - 1] ?? 0;
    },
    lineAt: (top) => {
      grow();
      let [low, high] = [0, Math.max(0, ends.length - 1)];
      while (low < high) {
        const middle = (low + high) >>> 1;
        if ((ends[middle] ?? 0) <= top) low = middle + 1;
        else high = middle;
      }
      return low;
    },
    learn: (from, taken) => {
      grow();
      let [more, before] = [0, ends[from - 1] ?? 0];
      for (let line = from; line < ends.length; line++) {
        const end = ends[line] ?? 0;
        const rows = taken[line - from] ?? 0;
        const shown = rows > 0 ? lines.at(line) : undefined;
        if (shown !== undefined && !shown.separator && rows !== end - before) {
          learnt.set(shown.row.key, rows);
          more += rows - (end - before);
        }
        before = end;
        ends[line] = end + more;
      }
    },
    cut: (line) => {
      ends.length = Math.min(ends.length, line);
    },
  };
}

// oxlint-disable-next-line no-control-regex -- plain text is all of it
const PLAIN = /^[\u0000-\u0008\u000a-\u024f]*$/;

/** Characters of East Asia take two cells, a tab up to eight. */
function cellsOf(text: string): number {
  if (PLAIN.test(text)) return text.length;
  let cells = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    cells += code === 9 ? 8 - (cells % 8) : code >= 0x2e80 && code !== 0xfffd ? 2 : 1;
  }
  return cells;
}
