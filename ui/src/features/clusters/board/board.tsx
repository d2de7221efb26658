import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { ClusterView, NodeActionKind } from "../../../ipc/generated";
import type { Target } from "../model/ask";
import classes from "./board.module.css";
import { HostCard } from "./host-card";
import { cardMove, placeAfter } from "./moves";
import { ZoneHead } from "./zone-head";

type Props = {
  cluster: ClusterView;
  seenAt: ReadonlyMap<string, number>;
  onAction: (kind: NodeActionKind, target: Target) => void;
};

/** Zones as columns with their hosts as cards. Arrow keys move from card to card, Enter opens a card's menu. */
export function Board({ cluster: { stage, zones }, seenAt, onAction }: Props) {
  const { t } = useTranslation("clusters");
  const [cursor, setCursor] = useState<string | null>(null);
  const columns = zones.map(({ hosts }) => hosts.map(({ address }) => address));
  const here = columns.some((column) => column.includes(cursor ?? "")) ? cursor : (columns.flat()[0] ?? null);
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- it takes the keys of the cards in it
    <div
      className={classes.board}
      onKeyDown={(event) => {
        const card = cardOf(event.target);
        // Only what is pressed on a card itself; its menu has keys of its own.
        if (card === null || card !== event.target || event.ctrlKey || event.metaKey || event.altKey) return;
        if (event.key === "Enter") {
          event.preventDefault();
          card.querySelector<HTMLElement>("[data-menu]")?.click();
          return;
        }
        const move = cardMove(event.key);
        if (move === null) return;
        event.preventDefault();
        const next = placeAfter(columns, here, move);
        const board = event.currentTarget;
        setCursor(next);
        [...board.querySelectorAll<HTMLElement>("[data-host]")].find((one) => one.dataset["host"] === next)?.focus();
      }}
    >
      {zones.map((zone) => (
        <section key={zone.name} className={classes.zone} aria-label={zone.name === "" ? t("zone.none") : zone.name}>
          <ZoneHead zone={zone} stage={stage} onAction={onAction} />
          {zone.hosts.map((host) => (
            <HostCard
              key={host.address}
              host={host}
              seenAt={host.stale ? (seenAt.get(host.address) ?? null) : null}
              stop={host.address === here}
              onFocus={setCursor}
              onAction={onAction}
            />
          ))}
        </section>
      ))}
    </div>
  );
}

function cardOf(target: EventTarget): HTMLElement | null {
  return target instanceof HTMLElement ? target.closest<HTMLElement>("[data-host]") : null;
}
