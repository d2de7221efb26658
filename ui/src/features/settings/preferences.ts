import { useQueryClient } from "@tanstack/react-query";

import { commandKey } from "../../ipc/client";
import type { Preferences } from "../../ipc/generated";
import { useCommand, useCommandMutation } from "../../ipc/hooks";

const KEY = commandKey("load_preferences", {});

export const DEFAULT_PREFERENCES: Preferences = {
  theme: "system",
  language: "system",
  panes: {},
  foldedGroups: [],
  notices: { finished: true, failed: true, stalledMinutes: 10, skipDev: false },
};

/** Theme, language and pane sizes. They load before the first screen; a change shows at once and is then kept. */
export function usePreferences(): Preferences {
  const query = useCommand("load_preferences", {}, { staleTime: Infinity });
  return query.data ?? DEFAULT_PREFERENCES;
}

export function useSavePreferences() {
  const cache = useQueryClient();
  const { mutate, error } = useCommandMutation("save_preferences");
  const save = (change: Partial<Preferences>) => {
    const next = { ...(cache.getQueryData<Preferences>(KEY) ?? DEFAULT_PREFERENCES), ...change };
    cache.setQueryData(KEY, next);
    mutate(next);
  };
  return { save, error };
}
