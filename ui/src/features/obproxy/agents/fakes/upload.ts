import type { AgentUpload, ProxyPackage, UploadPackageReq, UploadProgress } from "../../../../ipc/generated";
import { failure, type FakeWorld } from "../../../../platform/fake/world";
import { changeProxy, proxiesOf } from "./state";

const STEPS = 4;

type Request = Omit<UploadPackageReq, "watchId">;

/**
 * Sends to one agent after the other, a quarter of the file at each step. Steps come by themselves when the world is slow,
 * otherwise when somebody calls what is in `uploads`.
 */
export function playUpload(world: FakeWorld, request: Request, emit: (progress: UploadProgress) => void): () => void {
  const proxies = proxiesOf(world);
  const { connectionId } = request;
  const file = proxies.file;
  const agents: AgentUpload[] = request.agents.map((agent) => ({
    agent,
    state: "waiting",
    sent: 0,
    package: null,
    problem: null,
  }));
  let progress: UploadProgress = {
    file: file?.name ?? null,
    size: file?.size ?? 0,
    agents,
    over: false,
    problem: null,
  };
  const tell = (change: Partial<UploadProgress>) => {
    progress = { ...progress, ...change };
    emit(structuredClone(progress));
  };
  const put = (agent: string, change: Partial<AgentUpload>) =>
    progress.agents.map((one) => (one.agent === agent ? { ...one, ...change } : one));

  const step = () => {
    if (file === null) return end();
    const now = progress.agents.find(({ state }) => state === "sending" || state === "waiting");
    if (now === undefined) return end();
    const { agent } = now;
    if (now.sent < file.size) {
      const sent = Math.min(file.size, now.sent + Math.ceil(file.size / STEPS));
      return tell({ agents: put(agent, { state: "sending", sent }) });
    }
    if (proxies.refusing.has(agent)) {
      const problem = failure("rejected", "the package name is invalid: obproxy", {
        agentCode: "OBProxy.Package.Name.Invalid",
        traceId: "762914cd0eda6120",
      });
      return tell({ agents: put(agent, { state: "failed", problem }) });
    }
    const uploaded = packageOf(file.name, world.now());
    changeProxy(world, connectionId, agent, (before) => ({ ...before, package: uploaded }));
    return tell({ agents: put(agent, { state: "done", package: uploaded }) });
  };
  const end = () => {
    proxies.uploads.delete(step);
    clearInterval(timer);
    const problem = file === null ? failure("invalid", "no file was chosen") : null;
    tell({ over: true, problem });
  };
  const timer = world.delayMs > 0 ? setInterval(step, world.delayMs) : undefined;
  proxies.uploads.add(step);
  tell({ file: null });
  tell({ file: file?.name ?? null });
  return () => {
    clearInterval(timer);
    if (proxies.uploads.delete(step)) proxies.cancelled.push(progress);
  };
}

/** `obproxy-ce-4.3.2.0-26.el7.x86_64.rpm` */
function packageOf(file: string, at: number): ProxyPackage {
  const [, name = "", version = "", release = "", architecture = ""] =
    /^(.+)-([\d.]+)-([^-]+)\.([^.]+)\.rpm$/.exec(file) ?? [];
  return { name, version, release, architecture, uploadedAt: at };
}
