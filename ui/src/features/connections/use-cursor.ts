import { useState } from "react";

import type { Stop } from "./model/lines";

/** Where the user is in the list. When that row goes, the one that takes its place is next. */
export function useCursor(stops: Stop[]) {
  const [place, setPlace] = useState<{ id: string | null; at: number }>({ id: null, at: 0 });
  const found = stops.findIndex(({ id }) => id === place.id);
  if (found >= 0 && found !== place.at) setPlace({ id: place.id, at: found });
  const at = found >= 0 ? found : Math.min(place.at, stops.length - 1);
  const to = (id: string | null) => setPlace((now) => ({ ...now, id }));
  return {
    stop: stops[at] ?? null,
    to,
    by: (steps: number) => {
      const next = stops[Math.max(0, Math.min(stops.length - 1, at + steps))];
      if (next !== undefined) to(next.id);
    },
    first: () => to(stops[0]?.id ?? null),
    last: () => to(stops.at(-1)?.id ?? null),
  };
}
