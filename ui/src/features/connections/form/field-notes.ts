import { useTranslation } from "react-i18next";

import type { IpcError } from "../../../ipc/generated";
import type { FieldNote } from "../../../shared/ui/field";

const FIELDS = [
  "name",
  "group",
  "addresses",
  "note",
  "passwords",
  "reach.tls",
  "reach.route",
  "reach.clientCertificate",
] as const;

export type FormField = (typeof FIELDS)[number];
export type FormNotes = Partial<Record<FormField, FieldNote>>;

/** What the console refused, put to the field that it names. */
export function useFieldNotes(problem: IpcError | null): FormNotes {
  const { t } = useTranslation("connections");
  if (problem === null || problem.code !== "invalid") return {};
  const field = FIELDS.find((name) => name === problem.detail);
  if (field === undefined) return {};
  return { [field]: { tone: "block", title: t(`form.invalid.${field}`), remedy: problem.message } };
}
