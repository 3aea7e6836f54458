import { type ChildProcess, type ForkOptions, fork } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

export const ROOT = path.resolve(__dirname, "..");

/** Runs one of our TypeScript files in a process of its own, with a channel for messages. */
export function runProcess(
  file: string,
  options: { env?: Record<string, string>; execArgv?: string[]; stdio?: ForkOptions["stdio"] } = {},
): ChildProcess {
  return fork(path.resolve(ROOT, file), [], {
    cwd: ROOT,
    env: { ...cleanEnvironment(), ...options.env },
    // A packed program is plain JavaScript.
    execArgv: [...(file.endsWith(".ts") ? ["--import", "tsx"] : []), ...(options.execArgv ?? [])],
    // Our own standard output is the JSON: what a child prints goes to standard error.
    stdio: options.stdio ?? ["ignore", 2, 2, "ipc"],
  });
}

/** Nothing of the developer's own configuration. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR } = process.env;
  return { PATH, HOME, TMPDIR, TZ: "UTC", NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" };
}

/** The child's next message, or an error when it ends before. */
export async function messageOf<T>(child: ChildProcess): Promise<T> {
  const ended = new AbortController();
  const { signal } = ended;
  try {
    return await Promise.race([
      // A child of ours answers with what its own file says that it answers.
      once(child, "message", { signal }).then(([message]) => message as T),
      once(child, "exit", { signal }).then(([code]) => {
        throw new Error(`A process of the bench ended with ${code}: ${child.spawnargs.join(" ")}`);
      }),
    ]);
  } finally {
    ended.abort();
  }
}

/** Asks a child one thing. */
export function ask<T>(child: ChildProcess, question: object | string): Promise<T> {
  const answer = messageOf<T>(child);
  child.send(question);
  return answer;
}

export async function endProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, "exit");
  child.kill("SIGTERM");
  if (await Promise.race([exit.then(() => false), sleep(30_000, true, { ref: false })])) child.kill("SIGKILL");
  await exit;
}

/** Milliseconds of processor time, user and system, of all threads; undefined where there is no /proc. */
export function cpuOf(pid: number | undefined): number | undefined {
  const stat = readProc(`${pid}/stat`);
  if (stat === undefined) return undefined;
  // The name in brackets may hold spaces; utime and stime are fields 14 and 15, in hundredths of a second.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

/** The same with the processes that it has started, those that have ended too. */
export function cpuOfFamily(pid: number | undefined): number | undefined {
  const stat = readProc(`${pid}/stat`);
  if (stat === undefined || pid === undefined) return undefined;
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const own = fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) * 10;
  return childrenOf(pid).reduce((sum, child) => sum + (cpuOf(child.pid) ?? 0), own);
}

/** Milliseconds of processor time that these processes take from now on. */
export function cpuClock(...pids: (number | undefined)[]): () => number {
  const now = () => pids.reduce<number>((sum, pid) => sum + (cpuOf(pid) ?? 0), 0);
  const begin = now();
  return () => now() - begin;
}

/** Peak of the resident memory in MiB since the process began. */
export function peakMemoryOf(pid: number | undefined): number | undefined {
  const [, kib] = /^VmHWM:\s+(\d+) kB/m.exec(readProc(`${pid}/status`) ?? "") ?? [];
  return kib === undefined ? undefined : Math.round(Number(kib) / 1024);
}

/** Processes that this one has started, and theirs. */
export function childrenOf(pid: number): { pid: number; name: string }[] {
  let tasks: string[] = [];
  try {
    tasks = readdirSync(`/proc/${pid}/task`);
  } catch {
    return [];
  }
  const children = tasks.flatMap((task) => (readProc(`${pid}/task/${task}/children`) ?? "").split(" ").filter(Boolean));
  return children.flatMap((child) => [
    { pid: Number(child), name: nameOf(Number(child)) },
    ...childrenOf(Number(child)),
  ]);
}

function nameOf(pid: number): string {
  const words = (readProc(`${pid}/cmdline`) ?? "").split("\0");
  return path.basename(words.find((word) => /\.[cm]?[jt]s$/.test(word) && !word.startsWith("--")) ?? words[0] ?? "?");
}

function readProc(file: string): string | undefined {
  try {
    return readFileSync(`/proc/${file}`, "utf8");
  } catch {
    return undefined;
  }
}
