import path from "node:path";

/** How Node runs a program of ours. */
export interface OwnProgram {
  file: string;
  execArgv: string[];
}

/** Where server/pack.ts puts the programs that run in processes of their own. */
export const packedFolder = (root = process.cwd()): string =>
  path.join(root, process.env.NEXT_DIST_DIR || ".next", "desk");

// Neither is for the bundler to follow: it would trace the whole project, and say so at everybody's first start.
export const packedProgram = (source: string, folder = packedFolder()): OwnProgram => ({
  file: path.join(/* turbopackIgnore: true */ folder, `${path.basename(source, ".ts")}.js`),
  execArgv: [],
});

export const unpackedProgram = (source: string, root = process.cwd()): OwnProgram => ({
  file: path.join(/* turbopackIgnore: true */ root, source),
  execArgv: ["--import", "tsx"],
});

/**
 * Node lets a heap grow with the machine, by hundreds of MB of garbage that nobody needs. What a worker or a parser holds at once is bounded, and
 * far below these.
 */
export const HEAP_OF = { worker: "--max-old-space-size=256", parser: "--max-old-space-size=192" };
