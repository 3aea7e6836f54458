import path from "node:path";
import { importCycles } from "./import-cycles";
import { type Import, type SourceFile, sourceFiles } from "./source-files";

const ROOT = path.resolve(__dirname, "..");
const files = sourceFiles(ROOT);
const isTest = (file: SourceFile) => /\.test\.tsx?$/.test(file.path) || /^(server|graphql)\/testing\//.test(file.path);

/** The layers, from top to bottom. A rule about imports names the layer it is for. */
const inFolder = (folder: string) => files.filter((file) => file.path.startsWith(`${folder}/`));

/** Fails with one line for each import that `isAllowed` refuses. */
function expectImports(of: SourceFile[], isAllowed: (found: Import, file: SourceFile) => boolean, rule: string): void {
  const broken = of.flatMap((file) =>
    file.imports
      .filter((found) => !isAllowed(found, file))
      .map((found) => `${file.path} imports ${found.specifier}. ${rule}`),
  );
  expect(broken).toEqual([]);
}

const isIn = (found: Import, ...places: string[]) =>
  places.some((place) => found.target === place || found.target?.startsWith(`${place}/`) === true);

const isPackage = (found: Import, ...names: string[]) =>
  found.target === undefined &&
  names.some((name) => found.specifier === name || found.specifier.startsWith(`${name}/`));

test("the files were found and read", () => {
  expect(files.length).toBeGreaterThan(40);
  const { imports } = files.find((file) => file.path === "server/ctx.ts") ?? { imports: [] };
  expect(imports).toContainEqual({ specifier: "./db", target: "server/db.ts", isTypeOnly: true });
});

describe("who may import what", () => {
  test("pages know the typed documents, the look and their own library; one file knows the server", () => {
    expectImports(
      inFolder("app").filter((file) => file.path !== "app/_lib/helpdesk.ts" && !isTest(file)),
      (found) => !isIn(found, "server", "migrations", "graphql") || isIn(found, "graphql/client"),
      "Pages run a document of graphql/client with query() or mutate(); only app/_lib/helpdesk.ts touches graphql/server and server/.",
    );
  });

  test("the look of the pages knows no data", () => {
    expectImports(
      inFolder("app/_ui"),
      (found) => !isIn(found, "graphql", "server", "migrations"),
      "app/_ui is look and feel only: pass what it shows as properties.",
    );
  });

  test("GraphQL knows the server, never the pages", () => {
    expectImports(
      inFolder("graphql"),
      (found) => !isIn(found, "app") && !isPackage(found, "next", "react", "react-dom"),
      "graphql/ stands below app/: move what both need down, or pass it in.",
    );
  });

  test("the server knows neither layer above it, nor Next, nor React, except in the front door", () => {
    expectImports(
      inFolder("server").filter((file) => file.path !== "server/main.ts"),
      (found) => !isIn(found, "app", "graphql") && !isPackage(found, "next", "react", "react-dom"),
      "server/ is the bottom layer; only server/main.ts, the front door, may look up.",
    );
  });

  test("migrations know nothing of the present", () => {
    expectImports(
      inFolder("migrations").filter((file) => !isTest(file)),
      (found, file) =>
        isPackage(found, "typeorm") ||
        found.target === "migrations/columns.ts" ||
        (file.path === "migrations/index.ts" && isIn(found, found.target ?? "") && /^\.\/\d+-/.test(found.specifier)),
      "History must not change when the present does: a migration may import typeorm and ./columns alone.",
    );
  });

  test("the product never imports the tools of its tests", () => {
    expectImports(
      ["app", "graphql", "server", "migrations"].flatMap(inFolder).filter((file) => !isTest(file)),
      (found) => !isIn(found, "server/testing", "graphql/testing", "checks", "e2e"),
      "server/testing, graphql/testing, checks and e2e are for tests only.",
    );
  });

  test("nobody imports in a circle, except entities", () => {
    const cycles = importCycles(files).filter((cycle) => !cycle.every((file) => file.endsWith(".entity.ts")));
    expect(cycles.map((cycle) => `Break this circle: ${[...cycle, cycle[0]].join(" → ")}`)).toEqual([]);
  });
});

describe("the shape of the tree", () => {
  test("no folder or file is a drawer for everything", () => {
    const drawers = /(^|[/.-])(utils?|helpers?|common|services?|misc)([/.-]|$)/;
    const found = files.filter((file) => drawers.test(file.path));
    expect(found.map((file) => `Name it for what it does: ${file.path}`)).toEqual([]);
  });

  test("no page streams before it knows whether it exists", () => {
    const found = files.filter((file) => /^app\/.*\/loading\.tsx$/.test(file.path));
    const why =
      "With a loading.tsx above it a missing page answers 200 and a forbidden one too; app/_ui/page-progress.tsx shows that a page is coming";
    expect(found.map((file) => `${why}: remove ${file.path}.`)).toEqual([]);
  });

  test("there are no barrels but the ordered list of migrations", () => {
    const barrels = files.filter((file) => /(^|\/)index\.tsx?$/.test(file.path) && file.path !== "migrations/index.ts");
    expect(barrels.map((file) => `Import from the file itself instead of ${file.path}.`)).toEqual([]);
  });

  test("default exports stand only where a tool insists", () => {
    const pages =
      /^app\/.*\/?(page|layout|template|loading|error|global-error|not-found|forbidden|unauthorized|default|manifest|robots|sitemap|icon|opengraph-image)\.tsx?$/;
    const tools = /^(.*\.d\.ts|[\w.-]+\.config\.ts|codegen\.ts|checks\/jest-(start|end)\.ts|e2e\/(start|end)\.ts)$/;
    const found = files.filter((file) => file.hasDefaultExport && !pages.test(file.path) && !tools.test(file.path));
    expect(found.map((file) => `Export it by name: ${file.path}`)).toEqual([]);
  });

  test("files stay readable in one go", () => {
    const MAX_LINES = 300;
    const long = files.filter((file) => file.lines > MAX_LINES);
    expect(long.map((file) => `Split ${file.path}: ${file.lines} lines, at most ${MAX_LINES}.`)).toEqual([]);
  });
});
