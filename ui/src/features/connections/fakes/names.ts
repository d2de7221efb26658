import type { FakeWorld } from "../../../platform/fake/world";
import { answering, connection, hosts, task } from "./connections";

const LONG = "a name of two hundred characters that goes on and on ".repeat(4).slice(0, 200);

/** Names that would break a list, were they not held in. */
export function names(world: FakeWorld): void {
  const now = world.now();
  world.connections = [
    '"quotes" & <b>tags</b>',
    "🐙 emoji 👩‍👩‍👧‍👦 family",
    "מסד נתונים ראשי (prod)",
    "قاعدة البيانات 10.0.0.1",
    LONG,
    "x".repeat(200),
    "订单数据库集群",
  ].map((name, index) => {
    const made = connection(name, index % 2 === 0 ? "prod" : "stage", hosts(`10.10.${index}`, 3), {
      id: `c-${index}`,
      settings: { group: index < 4 ? 'בדיקה "quoted"' : LONG, note: index === 4 ? LONG : "" },
      tasks: [task(LONG, "failed", { endedAt: now - 60_000 })],
    });
    return answering(made, now);
  });
}
