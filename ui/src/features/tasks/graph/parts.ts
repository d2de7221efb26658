import type { CallHead, CallView, OperationView, RunView, StateKind, StepView } from "../../../ipc/generated";
import { type Selection, rowId } from "../model/selection";
import { hostOf } from "../model/calls";
import { shortHost } from "../parts/host-name";
import type { Sieve } from "../model/filter";
import { type Folding, opensItself } from "../timeline/rows";
import type { GraphEdge, GraphNode } from "./shapes";
import { waysBetween } from "./ways";

type Place = GraphNode & { selection: Selection; level: 1 | 2 | 3; open: boolean | null };

/** A node of the picture. `open` is null where there is nothing to unfold. */
export type CallPart = Place & { type: "call"; head: CallHead; steps: StepView[]; host: string };
export type StepPart = Place & { type: "step"; step: StepView };
export type RunPart = Place & { type: "run"; step: StepView; run: RunView; host: string };
export type Part = CallPart | StepPart | RunPart;

/** `skips` counts the steps between its ends that the filter hides. */
export type Link = GraphEdge & { skips: number };
export type Graph = { parts: Part[]; links: Link[] };

export const WIDTH = 208;
const HEIGHT = 52;
const RUN_HEIGHT = 44;

/** More than this at once is no picture: groups begin folded until fewer are left. */
export const MOST_OPEN = 200;
/** A step in trouble on a few hosts shows them; on many, their numbers say more. */
const FEW_HOSTS = 8;

type Hosts = OperationView["head"]["hosts"];

/** What begins open: hosts and steps, steps only, or the calls alone. */
type Depth = 3 | 2 | 1;
const DEPTHS: Depth[] = [3, 2, 1];

/** The calls in their order, in each its steps as they wait for each other, and where one is open its hosts side by side. */
export function graphOf(operation: OperationView, folding: Folding, sieve: Sieve): Graph {
  const natural = DEPTHS.find((depth) => build(operation, NOTHING, sieve, depth).parts.length <= MOST_OPEN) ?? 1;
  return build(operation, folding, sieve, natural);
}

const NOTHING: Folding = new Map();

function build({ head: { hosts }, calls }: OperationView, folding: Folding, sieve: Sieve, depth: Depth): Graph {
  const graph: Graph = { parts: [], links: [] };
  let before: Source[] = [];
  let skips = 0;
  for (const call of calls) {
    const part = callPart(call, hosts, folding, sieve, depth, calls.length === 1);
    if (part === null) {
      skips += Math.max(1, call.steps.length);
      continue;
    }
    graph.parts.push(part);
    link(graph, before, part.id, skips);
    [before, skips] = [[{ ids: [part.id], skips: 0 }], 0];
    if (part.open !== true) continue;
    const tails = putSteps(graph, call, hosts, folding, sieve, depth);
    const ways = waysBetween(call.steps, sieve.step);
    const last = new Set(tails.keys());
    for (const [key, sources] of ways.into) {
      const id = rowId({ callKey: call.head.key, stepKey: key, runKey: null });
      for (const { key: from, skips: hidden } of sources) {
        if (from === null) link(graph, before, id, hidden);
        else link(graph, [{ ids: tails.get(from) ?? [from], skips: 0 }], id, hidden);
        if (from !== null) last.delete(from);
      }
    }
    // Where all goes round there is no end: what stands last is as good.
    if (last.size === 0) for (const key of [...tails.keys()].slice(-1)) last.add(key);
    if (last.size > 0) before = [...last].map((key) => ({ ids: tails.get(key) ?? [], skips: ways.behind(key) }));
  }
  return graph;
}

type Source = { ids: readonly string[]; skips: number };

function link(graph: Graph, sources: readonly Source[], to: string, skips: number): void {
  for (const source of sources)
    for (const from of source.ids) graph.links.push({ from, to, skips: source.skips + skips });
}

/** Puts the steps that are shown, and gives the nodes at which each of them is left. */
function putSteps(
  graph: Graph,
  call: CallView,
  hosts: Hosts,
  folding: Folding,
  sieve: Sieve,
  depth: Depth,
): Map<string, string[]> {
  const tails = new Map<string, string[]>();
  for (const step of call.steps) {
    if (!sieve.step(step)) continue;
    const own = stepPart(call, step, folding, depth);
    graph.parts.push(own);
    const runs = own.open === true ? sieve.runs(step).map((run) => runPart(own, run, hosts)) : [];
    for (const run of runs) {
      graph.parts.push(run);
      graph.links.push({ from: own.id, to: run.id, skips: 0 });
    }
    tails.set(step.key, runs.length > 0 ? runs.map(({ id }) => id) : [own.id]);
  }
  return tails;
}

function callPart(
  { head, steps }: CallView,
  hosts: Hosts,
  folding: Folding,
  sieve: Sieve,
  depth: Depth,
  only: boolean,
): CallPart | null {
  const some = steps.some(sieve.step);
  const alone = steps.length === 0 && sieve.call(head);
  if (sieve.active && !some && !alone) return null;
  const selection = { callKey: head.key, stepKey: null, runKey: null };
  const id = rowId(selection);
  const natural = depth > 1 && (sieve.active || opensItself({ head, steps }, only));
  const open = some ? (folding.get(id) ?? natural) : null;
  return {
    type: "call",
    id,
    width: WIDTH,
    height: HEIGHT,
    level: 1,
    selection,
    open,
    head,
    steps,
    host: shortHost(hostOf(head), hosts),
  };
}

function stepPart({ head }: CallView, step: StepView, folding: Folding, depth: Depth): StepPart {
  const selection = { callKey: head.key, stepKey: step.key, runKey: null };
  const id = rowId(selection);
  const troubled = step.state.kind === "failed" || step.state.kind === "running";
  const natural = depth > 2 && troubled && step.runs.length <= FEW_HOSTS;
  const open = step.runs.length < 2 ? null : (folding.get(id) ?? natural);
  return { type: "step", id, width: WIDTH, height: HEIGHT, level: 2, selection, open, step };
}

function runPart({ step, selection }: StepPart, run: RunView, hosts: Hosts): RunPart {
  const own = { ...selection, runKey: run.key };
  return {
    type: "run",
    id: rowId(own),
    width: WIDTH,
    height: RUN_HEIGHT,
    level: 3,
    selection: own,
    open: null,
    step,
    run,
    host: shortHost(run.host, hosts),
  };
}

/** How many of the parts in a folded node are in which state, the worst first. */
export function tallyOf(states: StateKind[]): { kind: StateKind; count: number }[] {
  return ORDER.map((kind) => ({ kind, count: states.filter((other) => other === kind).length })).filter(
    ({ count }) => count > 0,
  );
}

const ORDER: StateKind[] = [
  "failed",
  "cancelled",
  "unknown",
  "running",
  "succeeded",
  "rolledBack",
  "passed",
  "ready",
  "pending",
];
