import { type ButtonHTMLAttributes, type ReactNode, useId } from "react";

import { Icon, type IconName } from "../icons/icon";
import classes from "./button.module.css";

export type ButtonProps = Omit<ButtonHTMLAttributes<HTMLButtonElement>, "disabled" | "className"> & {
  look?: "quiet" | "primary" | "danger" | "dangerFill" | "bare";
  size?: "sm" | "md" | "lg";
  icon?: IconName;
  /** Why it is off. It stays reachable by keyboard, and the reason is read with it. */
  disabledReason?: string | null | undefined;
  /** `beside` shows the reason left of the button; `elsewhere` when the screen already says it. */
  reasonShown?: "beside" | "elsewhere";
  /** Pressed while off: show where the reason can be solved. */
  onRefused?: () => void;
  children?: ReactNode;
};

export function Button({
  look = "quiet",
  size = "md",
  icon,
  disabledReason = null,
  reasonShown = "beside",
  onRefused,
  children,
  onClick,
  ...rest
}: ButtonProps) {
  const reasonId = useId();
  const off = disabledReason !== null;
  const square = children === undefined ? classes.square : icon === undefined ? "" : classes.withIcon;
  // One tree in both cases: a button that goes off while it has focus must keep it.
  return (
    <span className={off ? classes.withReason : classes.alone}>
      {off && (
        <span key="reason" id={reasonId} className={reasonShown === "beside" ? classes.reason : "sr"}>
          {disabledReason}
        </span>
      )}
      <button
        key="button"
        type="button"
        {...rest}
        className={`${classes.button} ${classes[look]} ${classes[size]} ${square}`}
        aria-disabled={off || undefined}
        aria-describedby={off ? reasonId : rest["aria-describedby"]}
        onClick={(event) => {
          if (!off) return onClick?.(event);
          event.preventDefault();
          onRefused?.();
        }}
      >
        {icon !== undefined && <Icon name={icon} size={size === "sm" ? 12 : 14} />}
        {children}
      </button>
    </span>
  );
}
