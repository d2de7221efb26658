import type { ConnectionPlace, ConnectionView } from "../../../ipc/generated";

/** Where every connection stands, group by group, in the order of the list. */
export function placesOf(connections: ConnectionView[]): ConnectionPlace[] {
  return byGroup(connections.map(({ id, settings }) => ({ id, group: settings.group })));
}

/** One place up or down within its group; null where there is no further. */
export function nudge(places: ConnectionPlace[], id: string, by: 1 | -1): ConnectionPlace[] | null {
  const at = places.findIndex((place) => place.id === id);
  const own = places[at];
  const other = places[at + by];
  if (own === undefined || other === undefined || other.group !== own.group) return null;
  return places.with(at, other).with(at + by, own);
}

/** Into the group above, as its last, or the one below, as its first; null where there is none. */
export function moveAcross(places: ConnectionPlace[], id: string, by: 1 | -1): ConnectionPlace[] | null {
  const groups = [...new Set(places.map(({ group }) => group))];
  const own = places.find((place) => place.id === id);
  const target = own && groups[groups.indexOf(own.group) + by];
  if (target === undefined) return null;
  const first = places.find(({ group }) => group === target);
  return moveTo(places, id, target, by === 1 ? (first?.id ?? null) : null);
}

/** Into `group`, before another connection or at the group's end. A group without connections ends. */
export function moveTo(places: ConnectionPlace[], id: string, group: string, before: string | null): ConnectionPlace[] {
  const others = places.filter((place) => place.id !== id);
  const place = { id, group };
  const at = before === null ? -1 : others.findIndex((other) => other.id === before);
  if (at >= 0) return byGroup(others.toSpliced(at, 0, place));
  const last = others.findLastIndex((other) => other.group === group);
  return byGroup(last < 0 ? [...others, place] : others.toSpliced(last + 1, 0, place));
}

function byGroup(places: ConnectionPlace[]): ConnectionPlace[] {
  const groups = [...new Set(places.map(({ group }) => group))];
  return groups.flatMap((group) => places.filter((place) => place.group === group));
}
