import { createContext, useContext } from "react";

/** What goes on beside what is on the screen. */
export type Others = { running: number; failed: number };

const Context = createContext<Others>({ running: 0, failed: 0 });

export const OtherWork = Context.Provider;

export function useOtherWork(): Others {
  return useContext(Context);
}
