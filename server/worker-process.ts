import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import type { Log } from "./log";
import { HEAP_OF, packedProgram, unpackedProgram } from "./own-process";
import { isDevelopment } from "./process-mode";

const SOURCE = "server/worker.ts";

/** While somebody works on it the source counts; else the front door has just seen to it that the build is as new. */
function workerProgram() {
  const packed = packedProgram(SOURCE);
  return isDevelopment || !existsSync(packed.file) ? unpackedProgram(SOURCE) : packed;
}

/** A worker that dies at once would otherwise be started over and over. */
const RESTART_MS = 2000;

/** Runs the worker as a child, and again when it dies, so that a long job never holds up a page. */
export function startWorkerProcess(log: Log): { stop(): Promise<void> } {
  let child: ChildProcess | undefined;
  let isStopping = false;
  const start = () => {
    if (isStopping) return;
    const { file, execArgv } = workerProgram();
    child = spawn(process.execPath, [...execArgv, HEAP_OF.worker, file], {
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
    child.once("exit", (code) => {
      if (isStopping) return;
      log.warn({ code }, "the worker ended, starting another");
      setTimeout(start, RESTART_MS).unref();
    });
  };
  start();
  return {
    async stop() {
      isStopping = true;
      const running = child;
      if (!running || running.exitCode !== null) return;
      const ended = new Promise((resolve) => running.once("exit", resolve));
      running.kill("SIGTERM");
      await ended;
    },
  };
}
