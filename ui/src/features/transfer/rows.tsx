import { useVirtualizer } from "@tanstack/react-virtual";
import { Fragment, type ReactNode, type RefObject } from "react";

import classes from "./transfer.module.css";

/** More rows than this are drawn only where they are in sight: a file may hold thousands. */
const VIRTUAL_FROM = 100;

type Props<T> = {
  items: T[];
  keyOf: (item: T) => string;
  /** Pixels of a usual row. */
  estimate: number;
  scroller: RefObject<HTMLElement | null>;
  children: (item: T) => ReactNode;
};

export function Rows<T>({ items, keyOf, estimate, scroller, children }: Props<T>) {
  const virtual = items.length > VIRTUAL_FROM;
  // oxlint-disable-next-line react/incompatible-library -- nothing memoised takes its functions
  const virtualizer = useVirtualizer({
    count: virtual ? items.length : 0,
    getScrollElement: () => scroller.current,
    estimateSize: () => estimate,
    overscan: 10,
  });
  if (!virtual) return items.map((item) => <Fragment key={keyOf(item)}>{children(item)}</Fragment>);
  return (
    <div role="presentation" className={classes.sheet} style={{ height: virtualizer.getTotalSize() }}>
      {virtualizer.getVirtualItems().map(({ index, start }) => {
        const item = items[index];
        if (item === undefined) return null;
        return (
          <div
            key={keyOf(item)}
            ref={virtualizer.measureElement}
            role="presentation"
            data-index={index}
            className={classes.place}
            style={{ transform: `translateY(${start}px)` }}
          >
            {children(item)}
          </div>
        );
      })}
    </div>
  );
}
