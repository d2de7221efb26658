import type { views } from "../views-en";

type Does = Exclude<keyof (typeof views)["keys"], "title" | "group">;
type Group = { name: keyof (typeof views)["keys"]["group"]; keys: { does: Does; press: string[] }[] };

/** The keys as they are printed, by where they work. */
export const GROUPS: Group[] = [
  {
    name: "anywhere",
    keys: [
      { does: "views", press: ["1", "2", "3"] },
      { does: "filter", press: ["/"] },
      { does: "hideDone", press: ["h"] },
      { does: "now", press: ["n"] },
      { does: "nextError", press: ["e"] },
      { does: "previousError", press: ["Shift e"] },
      { does: "zoom", press: ["+", "−"] },
      { does: "fit", press: ["0"] },
      { does: "stepMenu", press: ["m"] },
      { does: "openSaved", press: ["Ctrl O"] },
      { does: "help", press: ["?"] },
    ],
  },
  {
    name: "log",
    keys: [
      { does: "log", press: ["l"] },
      { does: "fullLog", press: ["f"] },
      { does: "nextAttempt", press: ["a"] },
      { does: "follow", press: ["."] },
      { does: "wrap", press: ["w"] },
      { does: "searchLog", press: ["Ctrl F"] },
      { does: "hits", press: ["F3", "Shift F3"] },
      { does: "markLines", press: ["Shift ↑↓"] },
      { does: "copyLines", press: ["Ctrl C"] },
      { does: "saveLog", press: ["Ctrl S"] },
    ],
  },
  {
    name: "rows",
    keys: [
      { does: "row", press: ["↑", "↓", "k", "j"] },
      { does: "fold", press: ["←", "→"] },
      { does: "ends", press: ["Home", "End"] },
      { does: "openLog", press: ["Enter"] },
      { does: "panTime", press: ["Shift ←→"] },
      { does: "copyRow", press: ["Ctrl C"] },
    ],
  },
  {
    name: "graph",
    keys: [
      { does: "along", press: ["←", "→"] },
      { does: "across", press: ["↑", "↓"] },
      { does: "unfold", press: ["Space"] },
      { does: "pan", press: ["Shift ←↑↓→"] },
    ],
  },
];
