import { useState } from "react";

import classes from "./side.module.css";

/** A fingerprint with both its ends; whole once it has the focus or is pressed. */
export function KeyPrint({ fingerprint }: { fingerprint: string }) {
  const [shown, setShown] = useState<"short" | "whole">("short");
  const short = fingerprint.length > 26 ? `${fingerprint.slice(0, 15)}…${fingerprint.slice(-8)}` : fingerprint;
  return (
    <button
      type="button"
      className={`mono ${classes.keyPrint}`}
      title={fingerprint}
      onFocus={() => setShown("whole")}
      onBlur={() => setShown("short")}
    >
      <span aria-hidden>{shown === "whole" ? fingerprint : short}</span>
      <span className="sr">{fingerprint}</span>
    </button>
  );
}
