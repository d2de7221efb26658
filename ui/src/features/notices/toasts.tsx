import { useEffect, useEffectEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";

import type { Notice, NoticeReason } from "../../ipc/generated";
import { type ShownState, StateIcon } from "../../shared/state/state-icon";
import { Button } from "../../shared/ui/button";
import classes from "./notices.module.css";
import { goesByItself, SHOWN, STAYS_MS } from "./toast-list";
import { useSayNotice } from "./words";

const STATES: Record<NoticeReason, ShownState> = {
  finished: "succeeded",
  rolledBack: "rolledBack",
  cancelled: "cancelled",
  failed: "failed",
  stalled: "warning",
};

type Props = { toasts: Notice[]; onDismiss: (operationId: string) => void };

/** News of operations that are not on the screen, in the corner of the window. */
export function Toasts({ toasts, onDismiss }: Props) {
  const { t } = useTranslation("notices");
  const more = toasts.length - SHOWN;
  return (
    <div role="status" aria-label={t("label")} className={classes.corner}>
      {more > 0 && (
        <Link href="/tasks" className={classes.more}>
          {t("more", { count: more })}
        </Link>
      )}
      {toasts
        .slice(0, SHOWN)
        .toReversed()
        .map((notice) => (
          <Toast key={`${notice.operationId} ${notice.toldAt}`} notice={notice} onDismiss={onDismiss} />
        ))}
    </div>
  );
}

/** It waits while the pointer or the focus is on it. */
function Toast({ notice, onDismiss }: { notice: Notice; onDismiss: (operationId: string) => void }) {
  const { t } = useTranslation("notices");
  const { title, body } = useSayNotice()(notice);
  const [held, setHeld] = useState(false);
  const gone = useEffectEvent(() => onDismiss(notice.operationId));
  const waits = held || !goesByItself(notice);
  useEffect(() => {
    if (waits) return undefined;
    const timer = setTimeout(() => gone(), STAYS_MS);
    return () => clearTimeout(timer);
  }, [waits]);
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- only to notice that it is looked at
    <div
      className={classes.toast}
      data-reason={notice.reason}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <StateIcon state={STATES[notice.reason]} size={16} />
      <div className={classes.said}>
        <p className={classes.title} title={title}>
          {title}
        </p>
        <p className={classes.body}>{body}</p>
      </div>
      <Link href={`/operations/${notice.operationId}`} className={classes.open}>
        {t("open")}
      </Link>
      <Button
        look="bare"
        size="sm"
        icon="cross"
        aria-label={t("dismiss", { title })}
        onClick={() => onDismiss(notice.operationId)}
      />
    </div>
  );
}
