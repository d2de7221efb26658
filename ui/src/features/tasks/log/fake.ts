import type { LogRow } from "../../../ipc/generated";
import type { FakePart } from "../../../platform/fake/part";
import { fakeOperations } from "../fixtures/fake-operations";

/** Lines that go in one message. */
const AT_ONCE = 5000;

/** Logs that put the screen to the test: `?scenario=log-huge#/operations/failed`, `log-ugly`, `log-busy`. */
export const fake: FakePart = (world) => {
  const rowsFor = LOGS[world.scenario];
  if (rowsFor === undefined) return {};
  return {
    streams: {
      watch_log: (request, emit) => {
        const { rows: usual, complete } = fakeOperations.log(request);
        const rows = rowsFor(usual);
        for (let from = 0; from < rows.length; from += AT_ONCE) {
          const last = from + AT_ONCE >= rows.length;
          emit({ rows: rows.slice(from, from + AT_ONCE), complete: complete && last, problem: null });
        }
        if (world.scenario !== "log-busy") return () => undefined;
        let beat = 0;
        const timer = setInterval(() => {
          beat += 1;
          emit({ rows: manyRows(usual, 50, 1_000_000 + beat * 50), complete: false, problem: null });
        }, 1000);
        return () => clearInterval(timer);
      },
    },
  };
};

const LOGS: Readonly<Record<string, (usual: LogRow[]) => LogRow[]>> = {
  "log-huge": (usual) => [...manyRows(usual, 200_000), ...usual],
  "log-busy": (usual) => [...usual, ...manyRows(usual, 2000, 1000)],
  "log-ugly": (usual) => uglyRows(usual),
};

/** Rows of the same hosts as `usual`, a tenth of a second apart, one in a thousand of them an error. */
export function manyRows(usual: LogRow[], count: number, from = 0): LogRow[] {
  return Array.from({ length: count }, (_, index) => {
    const like = usual[index % usual.length];
    const number = from + index;
    return {
      key: `many/${number}`,
      runKey: like?.runKey ?? "run",
      host: like?.host ?? "10.10.10.1",
      attempt: 1,
      at: (usual[0]?.at ?? 0) - 30_000_000 + number * 100,
      level: number % 997 === 996 ? "error" : number % 331 === 330 ? "warn" : "info",
      text: `${SAID[number % SAID.length]} ${number}: tablet ${(number * 7919).toString(16)} of unit ${number % 41}, path /data/ob_order/store/clog/${number % 8191}`,
    };
  });
}

const SAID = ["replay log stream", "check member list", "copy macro block", "write slog", "load meta of tablet"];

/** What logs have come with: colours, control characters, other scripts, pages of markup, stack traces, no end. */
function uglyRows(usual: LogRow[]): LogRow[] {
  const texts: [LogRow["level"], string][] = [
    [
      "info",
      "\u001b[32mINFO\u001b[0m observer \u001b[1;31mred and bold\u001b[0m, bell \u0007, null \u0000, escape \u001b alone",
    ],
    ["info", "<script>alert('x')</script> <b>bold?</b> &amp; &lt;"],
    ["info", "name\tzone\tstatus\n10.10.10.1\tzone1\tACTIVE\n10.10.10.2\tzone2\tINACTIVE"],
    ["info", "right to left: \u05e9\u05dc\u05d5\u05dd \u05e2\u05d5\u05dc\u05dd, then 123, then \u202eexe.gpj"],
    ["info", "中文日志：数据副本正在从 10.10.10.1 迁移到 10.10.10.2，请耐心等待。".repeat(6)],
    ["info", "invalid bytes \ufffd\ufffd in the middle, and an emoji 🚀"],
    ["warn", "progress 10%\rprogress 55%\rprogress 100%"],
    ["info", `{"rows":[${'{"id":1,"status":"timeout"},'.repeat(190_000)}{}]}`],
    [
      "error",
      "java.lang.IllegalStateException: OB zone2 is not in service\n\tat com.oceanbase.ocp.service.task.Start.run(Start.java:118)\n\tat com.oceanbase.ocp.service.task.Worker.call(Worker.java:64)\nCaused by: java.net.SocketTimeoutException: connect timed out\n\t... 24 more",
    ],
    ["info", ""],
    ["info", "short"],
  ];
  const [first] = usual;
  return [
    ...usual.slice(0, -4),
    ...texts.map(([level, text], index) => ({
      key: `ugly/${index}`,
      runKey: usual[index % usual.length]?.runKey ?? first?.runKey ?? "run",
      host: usual[index % usual.length]?.host ?? first?.host ?? "10.10.10.1",
      attempt: 1,
      at: (usual.at(-1)?.at ?? 0) + index * 37,
      level,
      text,
    })),
  ];
}
