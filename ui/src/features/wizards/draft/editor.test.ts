import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { IpcFailure } from "../../../ipc/failure";
import type { WizardDraft } from "../../../ipc/generated";
import { failure } from "../../../platform/fake/world";
import { blankDraft } from "../fakes/blank-draft";
import { withCluster } from "./changes";
import { createDraftEditor } from "./editor";

const named = (name: string) => (draft: WizardDraft) => withCluster(draft, { name });

function setup() {
  const saved: string[] = [];
  const save = vi.fn(async (draft: WizardDraft) => {
    saved.push(draft.cluster.name);
    return { updatedAt: Date.now() };
  });
  return { saved, save, editor: createDraftEditor(blankDraft("d", 0), save) };
}

beforeEach(() => vi.useFakeTimers({ now: 1000 }));
afterEach(() => vi.useRealTimers());

describe("autosave", () => {
  it("saves once, 300 ms after the last change", async () => {
    const { editor, saved } = setup();
    editor.edit(named("a"));
    await vi.advanceTimersByTimeAsync(299);
    editor.edit(named("ab"));
    await vi.advanceTimersByTimeAsync(299);
    expect(saved).toEqual([]);
    expect(editor.state().saving).toEqual({ type: "pending" });
    await vi.advanceTimersByTimeAsync(1);
    expect(saved).toEqual(["ab"]);
    expect(editor.state()).toMatchObject({ saving: { type: "saved", at: 1599 }, revision: 1 });
  });

  it("flushes at once, and not again when nothing changed", async () => {
    const { editor, saved } = setup();
    editor.edit(named("a"));
    await editor.flush();
    await editor.flush();
    await vi.runAllTimersAsync();
    expect(saved).toEqual(["a"]);
  });

  it("saves what was typed while a save was on its way, one after the other", async () => {
    const { editor, save, saved } = setup();
    let release = () => {};
    save.mockImplementationOnce(async (draft) => {
      await new Promise<void>((resolve) => {
        release = resolve;
      });
      saved.push(draft.cluster.name);
      return { updatedAt: 1 };
    });
    editor.edit(named("a"));
    const first = editor.flush();
    await vi.advanceTimersByTimeAsync(0);
    editor.edit(named("ab"));
    const second = editor.flush();
    expect(save).toHaveBeenCalledTimes(1);
    release();
    await Promise.all([first, second]);
    expect(saved).toEqual(["a", "ab"]);
    expect(editor.state().saving.type).toBe("saved");
  });

  it("keeps the text and says so when saving fails, then saves it", async () => {
    const { editor, save, saved } = setup();
    save.mockRejectedValueOnce(new IpcFailure(failure("storage", "disk full")));
    editor.edit(named("a"));
    await editor.flush();
    expect(editor.state()).toMatchObject({
      saving: { type: "failed", problem: { code: "storage" } },
      draft: { cluster: { name: "a" } },
    });
    await editor.flush();
    expect(saved).toEqual(["a"]);
  });

  it("waits for a password that is being stored", async () => {
    const { editor, saved } = setup();
    let store = () => {};
    editor.hold(
      new Promise<void>((resolve) => {
        store = resolve;
      }).then(() => editor.edit((draft) => withCluster(draft, { name: "stored" }))),
    );
    const flushed = editor.flush();
    store();
    await flushed;
    expect(saved).toEqual(["stored"]);
  });
});
