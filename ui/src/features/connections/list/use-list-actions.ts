import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { ConnectionPlace } from "../../../ipc/generated";
import { moveAcross, moveTo, nudge, placesOf } from "../model/arrange";
import { headKey } from "../model/lines";
import { hasOverview } from "../model/state";
import type { Actions } from "../use-actions";
import type { useCursor } from "../use-cursor";
import type { useList } from "../use-list";
import type { ListAction } from "./keys";

type Options = {
  list: ReturnType<typeof useList>;
  cursor: ReturnType<typeof useCursor>;
  actions: Actions;
  openCluster: (id: string) => void;
  openPanel: () => void;
};

/** What the keys and the pointer do to the list. */
export function useListActions({ list, cursor, actions, openCluster, openPanel }: Options) {
  const { t } = useTranslation("connections");
  const [announced, setAnnounced] = useState("");
  const { stop } = cursor;

  const arrange = (id: string, places: ConnectionPlace[] | null) => {
    const name = list.connections.find((connection) => connection.id === id)?.settings.name ?? "";
    const group = places?.find((place) => place.id === id)?.group;
    if (places === null || group === undefined) return;
    const own = places.filter((place) => place.group === group);
    setAnnounced(
      t("moved", {
        name,
        n: own.findIndex((place) => place.id === id) + 1,
        total: own.length,
        group: group === "" ? t("loose") : group,
      }),
    );
    void actions.arrange(places);
  };
  const move = (action: Extract<ListAction, { type: "nudge" | "across" }>) => {
    if (stop?.row?.type !== "connection") return;
    const places = placesOf(list.connections);
    arrange(stop.id, (action.type === "nudge" ? nudge : moveAcross)(places, stop.id, action.by));
    cursor.to(stop.id);
  };
  const act = (action: ListAction): void => {
    switch (action.type) {
      case "move":
        return cursor.by(action.by);
      case "first":
        return cursor.first();
      case "last":
        return cursor.last();
      case "fold":
        if (stop === null || stop.row === null) return;
        list.fold(stop.group, "fold");
        return cursor.to(headKey(stop.group.key));
      case "unfold":
        if (stop === null || stop.row !== null) return;
        list.fold(stop.group, "unfold");
        return cursor.to(stop.group.rows[0]?.id ?? null);
      case "open":
        return stop?.row?.type === "connection" && hasOverview(stop.row.connection)
          ? openCluster(stop.id)
          : openPanel();
      case "panel":
        return openPanel();
      case "nudge":
      case "across":
        return move(action);
    }
  };
  const drop = (id: string, { group, before }: { group: string; before: string | null }) => {
    if (before !== id) arrange(id, moveTo(placesOf(list.connections), id, group, before));
    cursor.to(id);
  };
  return { act, drop, announced };
}
