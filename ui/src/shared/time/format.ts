import type { TFunction } from "i18next";

export type Speech = "en" | "zh";

const UNITS = {
  en: { h: " h", m: " m", s: " s", ms: " ms" },
  zh: { h: " 小时", m: " 分", s: " 秒", ms: " 毫秒" },
} as const;

/** `0.4 s`, `31.2 s`, `1 m 06 s`, `1 h 04 m 09 s`. */
export function formatDuration(ms: number, speech: Speech = "en"): string {
  const unit = UNITS[speech];
  const whole = Math.max(0, ms);
  if (whole < 59_950) return `${(whole / 1000).toFixed(1)}${unit.s}`;
  const seconds = Math.round(whole / 1000);
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const tail = `${two(s)}${unit.s}`;
  return h > 0 ? `${h}${unit.h} ${two(m)}${unit.m} ${tail}` : `${m}${unit.m} ${tail}`;
}

/** `16:47:01` in local time. */
export function formatClock(at: number): string {
  const date = new Date(at);
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}

/** `16:47:01` today, `12 Nov 16:47` before, with the year when it is another one. */
export function formatMoment(at: number, now: number, speech: Speech = "en"): string {
  const date = new Date(at);
  const today = new Date(now);
  if (date.toDateString() === today.toDateString()) return formatClock(at);
  const time = `${two(date.getHours())}:${two(date.getMinutes())}`;
  const year = date.getFullYear() === today.getFullYear() ? "" : String(date.getFullYear());
  if (speech === "zh") return `${year && `${year} 年 `}${date.getMonth() + 1} 月 ${date.getDate()} 日 ${time}`;
  const month = date.toLocaleString("en-GB", { month: "short" });
  return `${date.getDate()} ${month}${year && ` ${year}`} ${time}`;
}

/** `16:47:01` today, `12 Nov` before, with the year when it is another one. */
export function formatDay(at: number, now: number, speech: Speech = "en"): string {
  const moment = formatMoment(at, now, speech);
  return new Date(at).toDateString() === new Date(now).toDateString() ? moment : moment.replace(/ \d\d:\d\d$/, "");
}

/** Full local date and time, for titles: `2026-11-20 16:47:01`. */
export function formatFull(at: number): string {
  const date = new Date(at);
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${formatClock(at)}`;
}

const SIZES = ["B", "KB", "MB", "GB", "TB", "PB"] as const;

/** `16 GB`, `29.1 GB`: binary units, one decimal at most. */
export function formatBytes(bytes: number): string {
  const step = Math.min(SIZES.length - 1, bytes < 1 ? 0 : Math.floor(Math.log2(bytes) / 10));
  const value = Math.round((bytes / 1024 ** step) * 10) / 10;
  return `${value} ${SIZES[step]}`;
}

/** `+73 ms`, `−1 ms`, `+2.4 s`, `0 ms`. */
export function formatOffset(ms: number): string {
  const sign = Math.round(ms) === 0 ? "" : ms < 0 ? "−" : "+";
  const size = Math.abs(ms);
  return size < 1000 ? `${sign}${Math.round(size)} ms` : `${sign}${(size / 1000).toFixed(1)} s`;
}

/** `4 s ago`, `2 h ago`, `6 d ago`. */
export function formatAgo(at: number, now: number, t: TFunction<"shared">): string {
  const seconds = Math.max(0, Math.round((now - at) / 1000));
  if (seconds < 60) return t("ago.seconds", { n: seconds });
  if (seconds < 3600) return t("ago.minutes", { n: Math.floor(seconds / 60) });
  if (seconds < 86_400) return t("ago.hours", { n: Math.floor(seconds / 3600) });
  return t("ago.days", { n: Math.floor(seconds / 86_400) });
}

function two(value: number): string {
  return String(value).padStart(2, "0");
}

/** How far the window's own zone was east of Greenwich at `at`, in minutes. */
export function utcOffset(at: number): number {
  return -new Date(at).getTimezoneOffset() || 0;
}
