import { toIpcError } from "../../../ipc/failure";
import type { WizardDraft, IpcError, SavedDraft } from "../../../ipc/generated";

export type Saving = { type: "saved"; at: number } | { type: "pending" } | { type: "failed"; problem: IpcError };

/** `revision` grows with each save that succeeded: what was checked against an older one is stale. */
export type EditorState<Draft = WizardDraft> = { draft: Draft; saving: Saving; revision: number };

export type DraftEditor<Draft = WizardDraft> = {
  state(): EditorState<Draft>;
  subscribe(listener: () => void): () => void;
  edit(change: (draft: Draft) => Draft): void;
  /** Takes a draft that was changed elsewhere, and stored there. */
  replace(draft: Draft): void;
  /** Waits for what is being stored, then saves what is not saved yet. Never rejects; see `state().saving`. */
  flush(): Promise<void>;
  /** `flush` waits for this too: a password on its way to the vault. */
  hold(work: Promise<unknown>): void;
};

const DELAY_MS = 300;

/** Keeps the draft and saves it by itself: 300 ms after the last change, one save at a time, the newest wins. */
export function createDraftEditor<Draft extends { updatedAt: number }>(
  initial: Draft,
  save: (draft: Draft) => Promise<SavedDraft>,
): DraftEditor<Draft> {
  let current: EditorState<Draft> = { draft: initial, saving: { type: "saved", at: initial.updatedAt }, revision: 0 };
  let savedDraft = initial;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: Promise<void> | null = null;
  const listeners = new Set<() => void>();
  const held = new Set<Promise<unknown>>();

  const set = (change: Partial<EditorState<Draft>>) => {
    current = { ...current, ...change };
    for (const listener of listeners) listener();
  };

  const saveOnce = async () => {
    const draft = current.draft;
    try {
      const { updatedAt } = await save(draft);
      savedDraft = draft;
      const saving: Saving = current.draft === draft ? { type: "saved", at: updatedAt } : { type: "pending" };
      set({ saving, revision: current.revision + 1 });
    } catch (thrown) {
      set({ saving: { type: "failed", problem: toIpcError(thrown) } });
    }
  };

  const saveAll = async () => {
    clearTimeout(timer);
    await running;
    if (current.draft === savedDraft) return;
    running ??= saveOnce().finally(() => {
      running = null;
    });
    await running;
    if (current.saving.type === "pending") await saveAll();
  };

  return {
    state: () => current,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    edit(change) {
      set({ draft: change(current.draft), saving: { type: "pending" } });
      clearTimeout(timer);
      timer = setTimeout(() => void saveAll(), DELAY_MS);
    },
    replace(draft) {
      clearTimeout(timer);
      savedDraft = draft;
      set({ draft, saving: { type: "saved", at: draft.updatedAt }, revision: current.revision + 1 });
    },
    async flush() {
      await Promise.allSettled(held);
      await saveAll();
    },
    hold(work) {
      held.add(work);
      const forget = () => held.delete(work);
      work.then(forget, forget);
    },
  };
}
