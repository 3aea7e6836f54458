import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const folders: string[] = [];

/** Where the run keeps its files: see checks/jest-start.ts. */
export const runFolder = (): string => process.env.DESKFOLK_TEST_FOLDER ?? tmpdir();

/** An empty folder that is gone after the test. */
export function testFolder(): string {
  const folder = mkdtempSync(path.join(runFolder(), "test-"));
  folders.push(folder);
  return folder;
}

/** Called after every test, see each-test.ts. */
export function removeTestFolders(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}
