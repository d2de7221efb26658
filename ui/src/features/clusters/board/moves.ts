/** Across zones, and along the hosts of one. */
export type CardMove = { across: number; along: number } | "first" | "last";

export function cardMove(key: string): CardMove | null {
  switch (key) {
    case "ArrowDown":
    case "j":
      return { across: 0, along: 1 };
    case "ArrowUp":
    case "k":
      return { across: 0, along: -1 };
    case "ArrowRight":
      return { across: 1, along: 0 };
    case "ArrowLeft":
      return { across: -1, along: 0 };
    case "Home":
      return "first";
    case "End":
      return "last";
    default:
      return null;
  }
}

/** Where a move leads; the edge of the board holds. An empty zone is passed over. */
export function placeAfter(columns: string[][], from: string | null, move: CardMove): string | null {
  const filled = columns.filter((column) => column.length > 0);
  if (move === "first") return filled[0]?.[0] ?? null;
  if (move === "last") return filled.at(-1)?.at(-1) ?? null;
  const column = filled.findIndex((hosts) => hosts.includes(from ?? ""));
  if (column < 0) return filled[0]?.[0] ?? null;
  const row = filled[column]?.indexOf(from ?? "") ?? 0;
  const target = filled[clamp(column + move.across, filled.length)] ?? [];
  return target[clamp(row + move.along, target.length)] ?? null;
}

function clamp(at: number, length: number): number {
  return Math.max(0, Math.min(length - 1, at));
}
