import { useMemo, useState } from "react";

import type { OperationView } from "../../../ipc/generated";
import { type Forecast, NO_FORECAST, forecast } from "../model/forecast";
import type { Phase } from "../model/phase";
import type { Span } from "../model/span";
import type { Usual } from "../model/usual";

/** What is still to come. A row whose place is the same keeps its object, so that it is not drawn again. */
export function useForecast(operation: OperationView, usual: Usual, phase: Phase, now: number): Forecast {
  const [keep] = useState(spanKeeper);
  return useMemo(() => {
    if (phase === "over") return NO_FORECAST;
    const found = forecast(operation, usual, now);
    return { ...found, places: keep(found.places) };
  }, [operation, usual, phase, now, keep]);
}

function spanKeeper(): (places: ReadonlyMap<string, Span>) => ReadonlyMap<string, Span> {
  let kept: ReadonlyMap<string, Span> = new Map();
  return (places) => {
    const before = kept;
    kept = new Map(
      [...places].map(([id, span]) => {
        const old = before.get(id);
        return [id, old?.from === span.from && old.to === span.to ? old : span];
      }),
    );
    return kept;
  };
}
