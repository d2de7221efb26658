import { describe, expect, test } from "vitest";

import { fixedFake } from "../fixtures/render-screen";
import { knownUntil, phaseOf } from "./phase";

describe("a copy", () => {
  const kept = fixedFake.snapshot("kept");
  const saved = fixedFake.snapshot("savedFile");

  test("moves no more, whatever state it was kept in", () => {
    expect(kept.head.state.kind).toBe("failed");
    expect([phaseOf(kept), phaseOf(saved)]).toEqual(["over", "over"]);
  });

  test("is known up to its end, else to when it was last seen or written", () => {
    const later = kept.head.startedAt + 1e9;
    expect(knownUntil(kept, later)).toBe(kept.head.endedAt);
    const open = { ...saved, head: { ...saved.head, endedAt: null } };
    expect(knownUntil(open, later)).toBe(saved.head.contact.lastAnswerAt);
    const bare = { ...open, head: { ...open.head, contact: { ...open.head.contact, lastAnswerAt: null } } };
    expect(knownUntil(bare, later)).toBe(saved.head.origin.type === "file" ? saved.head.origin.savedAt : null);
  });

  test("one that is followed is known up to now, unless its agent is silent", () => {
    const running = fixedFake.snapshot("running");
    const silent = fixedFake.snapshot("stale");
    const later = running.head.startedAt + 1e9;
    expect(knownUntil(running, later)).toBe(later);
    expect(knownUntil(silent, later)).toBe(silent.head.contact.lastAnswerAt);
  });
});
