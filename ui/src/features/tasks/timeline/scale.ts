import type { Span } from "../model/span";

/** A cut stretch of time is this wide at any zoom. */
export const FOLD_WIDTH = 36;

export type FoldPiece = Span & { x: number };

/** Time to pixels and back: monotonic, linear but for the cuts, and going on at the same pace outside its domain. */
export type Scale = {
  pxPerMs: number;
  folds: FoldPiece[];
  toX: (time: number) => number;
  toTime: (x: number) => number;
};

type Piece = { from: number; to: number; x: number; pace: number };

export function createScale(origin: number, folds: Span[], pxPerMs: number): Scale {
  const pieces: Piece[] = [];
  let time = origin;
  let x = 0;
  for (const fold of folds) {
    pieces.push({ from: time, to: fold.from, x, pace: pxPerMs });
    x += (fold.from - time) * pxPerMs;
    pieces.push({ from: fold.from, to: fold.to, x, pace: FOLD_WIDTH / (fold.to - fold.from) });
    x += FOLD_WIDTH;
    time = fold.to;
  }
  pieces.push({ from: time, to: Number.POSITIVE_INFINITY, x, pace: pxPerMs });
  const first = pieces[0];
  return {
    pxPerMs,
    folds: pieces.filter((_, index) => index % 2 === 1).map(({ from, to, x: at }) => ({ from, to, x: at })),
    toX: (at) => {
      const piece = pieces.findLast((candidate) => at >= candidate.from) ?? first;
      return piece === undefined ? 0 : piece.x + (at - piece.from) * piece.pace;
    },
    toTime: (at) => {
      const piece = pieces.findLast((candidate) => at >= candidate.x) ?? first;
      return piece === undefined ? origin : piece.from + (at - piece.x) / piece.pace;
    },
  };
}

/** Milliseconds of `domain` that are drawn to scale. */
export function drawnToScale(domain: Span, folds: Span[]): number {
  return domain.to - domain.from - folds.reduce((sum, fold) => sum + fold.to - fold.from, 0);
}
