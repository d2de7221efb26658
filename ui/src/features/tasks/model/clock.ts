import { createContext, useContext, useEffect, useState } from "react";

/** Time is passed in, so that a test holds it still. `every` calls back until the returned function is called. */
export type Clock = { now: () => number; every: (ms: number, tick: () => void) => () => void };

const systemClock: Clock = {
  now: Date.now,
  every: (ms, tick) => {
    const timer = setInterval(tick, ms);
    return () => clearInterval(timer);
  },
};

export const ClockContext = createContext<Clock>(systemClock);

/** The time, again every `period` milliseconds while the window is seen; null lets it stand. */
export function useNow(period: number | null): number {
  const clock = useContext(ClockContext);
  const [now, setNow] = useState(clock.now);

  useEffect(() => {
    const tick = () => {
      if (document.visibilityState !== "hidden") setNow(clock.now());
    };
    tick();
    if (period === null) return;
    document.addEventListener("visibilitychange", tick);
    const stop = clock.every(period, tick);
    return () => {
      stop();
      document.removeEventListener("visibilitychange", tick);
    };
  }, [clock, period]);

  return now;
}

/** A running task moves each second; one that waits for the user needs no such hurry. */
export function periodOf(phase: "working" | "waiting" | "over"): number | null {
  if (phase === "over") return null;
  return phase === "working" ? 1000 : 10_000;
}
