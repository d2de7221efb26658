import type { AppWindow } from "./window.ts";

/** A task as a person saves it with curl: so many steps, each on so many hosts, each with so many log lines. */
export interface Shape {
  steps: number;
  hosts: number;
  lines?: number;
  name?: string;
}

/** Drops a saved task of that shape on the window, as a file, and returns the address of the screen that opens. */
export async function dropTask(window: AppWindow, shape: Shape): Promise<string> {
  const before = await address(window);
  await window.browser.execute(dropShape, { lines: 1, name: "Huge task", ...shape });
  await window.until("the dropped task to open", async () => {
    const now = await address(window);
    return now !== before && now.includes("/operations/");
  });
  return address(window);
}

/** Drops a file with that text on the window. */
export async function dropFile(window: AppWindow, name: string, text: string): Promise<void> {
  await window.browser.execute(
    (called: string, content: string) => {
      const carried = new DataTransfer();
      carried.items.add(new File([content], called, { type: "application/json" }));
      for (const type of ["dragenter", "dragover", "drop"]) {
        const event = new Event(type, { bubbles: true, cancelable: true });
        Object.defineProperty(event, "dataTransfer", { value: carried });
        document.body.dispatchEvent(event);
      }
    },
    name,
    text,
  );
}

function address(window: AppWindow): Promise<string> {
  return window.browser.execute(() => location.hash);
}

/** Runs in the page: what it makes is too long to send there. */
function dropShape({ steps, hosts, lines, name }: Required<Shape>): void {
  const begun = Date.parse("2026-01-05T08:00:00Z");
  const at = (seconds: number): string => new Date(begun + seconds * 1000).toISOString();
  const ended = { state: "SUCCEED", operator: "RUN" };
  const nodes = Array.from({ length: steps }, (_, step) => ({
    id: `1${step + 1}`,
    node_id: step + 1,
    name: `Step ${step + 1}`,
    ...ended,
    start_time: at(step * 7),
    end_time: at(step * 7 + 6),
    additional_data: null,
    sub_tasks: Array.from({ length: hosts }, (__, host) => {
      const number = step * hosts + host + 1;
      return {
        id: `1${number}`,
        task_id: number,
        name: `Step ${step + 1}`,
        ...ended,
        start_time: at(step * 7),
        end_time: at(step * 7 + 1 + ((number * 13) % 50) / 10),
        execute_times: 1,
        execute_agent: { ip: `10.0.${Math.floor(host / 250)}.${(host % 250) + 1}`, port: 2886 },
        additional_data: null,
        task_logs: Array.from({ length: lines }, (___, line) =>
          line % 1000 === 999 ? `line ${line}: the needle ${number}` : `line ${line}: waiting for observer ${number}`,
        ),
      };
    }),
  }));
  const dag = {
    id: "14711",
    dag_id: 4711,
    name,
    stage: steps,
    max_stage: steps,
    ...ended,
    maintenance_type: 1,
    maintenance_key: "",
    start_time: at(0),
    end_time: at(steps * 7),
    additional_data: null,
    nodes,
  };
  const carried = new DataTransfer();
  carried.items.add(new File([JSON.stringify(dag)], "huge.json", { type: "application/json" }));
  for (const type of ["dragenter", "dragover", "drop"]) {
    const event = new Event(type, { bubbles: true, cancelable: true });
    Object.defineProperty(event, "dataTransfer", { value: carried });
    document.body.dispatchEvent(event);
  }
}
