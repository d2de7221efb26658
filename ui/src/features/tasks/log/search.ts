import type { LogLine } from "./lines";

/** A place of the search text: the line, and where in its text. */
export type Hit = { line: number; from: number; to: number };

/** Every hit, top to bottom. Upper and lower case are the same; the text is no pattern. */
export function findHits(lines: LogLine[], query: string): Hit[] {
  const wanted = query.toLowerCase();
  if (wanted === "") return [];
  return lines.flatMap((line, index) =>
    line.type === "row" ? hitsIn(line.row.text.toLowerCase(), wanted, index) : [],
  );
}

function hitsIn(text: string, wanted: string, line: number): Hit[] {
  const hits: Hit[] = [];
  for (let from = text.indexOf(wanted); from >= 0; from = text.indexOf(wanted, from + wanted.length)) {
    hits.push({ line, from, to: from + wanted.length });
  }
  return hits;
}

export type Part = { text: string; hit: "none" | "hit" | "current" };

/** `text` cut at its hits, for marking them. */
export function cutAtHits(text: string, hits: Hit[], current: Hit | null): Part[] {
  const parts: Part[] = [];
  let at = 0;
  for (const hit of hits) {
    if (hit.from > at) parts.push({ text: text.slice(at, hit.from), hit: "none" });
    parts.push({ text: text.slice(hit.from, hit.to), hit: hit === current ? "current" : "hit" });
    at = hit.to;
  }
  if (at < text.length) parts.push({ text: text.slice(at), hit: "none" });
  return parts;
}
