import type { ConnectionProbe, PasswordKind, ProbeConnectionReq } from "../../../ipc/generated";
import { failure, type FakeWorld } from "../../../platform/fake/world";
import { canonical } from "../../wizards/fakes/address";
import { connection } from "./connections";

/** The length of "wrong": a password of it is refused. */
export const WRONG_LENGTH = 5;

export const NO_ANSWER: ConnectionProbe = {
  proposal: null,
  host: null,
  ocp: null,
  needs: null,
  accepted: null,
  existing: null,
  warnings: [],
  certificate: null,
  problem: null,
};

/** Who is at an address, from what the world knows of its hosts. */
export function probe(world: FakeWorld, request: ProbeConnectionReq): ConnectionProbe {
  const { address, reach, passwords } = request;
  const known = world.connectionProbes.get(address);
  if (known !== undefined) return withVerdict(world, known, request);
  const existing = existingAt(world, canonical(address) ?? address);
  if (/^https?:/.test(address)) {
    const settings = connection("ocp-main", "prod", [address]).settings;
    return withVerdict(
      world,
      {
        ...NO_ANSWER,
        proposal: { ...settings, kind: "ocp", reach, passwords },
        ocp: { url: address, version: null, latencyMs: 9, clockOffsetMs: 40 },
        needs: "ocp",
        existing,
      },
      request,
    );
  }
  const host = world.hosts.get(canonical(address) ?? "");
  if (host?.facts == null) {
    const words = `connection to ${address} refused`;
    return { ...NO_ANSWER, existing, problem: host?.problem ?? failure("unreachable", words, { retryable: true }) };
  }
  const single = host.facts.identity === "SINGLE";
  const settings = connection(single ? (host.address.split(":")[0] ?? "") : "ob_pay", "dev", [host.address]).settings;
  const needs: PasswordKind | null = !single ? "root" : host.facts.passwordSet ? "agent" : null;
  return withVerdict(
    world,
    {
      ...NO_ANSWER,
      proposal: { ...settings, kind: single ? "agent" : "cluster", reach, passwords },
      host,
      needs,
      existing,
      warnings: host.facts.keyBits < 1024 ? [{ code: "shortKey", agents: [host.address] }] : [],
    },
    request,
  );
}

function withVerdict(world: FakeWorld, answer: ConnectionProbe, { passwords }: ProbeConnectionReq): ConnectionProbe {
  const given = answer.needs === null ? null : passwords[answer.needs];
  if (given === null) return answer;
  return { ...answer, accepted: world.secrets.get(given.id) !== WRONG_LENGTH };
}

function existingAt(world: FakeWorld, address: string) {
  const found = world.connections.find(
    ({ settings, agents }) => settings.addresses.includes(address) || agents.some((agent) => agent.address === address),
  );
  return found === undefined ? null : { id: found.id, name: found.settings.name };
}
