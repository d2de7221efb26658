import type { ConnectionFacts } from "../../../ipc/generated";

/** `4.3.5.1` of `4.3.5.1-101000042025031818`. */
export function shortVersion(version: string): string {
  return version.split("-")[0] ?? version;
}

/** What a list has room for: of OceanBase or OCP, else of obshell. */
export function versionOf(facts: ConnectionFacts | null): string {
  if (facts === null) return "";
  return shortVersion(facts.obVersion === "" ? facts.obshellVersion : facts.obVersion);
}
