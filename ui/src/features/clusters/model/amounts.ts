import type { Usage } from "../../../ipc/generated";
import { formatBytes } from "../../../shared/time/format";

/** Used and total as they stand in a text: the total brings the unit, `1.2` of `2 TB`. */
export type Amount = { used: string; total: string };

const TERA = 4;
const SIZES = ["B", "KB", "MB", "GB", "TB", "PB"] as const;

export function coresOf({ used, total }: Usage): Amount {
  return { used: number(used, 1), total: number(total, 1) };
}

export function bytesOf({ used, total }: Usage): Amount {
  const whole = formatBytes(total);
  const unit = SIZES.findIndex((size) => whole.endsWith(` ${size}`));
  const value = used / 1024 ** Math.max(0, unit);
  return { used: number(value, value < 10 || unit >= TERA ? 1 : 0), total: whole };
}

/** 0 to 100. */
export function percentOf({ used, total }: Usage): number {
  return total <= 0 ? 0 : Math.max(0, Math.min(100, Math.round((used / total) * 100)));
}

function number(value: number, digits: number): string {
  return value.toFixed(digits).replace(/\.0$/, "");
}
