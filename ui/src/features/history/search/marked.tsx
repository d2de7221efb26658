import { Fragment } from "react";

/** A text with the words that were searched for marked. */
export function Marked({ text, words }: { text: string; words: readonly string[] }) {
  return (
    <>
      {partsOf(text, words).map(({ at, part, hit }) =>
        hit ? <mark key={at}>{part}</mark> : <Fragment key={at}>{part}</Fragment>,
      )}
    </>
  );
}

export type Part = { at: number; part: string; hit: boolean };

/** The text in pieces: those that are one of the words, whatever their case, and those between. */
export function partsOf(text: string, words: readonly string[]): Part[] {
  const sought = words.filter((word) => word !== "").toSorted((a, b) => b.length - a.length);
  if (sought.length === 0) return [{ at: 0, part: text, hit: false }];
  const pattern = new RegExp(sought.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|"), "gi");
  const parts: Part[] = [];
  let end = 0;
  for (const { index, 0: hit } of text.matchAll(pattern)) {
    if (index > end) parts.push({ at: end, part: text.slice(end, index), hit: false });
    parts.push({ at: index, part: hit, hit: true });
    end = index + hit.length;
  }
  if (end < text.length) parts.push({ at: end, part: text.slice(end), hit: false });
  return parts;
}

export function wordsOf(text: string): string[] {
  return text.split(/\s+/).filter(Boolean);
}
