import type { ConnectionStateKind, ConnectionView } from "../../../ipc/generated";
import { failure, type FakeWorld } from "../../../platform/fake/world";
import { fingerprint } from "../../wizards/fakes/hosts";
import { agent, answering, connection, hosts, task } from "./connections";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const DIFFERS = "the agent says it is 10.20.60.2:2886: no password was sent to it";

/** Everything that needs a decision, one connection each. */
export function troubled(world: FakeWorld): void {
  const now = world.now();
  const group = (name: string) => ({ settings: { group: name } });
  const keyed = answering(connection("ob_keys", "prod", hosts("10.10.50", 3), group("Decide")), now - 2 * HOUR);
  const one = answering(connection("ob_one_key", "prod", hosts("10.10.51", 5), group("Decide")), now);
  const change = { pinned: fingerprint(1), pinnedAt: now - 8 * DAY, offered: fingerprint(7) };
  const warned = answering(connection("ob_warned", "dev", hosts("10.30.52", 2), group("Look at")), now, {
    keyBits: 512,
    clockOffsetMs: -2400,
    warnings: [
      { code: "shortKey", agents: hosts("10.30.52", 2) },
      { code: "acceptsBareCalls", agents: ["10.30.52.1:2886"] },
      { code: "addressDiffers", agents: ["10.30.52.2:2886"] },
      { code: "clockOffset", agents: hosts("10.30.52", 2) },
    ],
  });
  const secured = connection("ob_secure", "prod", ["10.10.53.1:2886"], {
    settings: {
      group: "Decide",
      reach: { tls: { type: "system" }, route: { type: "direct" }, clientCertificate: null },
    },
  });
  const down = answering(connection("ob_down", "stage", hosts("10.20.58", 3), group("Look at")), now);
  const renewed = connection("ob_renewed", "stage", ["10.10.59.1:2886"], {
    settings: {
      group: "Decide",
      reach: {
        tls: { type: "pinned", fingerprints: [fingerprint(2)] },
        route: { type: "direct" },
        clientCertificate: null,
      },
    },
  });
  world.connections = [
    {
      ...stopped(keyed, "keyChanged"),
      agents: keyed.agents.map((known) => ({ ...known, state: "keyChanged", keyChange: change, latencyMs: null })),
    },
    {
      ...one,
      agents: one.agents.map((known, index) =>
        index === 3 ? { ...known, state: "keyChanged", keyChange: change } : known,
      ),
    },
    {
      ...stopped(secured, "keyChanged"),
      agents: [agent("10.10.53.1:2886", { state: "certificateNotTrusted", certificate: fingerprint(3) })],
    },
    {
      ...stopped(renewed, "keyChanged"),
      agents: [agent("10.10.59.1:2886", { state: "certificateNotTrusted", certificate: fingerprint(4) })],
    },
    password(
      answering(connection("ob_changed", "prod", hosts("10.10.54", 3), group("Decide")), now - HOUR),
      "passwordWrong",
    ),
    password(connection("ob_fresh", "stage", hosts("10.20.55", 1), group("Decide")), "passwordNeeded"),
    {
      ...connection("ocp-lab", "dev", ["http://10.30.1.20:8080"], {
        settings: {
          group: "Decide",
          kind: "ocp",
          passwords: { root: null, agent: null, ocpUser: "admin", ocp: { id: "secret-ocp", weak: false } },
        },
        state: { kind: "passwordWrong", password: "ocp", problem: failure("unauthorized", "wrong user or password") },
      }),
    },
    silent(answering(connection("ob_gone", "prod", hosts("10.10.56", 3), group("Look at")), now - 5 * HOUR)),
    {
      ...connection("ob_far", "stage", ["10.20.57.1:2886"], {
        settings: {
          group: "Look at",
          reach: { tls: { type: "off" }, route: { type: "jump", host: "bastion" }, clientCertificate: null },
        },
        state: {
          kind: "unreachable",
          live: true,
          problem: failure("route", "bastion: Host key verification failed.", { retryable: true }),
        },
      }),
    },
    {
      ...connection("ob_moved", "stage", ["10.20.60.1:2886"], {
        settings: { group: "Look at" },
        state: { kind: "unreachable", live: true, problem: failure("invalid", DIFFERS) },
      }),
      agents: [agent("10.20.60.1:2886", { state: "addressDiffers", problem: failure("invalid", DIFFERS) })],
    },
    warned,
    {
      ...down,
      state: { ...down.state, kind: "observerDown" },
      tasks: [task("Start OB", "failed", { done: 2, total: 4, endedAt: now - HOUR, holdsLock: true })],
    },
  ];
}

function stopped(seen: ConnectionView, kind: ConnectionStateKind): ConnectionView {
  return { ...seen, state: { ...seen.state, kind, live: true, stale: seen.state.answeredAt !== null } };
}

function password(seen: ConnectionView, kind: "passwordWrong" | "passwordNeeded"): ConnectionView {
  const secret = kind === "passwordWrong" ? { id: "secret-root", weak: false } : null;
  const { passwords } = seen.settings;
  return {
    ...seen,
    settings: { ...seen.settings, passwords: { ...passwords, root: secret } },
    state: {
      ...seen.state,
      kind,
      live: true,
      stale: seen.state.answeredAt !== null,
      password: "root",
      problem: kind === "passwordWrong" ? failure("unauthorized", "access denied for root@sys") : null,
    },
  };
}

function silent(seen: ConnectionView): ConnectionView {
  const words = "connection to 10.10.56.1:2886 timed out after 5 s";
  return {
    ...seen,
    state: {
      ...seen.state,
      kind: "unreachable",
      stale: true,
      problem: failure("unreachable", words, { retryable: true }),
    },
    agents: seen.agents.map((known) => ({
      ...known,
      state: "silent",
      latencyMs: null,
      current: false,
      problem: failure("unreachable", words, { retryable: true }),
    })),
  };
}
