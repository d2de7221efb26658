import type { PlanNoteCode } from "../../../ipc/generated";

const notesEn: Record<PlanNoteCode, string> = {
  notYaml: "The file is no YAML: {{message}}",
  notAPlan: "The file is no plan of OBDeck: it does not begin with obdeckPlan",
  newerVersion:
    "The plan is of version {{version}}, this OBDeck knows {{known}}. Use a newer OBDeck, or export the plan anew",
  tooLarge: "The file is too large for a plan",
  unknownKey: "{{key}} is no key of a plan: look for a typing error, or remove it",
  missingKey: "{{key}} is missing",
  wrongType: "Expected here: {{expected}}",
  otherKind: "The plan is for {{kind}}, this draft for {{wanted}}",
  secretLeftOut: "{{key}} looks like a password and is left out: plans hold none. Enter it in the wizard",
  duplicate: "{{key}} is there twice",
};

export const en = {
  export: "Export plan",
  more: "Plan files",
  import: "Import plan…",
  compare: "Compare two plans…",
  closeProblem: "Hide the problem",
  written: "Plan written to {{path}}",
  kind: { init: "initialising a cluster", join: "joining agents", scaleOut: "scaling out" },
  note: notesEn,
  at: { both: "Line {{line}}, {{path}}", line: "Line {{line}}", path: "{{path}}" },
  preview: {
    title: "Import {{file}}",
    holds: "A plan for {{kind}}",
    cluster: "Cluster",
    unnamed: "without a name",
    hosts: "Hosts",
    parameters: "Parameters",
    refused_one: "{{count}} thing keeps it out",
    refused_other: "{{count}} things keep it out",
    leftOut: "Left out",
    differences: "What changes in this draft",
    same: "This draft says the same already.",
    draft: "This draft",
    file: "The plan",
    takeOver: "Take over plan",
    notFirst: "Put the file right first",
    after: "The hosts are asked again, and the plan goes through the same pre-flight as one that was typed.",
    absent: "not in it",
    what: "What",
  },
  comparison: {
    title: "Two plans compared",
    same: "Both say the same.",
    differences_one: "{{count}} difference",
    differences_other: "{{count}} differences",
    refused: "{{file}} cannot be read as a plan",
  },
};
