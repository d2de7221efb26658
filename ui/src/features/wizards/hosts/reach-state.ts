import type { Reach } from "../../../ipc/generated";
import type { Probe } from "./use-probes";

/** Fingerprint of the first certificate that a host offers and that is not pinned yet. */
export function offeredCertificate(answers: Probe[], { tls }: Reach): string | null {
  const pinned = tls.type === "pinned" ? tls.fingerprints : [];
  const offered = answers.flatMap((answer) => {
    const problem = problemOf(answer);
    return problem?.code === "certificateNotTrusted" && problem.detail !== null ? [problem.detail] : [];
  });
  return offered.find((fingerprint) => !pinned.includes(fingerprint)) ?? null;
}

/** The host was not asked, since the way to it does not work. */
export function wayFails(answer: Probe): boolean {
  const code = problemOf(answer)?.code;
  return code === "certificateNotTrusted" || code === "route";
}

/** Nothing is missing that the way needs; without it asking the hosts can only fail. */
export function isWhole({ tls, route }: Reach): boolean {
  if (tls.type === "privateCa" && tls.pem.trim() === "") return false;
  if (route.type === "jump") return route.host.trim() !== "";
  return route.type === "direct" || route.proxy.address.trim() !== "";
}

function problemOf(answer: Probe) {
  if (answer.type === "failed") return answer.problem;
  return (answer.type === "answered" ? answer.probe : answer.last)?.problem ?? null;
}
