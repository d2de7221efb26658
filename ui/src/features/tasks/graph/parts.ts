import type { CallHead, CallView, OperationView, RunView, StateKind, StepView } from "../../../ipc/generated";
import { type Selection, rowId } from "../model/selection";
import { hostOf } from "../model/calls";
import { shortHost } from "../parts/host-name";
import { type Folding, type StepFilter, opensItself, passesFilter } from "../timeline/rows";
import type { GraphEdge, GraphNode } from "./shapes";

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

/** The calls in their order, in each its steps, and where a step is open its hosts side by side. */
export function graphOf(operation: OperationView, folding: Folding, filter: StepFilter): Graph {
  const natural = DEPTHS.find((depth) => build(operation, NOTHING, filter, depth).parts.length <= MOST_OPEN) ?? 1;
  return build(operation, folding, filter, natural);
}

const NOTHING: Folding = new Map();

function build({ head: { hosts }, calls }: OperationView, folding: Folding, filter: StepFilter, depth: Depth): Graph {
  const graph: Graph = { parts: [], links: [] };
  let ends: string[] = [];
  let skips = 0;
  const put = (part: Part, from: string[]) => {
    graph.parts.push(part);
    graph.links.push(...from.map((id) => ({ from: id, to: part.id, skips })));
  };
  for (const call of calls) {
    const part = callPart(call, hosts, folding, filter, depth, calls.length === 1);
    if (part === null) {
      skips += Math.max(1, call.steps.length);
      continue;
    }
    put(part, ends);
    [ends, skips] = [[part.id], 0];
    if (part.open !== true) continue;
    for (const step of call.steps) {
      if (!passesFilter(step.state.kind, filter)) {
        skips += 1;
        continue;
      }
      const own = stepPart(call, step, folding, depth);
      put(own, ends);
      [ends, skips] = [[own.id], 0];
      if (own.open !== true) continue;
      const runs = step.runs.map((run) => runPart(own, run, hosts));
      for (const run of runs) put(run, ends);
      ends = runs.map(({ id }) => id);
    }
  }
  return graph;
}

function callPart(
  { head, steps }: CallView,
  hosts: Hosts,
  folding: Folding,
  filter: StepFilter,
  depth: Depth,
  only: boolean,
): CallPart | null {
  const shown = steps.filter((step) => passesFilter(step.state.kind, filter));
  const alone = steps.length === 0 && passesFilter(head.state.kind, filter);
  if (filter !== "all" && shown.length === 0 && !alone) return null;
  const selection = { callKey: head.key, stepKey: null, runKey: null };
  const id = rowId(selection);
  const natural = depth > 1 && (filter !== "all" || opensItself({ head, steps }, only));
  const open = shown.length === 0 ? null : (folding.get(id) ?? natural);
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
