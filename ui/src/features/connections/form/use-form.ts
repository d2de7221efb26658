import { useRef, useState } from "react";

import type { ConnectionSettings, Environment, GuardLevel } from "../../../ipc/generated";
import { DIRECT } from "../../../shared/reach/words";
import { USUAL_OCP } from "../model/ocp-options";

/** What is being filled in. A new connection has no environment until one is chosen: a wrong guess costs too much. */
export type Form = {
  settings: Omit<ConnectionSettings, "environment">;
  environment: Environment | null;
  /** The environment's usual one when null. */
  guard: GuardLevel | null;
};

export type ChangeForm = (change: (form: Form) => Form) => void;
export type ChangeSettings = (change: (settings: Form["settings"]) => Form["settings"]) => void;

export function blankForm(): Form {
  return {
    settings: {
      name: "",
      group: "",
      kind: "cluster",
      addresses: [],
      pinned: false,
      reach: DIRECT,
      passwords: { root: null, agent: null, ocpUser: null, ocp: null },
      ocp: USUAL_OCP,
      note: "",
    },
    environment: null,
    guard: null,
  };
}

export function formOf({ environment, ...settings }: ConnectionSettings): Form {
  return { settings, environment, guard: null };
}

/** The form, and how to wait for secrets that are still on their way to the vault. */
export function useForm(initial: () => Form) {
  const [form, setForm] = useState(initial);
  const latest = useRef(form);
  const holds = useRef(new Set<Promise<void>>());
  const change: ChangeForm = (how) => {
    latest.current = how(latest.current);
    setForm(latest.current);
  };
  return {
    form,
    change,
    settings: ((how) => change((now) => ({ ...now, settings: how(now.settings) }))) satisfies ChangeSettings,
    hold: (work: Promise<void>) => {
      holds.current.add(work);
      void work.finally(() => holds.current.delete(work));
    },
    /** The form once nothing is on its way any more. */
    settled: async (): Promise<Form> => {
      await Promise.all(holds.current);
      return latest.current;
    },
    /** The form as it is at this moment, for what runs later. */
    now: () => latest.current,
  };
}
