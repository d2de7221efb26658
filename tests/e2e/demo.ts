import { AppWindow } from "./window.ts";
import { describeCluster, preflightAndReview, press, reaches, shows, startPractice } from "./wizard.ts";

// `make run` without a display: a whole bootstrap in the real window, told as text, kept as pictures.

const window = await AppWindow.open({ speed: 6 });
const shoot = (name: string): Promise<void> => window.shoot(name, "demo");

await shows(window, "Connections");
await shoot("1-home");
await startPractice(window);
await shoot("2-hosts");
await describeCluster(window, "practice", `Demo-${Date.now()}-#Aa`);
await shoot("3-cluster");
await press(window, "Next");
await press(window, "Use all");
await shoot("4-resources");
await preflightAndReview(window);
await shoot("5-review");
await press(window, "Initialise practice");
await reaches(window, /Running/);

let told = "";
for (;;) {
  const timeline = await window.timeline();
  const fresh = timeline.split("\n").filter((line) => /Running|Succeeded|Failed/.test(line) && !told.includes(`${line}\n`));
  if (fresh.length > 0) console.log(fresh.join("\n"));
  told += fresh.map((line) => `${line}\n`).join("");
  if (/Start observer: Running/.test(timeline)) await shoot("6-running");
  if (/^practice: (Succeeded|Failed)/.test(timeline)) break;
  await new Promise((done) => setTimeout(done, 500));
}
await shoot("7-done");
await window.close();
