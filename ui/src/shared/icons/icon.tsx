import type { ReactNode } from "react";

import classes from "./icon.module.css";

export type IconName = keyof typeof SHAPES;

type Props = { name: IconName; size?: 12 | 14 | 16 | 20; label?: string; className?: string | undefined };

/** Drawn in 16 × 16. Without a label it is decoration. */
export function Icon({ name, size = 16, label, className }: Props) {
  const spoken = label === undefined ? { "aria-hidden": true } : { role: "img", "aria-label": label };
  return (
    <svg viewBox="0 0 16 16" width={size} height={size} className={`${classes.icon} ${className ?? ""}`} {...spoken}>
      {SHAPES[name]}
    </svg>
  );
}

const SHAPES = {
  pending: <circle cx="8" cy="8" r="5.5" />,
  ready: (
    <>
      <circle cx="8" cy="8" r="5.5" />
      <circle cx="8" cy="8" r="2" className={classes.solid} />
    </>
  ),
  running: (
    <>
      <circle cx="8" cy="8" r="5.75" opacity=".3" strokeWidth="2" />
      <path d="M8 2.25a5.75 5.75 0 0 1 5.75 5.75" strokeWidth="2" />
    </>
  ),
  succeeded: (
    <>
      <circle cx="8" cy="8" r="6.5" className={classes.solid} />
      <path d="m5.2 8.2 2 2 3.6-4" className={classes.cutOut} strokeWidth="1.75" />
    </>
  ),
  failed: (
    <>
      <path d="M5.3 1.5h5.4l3.8 3.8v5.4l-3.8 3.8H5.3l-3.8-3.8V5.3z" className={classes.solid} />
      <path d="m5.8 5.8 4.4 4.4m0-4.4-4.4 4.4" className={classes.cutOut} strokeWidth="1.75" />
    </>
  ),
  rolledBack: <path d="M3 8.5a5 5 0 1 0 1.6-4.1L2.5 6.3M2.5 2.8v3.5H6" />,
  cancelled: (
    <>
      <circle cx="8" cy="8" r="5.5" />
      <path d="m4.2 11.8 7.6-7.6" />
    </>
  ),
  passed: (
    <>
      <path d="M1.5 8h3.2m6.6 0h3.2" />
      <circle cx="8" cy="8" r="2.6" className={classes.solid} />
    </>
  ),
  unknown: (
    <>
      <circle cx="8" cy="8" r="5.75" strokeDasharray="2.2 2.3" />
      <path d="M6.5 6.6c.1-1 .7-1.5 1.6-1.5.9 0 1.5.6 1.5 1.3 0 1.1-1.5 1.2-1.5 2.3" strokeWidth="1.3" />
      <circle cx="8.1" cy="10.8" r=".75" className={classes.solid} />
    </>
  ),
  warning: (
    <>
      <path d="M8 1.8 14.8 14H1.2z" className={classes.solid} />
      <path d="M8 6.2v3.4M8 11.8v.1" className={classes.cutOut} strokeWidth="1.6" />
    </>
  ),
  check: <path d="m3 8.5 3.2 3.2L13 5" />,
  cross: <path d="m4 4 8 8m0-8-8 8" />,
  plus: <path d="M8 3v10M3 8h10" />,
  minus: <path d="M3 8h10" />,
  chevronDown: <path d="m4 6 4 4 4-4" />,
  chevronRight: <path d="m6 4 4 4-4 4" />,
  chevronUp: <path d="m4 10 4-4 4 4" />,
  arrowLeft: <path d="M13 8H3m4-4L3 8l4 4" />,
  retry: <path d="M13 7.5A5 5 0 1 0 11.4 11.6M13.5 3.5v4H9.5" />,
  /** A stretch of time that is cut out. */
  cuts: <path d="M1.5 8H5m6 0h3.5M5.5 2.5v11m5-11v11M6.8 10.4l2.4-4.8" />,
  copy: (
    <>
      <rect x="5.5" y="5.5" width="8" height="8" rx="1.5" />
      <path d="M10.5 5.5V4A1.5 1.5 0 0 0 9 2.5H4A1.5 1.5 0 0 0 2.5 4v5A1.5 1.5 0 0 0 4 10.5h1.5" />
    </>
  ),
  trash: (
    <path d="M2.5 4.5h11M6 4.5V3a1 1 0 0 1 1-1h2a1 1 0 0 1 1 1v1.5M4 4.5l.6 8.6a1 1 0 0 0 1 .9h4.8a1 1 0 0 0 1-.9l.6-8.6" />
  ),
  eye: (
    <>
      <path d="M1.5 8S4 3.8 8 3.8 14.5 8 14.5 8 12 12.2 8 12.2 1.5 8 1.5 8z" />
      <circle cx="8" cy="8" r="1.9" />
    </>
  ),
  eyeOff: (
    <path d="M6.3 4c.5-.1 1.1-.2 1.7-.2C12 3.8 14.5 8 14.5 8s-.7 1.2-2 2.3M10.3 11.8c-.7.3-1.5.4-2.3.4C4 12.2 1.5 8 1.5 8s.9-1.5 2.5-2.7M2.5 2.5l11 11" />
  ),
  lock: (
    <>
      <rect x="3" y="7" width="10" height="7" rx="1.5" />
      <path d="M5 7V5a3 3 0 0 1 6 0v2" />
    </>
  ),
  unlock: (
    <>
      <rect x="3" y="7" width="10" height="7" rx="1.5" />
      <path d="M5 7V5a3 3 0 0 1 5.8-1" />
    </>
  ),
  key: (
    <>
      <circle cx="5" cy="11" r="2.8" />
      <path d="m7 9 6.5-6.5M10.8 5.2l2 2" />
    </>
  ),
  dice: (
    <>
      <rect x="2.5" y="2.5" width="11" height="11" rx="2" />
      <path d="M5.5 5.5h.01M10.5 5.5h.01M8 8h.01M5.5 10.5h.01M10.5 10.5h.01" strokeWidth="1.8" />
    </>
  ),
  gear: (
    <>
      <circle cx="8" cy="8" r="2.2" />
      <path d="M8 1.5v2m0 9v2M1.5 8h2m9 0h2M3.4 3.4l1.4 1.4m6.4 6.4 1.4 1.4M3.4 12.6l1.4-1.4m6.4-6.4 1.4-1.4" />
    </>
  ),
  plug: <path d="M5.5 2v3m5-3v3M3.5 5h9v2.5a4.5 4.5 0 0 1-9 0zM8 12v2.5" />,
  list: <path d="M2.5 4h11M2.5 8h11M2.5 12h11" />,
  cards: (
    <>
      <rect x="2.5" y="2.5" width="4.5" height="4.5" rx="1" />
      <rect x="9" y="2.5" width="4.5" height="4.5" rx="1" />
      <rect x="2.5" y="9" width="4.5" height="4.5" rx="1" />
      <rect x="9" y="9" width="4.5" height="4.5" rx="1" />
    </>
  ),
  import: <path d="M8 2v8m0 0 3-3m-3 3L5 7M2.5 10v3.5h11V10" />,
  cluster: (
    <path d="M2 4.2C2 3 4.7 2 8 2s6 1 6 2.2S11.3 6.4 8 6.4 2 5.4 2 4.2zM2 4.2v7.6C2 13 4.7 14 8 14s6-1 6-2.2V4.2M2 8c0 1.2 2.7 2.2 6 2.2S14 9.2 14 8" />
  ),
  proxy: (
    <>
      <circle cx="3" cy="8" r="1.5" />
      <circle cx="13" cy="3.5" r="1.5" />
      <circle cx="13" cy="12.5" r="1.5" />
      <path d="M4.5 8H7c2 0 1.5-4.5 4.5-4.5M7 8c2 0 1.5 4.5 4.5 4.5" />
    </>
  ),
  tasks: <path d="M2 3.5h6M4.5 8h7M8 12.5h6" strokeWidth="2" />,
  hosts: (
    <>
      <rect x="2" y="2.5" width="12" height="4.5" rx="1" />
      <rect x="2" y="9" width="12" height="4.5" rx="1" />
      <path d="M4.5 4.8h.01M4.5 11.3h.01" strokeWidth="1.8" />
    </>
  ),
  doc: <path d="M4 1.5h5.5L12.5 4.5v10h-8.5zM9.5 1.5v3h3" />,
  flag: <path d="M3.5 14V2.5h8l-1.5 3 1.5 3h-8" />,
  search: (
    <>
      <circle cx="7" cy="7" r="4.5" />
      <path d="m10.5 10.5 3.5 3.5" />
    </>
  ),
  more: <path d="M3 8h.01M8 8h.01M13 8h.01" strokeWidth="2" />,
  download: <path d="M8 2v8m-3-3 3 3 3-3M2.5 13.5h11" />,
  wrap: <path d="M2 3.5h12M2 8h9.5a2.25 2.25 0 0 1 0 4.5H8m2-2-2 2 2 2M2 12.5h3" />,
  stop: <rect x="3.5" y="3.5" width="9" height="9" rx="1" />,
  skip: <path d="M4 3.5 9.5 8 4 12.5zM12 3.5v9" />,
  info: (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="M8 7.3v3.6M8 5v.1" />
    </>
  ),
  mark: (
    <>
      <rect x="1" y="1" width="14" height="14" rx="3.5" className={classes.solid} />
      <path d="M4 5h3.5M6 8h4M8.5 11H12" className={classes.cutOutApp} strokeWidth="1.8" />
    </>
  ),
} satisfies Record<string, ReactNode>;
