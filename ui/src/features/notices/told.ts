const KEY = "obdeck.notices.toldAt";

/** The last notice that this window has dealt with. It outlives a reload of the window, not the window. */
export function lastTold(): number | null {
  const kept = Number(window.sessionStorage.getItem(KEY) ?? Number.NaN);
  return Number.isFinite(kept) ? kept : null;
}

export function rememberTold(toldAt: number) {
  window.sessionStorage.setItem(KEY, String(toldAt));
}
