import type {
  DraftParameter,
  WizardDraft,
  ParameterCatalogue,
  ParameterInfo,
  ParameterScope,
  Suggestions,
} from "../../../ipc/generated";

/** A parameter of the table: its cluster-wide value first, then what overrides it. */
export type ParameterRow = {
  name: string;
  info: ParameterInfo | null;
  cluster: Placed | null;
  overrides: Placed[];
};

/** An entry and its place in `draft.parameters`, which problems name. */
export type Placed = { index: number; parameter: DraftParameter };

/** The common parameters in the catalogue's order, then the others as they were added. */
export function parameterRows(draft: WizardDraft, catalogue: ParameterCatalogue): ParameterRow[] {
  const infos = new Map(catalogue.parameters.map((info) => [info.name, info]));
  const common = catalogue.parameters.filter((info) => info.common).map((info) => info.name);
  const names = new Set([...common, ...draft.parameters.map((parameter) => parameter.name)]);
  const placed = draft.parameters.map((parameter, index) => ({ index, parameter }));
  return [...names].map((name) => {
    const own = placed.filter((entry) => entry.parameter.name === name);
    const cluster = own.find((entry) => entry.parameter.scope.type === "cluster") ?? null;
    return { name, info: infos.get(name) ?? null, cluster, overrides: own.filter((entry) => entry !== cluster) };
  });
}

export function sameScope(a: ParameterScope, b: ParameterScope): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Sets a value, or takes the entry away when the value is null. */
export function withParameter(
  draft: WizardDraft,
  scope: ParameterScope,
  name: string,
  value: string | null,
): WizardDraft {
  const at = draft.parameters.findIndex((entry) => entry.name === name && sameScope(entry.scope, scope));
  if (value === null) return { ...draft, parameters: draft.parameters.filter((_, index) => index !== at) };
  const entry = { scope, name, value };
  const parameters = at < 0 ? [...draft.parameters, entry] : draft.parameters.with(at, entry);
  return { ...draft, parameters };
}

/** One suggestion with the scope it is for. */
export type Offer = { scope: ParameterScope; suggestion: Suggestions["cluster"][number] };

/** Suggestions that the draft does not follow yet. */
export function openOffers(draft: WizardDraft, suggestions: Suggestions | undefined): Offer[] {
  if (suggestions === undefined) return [];
  const all: Offer[] = [
    ...suggestions.cluster.map((suggestion): Offer => ({ scope: { type: "cluster" }, suggestion })),
    ...suggestions.servers.flatMap(({ address, suggestions: own }) =>
      own.map((suggestion): Offer => ({ scope: { type: "server", address }, suggestion })),
    ),
  ];
  return all.filter(({ scope, suggestion }) => {
    const entry = draft.parameters.find((one) => one.name === suggestion.name && sameScope(one.scope, scope));
    return entry?.value !== suggestion.value;
  });
}

export function withOffers(draft: WizardDraft, offers: Offer[]): WizardDraft {
  return offers.reduce(
    (now, { scope, suggestion }) => withParameter(now, scope, suggestion.name, suggestion.value),
    draft,
  );
}
