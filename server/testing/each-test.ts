import { removeTestFolders } from "./test-folder";
import { takeErrorProblems, watchConsole } from "./unexpected-errors";

// Jest loads this file before every test file, in the same module registry.
beforeEach(watchConsole);

afterEach(() => {
  const problems = takeErrorProblems();
  removeTestFolders();
  if (problems.length > 0) throw new Error(problems.join("\n\n"));
});
