import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, readlinkSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";

import { type Browser, remote } from "webdriverio";

const ROOT = resolve(import.meta.dirname, "../..");
const PROGRAMS = resolve(ROOT, process.env["OBDECK_PROGRAMS"] ?? "target/debug");
const APP = join(PROGRAMS, "obdeck");

export interface WindowOptions {
  /** Where the application keeps its files; a new place unless given. */
  dataDir?: string;
  /** How many times faster than real the practice cluster works. */
  speed?: number;
  width?: number;
  height?: number;
}

/** The real window, driven through WebKitWebDriver. */
export class AppWindow {
  private constructor(
    readonly browser: Browser,
    readonly dataDir: string,
    private readonly driver: ChildProcess,
    private width = 0,
    private height = 0,
  ) {}

  static async open(options: WindowOptions = {}): Promise<AppWindow> {
    const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), "obdeck-e2e-"));
    const { browser, driver } = await drive(dataDir, options).catch(() => drive(dataDir, options));
    const window = new AppWindow(browser, dataDir, driver);
    await window.resize(options.width ?? 1280, options.height ?? 800);
    return window;
  }

  async resize(width: number, height: number): Promise<void> {
    this.width = width;
    this.height = height;
    await this.browser.setWindowRect(0, 0, width, height);
  }

  /** Keeps a screenshot under target/. */
  async shoot(name: string, folder = "e2e"): Promise<void> {
    const directory = join(ROOT, "target", folder);
    mkdirSync(directory, { recursive: true });
    // From the display, as a person sees it: the driver's own picture waits for a frame that may never come.
    const area = `0,0,${this.width},${this.height}`;
    execFileSync("scrot", ["--overwrite", "--autoselect", area, join(directory, `${name}.png`)]);
  }

  /** The run screen as text, one line a call, step and host. */
  async timeline(): Promise<string> {
    return this.browser.execute(() => document.querySelector("[data-timeline-text]")?.textContent ?? "");
  }

  /** What the page shows, as text. */
  async text(): Promise<string> {
    return this.browser.execute(() => document.body.innerText);
  }

  async until(what: string, holds: () => Promise<boolean>, seconds = 60): Promise<void> {
    await this.browser.waitUntil(holds, { timeout: seconds * 1000, interval: 200, timeoutMsg: `waited in vain for ${what}` });
  }

  /** Closes the window and waits for the application to end: another one would only raise it. */
  async close(): Promise<void> {
    const pid = childRunning(this.driver.pid ?? 0, APP);
    await this.browser.deleteSession().catch(() => undefined);
    if (pid !== undefined && !(await ended(pid, 5))) process.kill(pid, "SIGKILL");
    this.driver.kill();
    if (pid !== undefined && !(await ended(pid, 5))) throw new Error(`the application ${pid} does not end`);
  }

  /** The process of the application. */
  process(): number {
    const pid = childRunning(this.driver.pid ?? 0, APP);
    if (pid === undefined) throw new Error(`${APP} does not run`);
    return pid;
  }

  /** Ends the application as a crash or a power cut would. */
  async kill(): Promise<void> {
    process.kill(this.process(), "SIGKILL");
    await this.close();
  }
}

/** Starts the driver, and with it the application. Once in some hundred times the two do not find each other. */
async function drive(dataDir: string, options: WindowOptions): Promise<{ browser: Browser; driver: ChildProcess }> {
  const [port, target] = [await freePort(), await freePort()];
  const driver = spawn("WebKitWebDriver", [`--port=${port}`], {
    env: {
      ...process.env,
      TAURI_WEBVIEW_AUTOMATION: "true",
      OBDECK_DATA_DIR: dataDir,
      OBDECK_PRACTICE_SPEED: String(options.speed ?? 20),
      WEBKIT_INSPECTOR_SERVER: `127.0.0.1:${target}`,
      LC_ALL: "C.UTF-8",
    },
    stdio: ["ignore", "ignore", "pipe"],
  });
  driver.stderr?.resume();
  try {
    await answering(port);
    const browser = await remote({
      hostname: "127.0.0.1",
      port,
      logLevel: "silent",
      connectionRetryTimeout: 40_000,
      connectionRetryCount: 0,
      capabilities: {
        "webkitgtk:browserOptions": { binary: APP, args: [] },
        "wdio:enforceWebDriverClassic": true,
      } as WebdriverIO.Capabilities,
    });
    return { browser, driver };
  } catch (problem) {
    const pid = childRunning(driver.pid ?? 0, APP);
    if (pid !== undefined) process.kill(pid, "SIGKILL");
    driver.kill();
    throw problem;
  }
}

export interface PracticeAgents {
  agents: string[];
  /** What else the program said of itself. */
  said: Record<string, unknown>;
  /** Plays a trick on them, for instance `kill 2`, and returns the answer. */
  play(trick: string): Promise<Record<string, unknown>>;
  stop(): void;
}

/** Practice agents in a process of their own: they live on when the application dies. */
export async function practiceAgents(...flags: string[]): Promise<PracticeAgents> {
  const sandbox = spawn(join(PROGRAMS, "sandbox"), ["--until-stdin-closes", ...flags], {
    stdio: ["pipe", "pipe", "ignore"],
  });
  const lines = createInterface({ input: sandbox.stdout });
  const answer = (): Promise<Record<string, unknown>> =>
    new Promise((done, fail) => {
      lines.once("line", (line) => done(JSON.parse(line) as Record<string, unknown>));
      sandbox.once("exit", (code) => fail(new Error(`the practice agents ended with ${code}`)));
    });
  const said = await answer();
  return {
    agents: said["agents"] as string[],
    said,
    play: (trick) => {
      const played = answer();
      sandbox.stdin.write(`${trick}\n`);
      return played;
    },
    stop: () => sandbox.kill(),
  };
}

/** Every file below a folder, as bytes. */
export function filesBelow(folder: string): Buffer[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => readFileSync(join(entry.parentPath, entry.name)));
}

async function ended(pid: number, seconds: number): Promise<boolean> {
  for (let attempt = 0; attempt < seconds * 20; attempt += 1) {
    // A process that has ended and was not fetched by its parent yet is a zombie: it holds nothing any more.
    const status = existsSync(`/proc/${pid}/status`) ? readFileSync(`/proc/${pid}/status`, "utf8") : "";
    if (status === "" || /^State:\s+Z/m.test(status)) return true;
    await new Promise((done) => setTimeout(done, 50));
  }
  return false;
}

function childRunning(parent: number, program: string): number | undefined {
  for (const name of readdirSync("/proc").filter((entry) => /^\d+$/.test(entry))) {
    try {
      const ppid = /^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${name}/status`, "utf8"))?.[1];
      if (Number(ppid) === parent && readlinkSync(`/proc/${name}/exe`) === program) return Number(name);
    } catch {
      // It ended while we looked.
    }
  }
  return undefined;
}

function freePort(): Promise<number> {
  return new Promise((done) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => done(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}

async function answering(port: number): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const ready = await fetch(`http://127.0.0.1:${port}/status`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (ready) return;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error("WebKitWebDriver does not answer");
}
