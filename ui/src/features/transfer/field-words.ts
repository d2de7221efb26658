import { useTranslation } from "react-i18next";

/** The fields of a connection that an import may change, by the console's names, and the catalogue's for them. */
const FIELDS = {
  name: "name",
  group: "group",
  environment: "environment",
  kind: "kind",
  addresses: "addresses",
  guard: "guard",
  pinned: "pinned",
  note: "note",
  "reach.tls": "tls",
  "reach.route": "route",
  "reach.clientCertificate": "clientCertificate",
  "passwords.user": "user",
  passwords: "passwords",
  ocp: "ocpApi",
} as const;

type Field = keyof typeof FIELDS;

/** Names of fields and their values in the user's language; what is not known is shown as it came. */
export function useFieldWords() {
  const { t } = useTranslation("transfer");
  const { t: shared } = useTranslation("shared");
  const { t: guard } = useTranslation("guard");
  const words: Partial<Record<Field, (value: string) => string | undefined>> = {
    environment: (value) => oneOf(value, ["dev", "stage", "prod"], (known) => shared(`environment.${known}`)),
    kind: (value) => oneOf(value, ["cluster", "agent", "ocp"], (known) => t(`kinds.${known}`)),
    guard: (value) => oneOf(value, ["readOnly", "typeName", "confirm", "open"], (known) => guard(`short.${known}`)),
    pinned: (value) => oneOf(value, ["true", "false"], (known) => t(known === "true" ? "values.yes" : "values.no")),
    passwords: (value) =>
      value
        .split(", ")
        .map((slot) => oneOf(slot, ["root", "agent", "ocp", "proxy"], (known) => t(`values.${known}`)) ?? slot)
        .join(", "),
  };
  return {
    name: (field: string) => (isField(field) ? t(`fields.${FIELDS[field]}`) : field),
    value: (field: string, value: string) => (isField(field) ? words[field]?.(value) : undefined) ?? value,
  };
}

function isField(field: string): field is Field {
  return Object.hasOwn(FIELDS, field);
}

function oneOf<T extends string>(value: string, known: T[], word: (known: T) => string): string | undefined {
  const found = known.find((candidate) => candidate === value);
  return found === undefined ? undefined : word(found);
}
