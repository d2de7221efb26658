import { useMemo } from "react";
import { useTranslation } from "react-i18next";

import type { LogRow } from "../../../ipc/generated";
import { CopyButton } from "../../../shared/ui/copy-button";
import { CUT } from "./log-store";
import classes from "./log.module.css";
import type { Matcher, Place } from "./matcher";
import { cutAtHits } from "./search";

type Props = {
  row: LogRow;
  matcher: Matcher | null;
  nth: number | null;
  opened: number | null;
  onOpen: (key: string) => void;
};

/** More of a line is never drawn; it can be copied. */
export const MOST_SHOWN = 64_000;
/** More hits of a line are not marked, but for the current one. */
const MOST_MARKS = 200;
/** Characters shown before a hit that lies beyond what is shown. */
const LEAD = 200;

/** What a line says, its hits marked; of a long line, a part. */
export function LineText({ row, matcher, nth, opened, onOpen }: Props) {
  const { t } = useTranslation("tasks");
  const { text } = row;
  const shown = opened ?? CUT;
  const current = useMemo(
    () => (matcher === null || nth === null ? null : matcher.nth(text, nth)),
    [matcher, nth, text],
  );
  const from = current !== null && current.to > shown ? current.from - LEAD : 0;
  const part = text.length > shown ? text.slice(from, from + shown) : text;
  const places = useMemo(() => matcher?.places(part, MOST_MARKS) ?? [], [matcher, part]);
  const isCut = part.length < text.length;
  const size = useMemo(() => (isCut ? sizeOf(text) : ""), [isCut, text]);
  const here: Place | null = current && { from: current.from - from, to: current.to - from };
  return (
    <>
      {from > 0 && (
        <span className={classes.cut} data-before>
          …{" "}
        </span>
      )}
      {cutAtHits(part, withCurrent(places, here), here).map(({ at, text: said, hit }) =>
        hit === "none" ? (
          said
        ) : (
          <mark key={at} data-current={hit === "current" || undefined}>
            {said}
          </mark>
        ),
      )}
      {isCut && (
        <span className={classes.cut}>
          … {size}{" "}
          {shown < MOST_SHOWN && (
            <button type="button" className={classes.more} onClick={() => onOpen(row.key)}>
              {t("log.showMore")}
            </button>
          )}
          <CopyButton text={text} label={t("log.copyWhole")} />
        </span>
      )}
    </>
  );
}

/** The current hit among those that are marked, in its place. */
function withCurrent(places: Place[], current: Place | null): Place[] {
  if (current === null) return places;
  const before = places.filter(({ to }) => to <= current.from);
  return [...before, current, ...places.filter(({ from }) => from >= current.to)];
}

/** `5.0 MB` */
function sizeOf(text: string): string {
  const bytes = new TextEncoder().encode(text).length;
  return bytes >= 1_000_000 ? `${(bytes / 1_000_000).toFixed(1)} MB` : `${(bytes / 1000).toFixed(1)} kB`;
}
