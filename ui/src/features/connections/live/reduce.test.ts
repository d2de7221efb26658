import { describe, expect, it } from "vitest";

import { failure } from "../../../platform/fake/world";
import { connection } from "../fakes/connections";
import { type ConnectionsState, NOTHING_YET, reduceConnections, type Told } from "./reduce";

const [a, b, c] = ["a", "b", "c"].map((name) => connection(name, "dev", [])) as [
  ReturnType<typeof connection>,
  ReturnType<typeof connection>,
  ReturnType<typeof connection>,
];
const event = (order: string[] | null, ...connections: (typeof a)[]): Told => ({
  type: "event",
  event: { order, connections },
});
const names = ({ connections }: ConnectionsState) => connections?.map(({ settings }) => settings.name);
const loaded = reduceConnections(NOTHING_YET, event(["c-a", "c-b", "c-c"], a, b, c));

describe("reduceConnections", () => {
  it("follows order, arrivals and departures", () => {
    expect(names(loaded)).toEqual(["a", "b", "c"]);
    expect(names(reduceConnections(loaded, event(["c-c", "c-a"])))).toEqual(["c", "a"]);
    const fresh = connection("d", "dev", []);
    expect(names(reduceConnections(loaded, event(["c-d", "c-a", "c-b", "c-c"], fresh)))).toEqual(["d", "a", "b", "c"]);
  });

  it("keeps what did not change, also when it is told again", () => {
    const changed = { ...b, tasks: [] as typeof b.tasks, settings: { ...b.settings, note: "new" } };
    const next = reduceConnections(loaded, event(null, structuredClone(a), changed));
    expect(next.connections?.[0]).toBe(a);
    expect(next.connections?.[1]).toBe(changed);
    expect(next.connections?.[2]).toBe(c);
    expect(reduceConnections(loaded, event(["c-a", "c-b", "c-c"], structuredClone(a)))).toBe(loaded);
  });

  it("shows a new order at once", () => {
    const places = [
      { id: "c-b", group: "g" },
      { id: "c-a", group: "" },
      { id: "c-c", group: "" },
    ];
    const next = reduceConnections(loaded, { type: "arranged", places });
    expect(names(next)).toEqual(["b", "a", "c"]);
    expect(next.connections?.[0]?.settings.group).toBe("g");
    expect(next.connections?.[1]).toBe(a);
  });

  it("keeps the list when the stream is lost, and forgets the trouble with the next event", () => {
    const lost = reduceConnections(loaded, { type: "lost", problem: failure("internal", "gone") });
    expect(names(lost)).toEqual(["a", "b", "c"]);
    expect(lost.problem?.message).toBe("gone");
    expect(reduceConnections(lost, event(null)).problem).toBeNull();
  });
});
