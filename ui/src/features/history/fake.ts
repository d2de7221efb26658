import type { HistoryHit, HistoryUsage, SearchHistoryReq } from "../../ipc/generated";
import type { FakePart } from "../../platform/fake/part";
import { failure, type FakeWorld } from "../../platform/fake/world";
import { historyOf, type KeptRecord } from "./fakes/state";

/** A history in memory. */
export const fake: FakePart = (world) => ({
  commands: {
    search_history: (request) => {
      const hits = historyOf(world).records.flatMap((kept) => hitOf(kept, request));
      return { records: hits.slice(request.offset, request.offset + request.limit), total: hits.length };
    },
    open_record: ({ recordId }) => {
      const found = find(world, recordId);
      return { operationId: found.record.state.kind === "failed" ? "failed" : "succeeded" };
    },
    forget_records: ({ recordIds }) => {
      const history = historyOf(world);
      history.records = history.records.filter(({ record }) => !recordIds.includes(record.id));
      return usage(world);
    },
    compare_runs: ({ beforeId, afterId }) => {
      const told = historyOf(world).comparisons.get(`${beforeId} ${afterId}`);
      // oxlint-disable-next-line typescript/only-throw-error -- the window rejects with the plain DTO
      if (told === undefined) throw failure("notFound", `no records ${beforeId} and ${afterId}`);
      return told;
    },
  },
});

function find(world: FakeWorld, id: string): KeptRecord {
  const found = historyOf(world).records.find(({ record }) => record.id === id);
  // oxlint-disable-next-line typescript/only-throw-error -- as above
  if (found === undefined) throw failure("notFound", `no record ${id}`);
  return found;
}

function hitOf({ record, log }: KeptRecord, { text, connectionId, name }: SearchHistoryReq): HistoryHit[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const all = [record.name, record.clusterName, record.connectionName, ...log].join("\n").toLowerCase();
  const fits =
    (connectionId === null || record.connectionId === connectionId) && (name === null || record.name === name);
  if (!fits || !words.every((word) => all.includes(word))) return [];
  const lines = words.length === 0 ? [] : log.filter((line) => words.some((word) => line.toLowerCase().includes(word)));
  return [{ record, lines: lines.length, firstLine: lines[0] ?? null }];
}

function usage(world: FakeWorld): HistoryUsage {
  const { records } = historyOf(world);
  return {
    limits: { days: 90, bytes: null },
    records: records.length,
    bytes: records.reduce((sum, { record }) => sum + record.bytes, 0),
    oldestAt: records.at(-1)?.record.endedAt ?? null,
  };
}
