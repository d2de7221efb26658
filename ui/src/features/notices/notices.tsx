import { type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import { useLocation } from "wouter";

import type { Notice, NoticesEvent } from "../../ipc/generated";
import { useWatch } from "../../ipc/hooks";
import { usePlatform } from "../../platform/context";
import { OtherWork } from "../../shared/shell/other-work";
import { withNews } from "./toast-list";
import { Toasts } from "./toasts";
import { lastTold, rememberTold } from "./told";
import { useNative, useSayTray } from "./words";

const QUIET: NoticesEvent = { running: 0, failed: 0, work: [], notices: [], open: null };

/** Tells of operations wherever the user is: in the corner of the window, natively, in the tray and in the title. */
export function Notices({ children }: { children: ReactNode }) {
  const platform = usePlatform();
  const [location, navigate] = useLocation();
  const [after] = useState(lastTold);
  const last = useRef(after ?? 0);
  const [work, setWork] = useState(QUIET);
  const [toasts, setToasts] = useState<Notice[]>([]);
  const native = useNative();
  const shown = /^\/operations\/([^/]+)/.exec(location)?.[1] ?? null;

  useWatch("watch_notices", { after }, (event) => {
    setWork(event);
    // A subscription that is opened anew may bring what this window has dealt with.
    const news = event.notices.filter(({ toldAt }) => toldAt > last.current);
    for (const { toldAt } of news) {
      last.current = Math.max(last.current, toldAt);
      rememberTold(last.current);
    }
    const seen = ({ operationId }: Notice) => operationId === shown;
    const away = news.filter((notice) => !seen(notice) || !document.hasFocus());
    // The line in the window says the same: a desktop without notifications is no trouble.
    for (const request of native(away)) void platform.call("show_notice", request).catch(() => undefined);
    if (news.length > 0) setToasts((before) => withNews(before, news));
    if (event.open !== null) navigate(`/operations/${event.open}`);
  });
  useTray(work);

  const others = useMemo(() => {
    const here = work.work.some(({ operationId }) => operationId === shown) ? 1 : 0;
    return { running: work.running - here, failed: work.failed };
  }, [work, shown]);
  const unseen = toasts.filter(({ operationId }) => operationId !== shown);
  // Whoever has been there knows.
  if (unseen.length < toasts.length) setToasts(unseen);
  return (
    <OtherWork value={others}>
      {children}
      <Toasts
        toasts={unseen}
        onDismiss={(id) => setToasts((before) => before.filter(({ operationId }) => operationId !== id))}
      />
    </OtherWork>
  );
}

/** Says in the tray what runs, whenever it would say something else. */
function useTray(work: NoticesEvent) {
  const platform = usePlatform();
  const say = useSayTray();
  const said = JSON.stringify(say(work));
  useEffect(() => {
    void platform.call("set_tray", JSON.parse(said)).catch(() => undefined);
  }, [platform, said]);
}
