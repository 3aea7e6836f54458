import type { Ctx } from "@/server/ctx";
import type { AttributeDefinition } from "@/server/customers/attribute-definition.entity";
import { attributeKey, attributeNameProblem, MAX_DEFINITIONS } from "@/server/customers/attribute-definitions";
import { isAllowed } from "@/server/permissions";
import { shortened } from "@/server/shortened";
import type { ImportPlan } from "./import-plan";
import { applyChoices, type ColumnChoice } from "./reader/apply-choices";
import type { FileSource } from "./reader/file-source";
import { inspectFile } from "./reader/inspect-file";
import { type ColumnMapping, columnLabel, mapColumns, requireIdentifier } from "./reader/map-columns";
import { readBatches } from "./reader/read-records";
import type { FileFormat } from "./reader/record-limit";
import { FileRefused } from "./reader/refusal";

export interface LookedAt {
  format: FileFormat;
  mapping: ColumnMapping[];
  /** The first cells of each column that are not empty. */
  samples: string[][];
}

/** Finds out how a file is read and what its columns fill. Throws `FileRefused`, before anything else is done with it. */
export async function lookAtFile(
  source: FileSource,
  plan: ImportPlan,
  choices: readonly ColumnChoice[],
  definitions: readonly AttributeDefinition[],
): Promise<LookedAt> {
  const { header, ...format } = await inspectFile(source, plan);
  const attributes = definitions.map((definition) => definition.name);
  const found = mapColumns(header, { attributes, createAttributes: plan.createAttributes });
  const chosen = new Set(choices.map((choice) => choice.index));
  const mapping = withoutClashes(applyChoices(found, choices, attributes), definitions, chosen);
  return { format, mapping, samples: await firstCells(source, format, mapping.length) };
}

/** Refuses what could recognise nobody, and what the actor may not change. */
export function requireUsable(ctx: Ctx, mapping: readonly ColumnMapping[]): void {
  requireIdentifier(mapping);
  const guarded = { hubAccess: "customer.hubAccess", organisationAccess: "customer.organisationAccess" } as const;
  const headers = mapping.map((column) => column.header);
  for (const [index, { target }] of mapping.entries()) {
    if (target.kind !== "field" || (target.field !== "hubAccess" && target.field !== "organisationAccess")) continue;
    const permission = guarded[target.field];
    if (isAllowed(ctx.actor, permission)) continue;
    throw new FileRefused(
      "mapping",
      `The column “${columnLabel(headers, index)}” needs the permission ${permission}. Leave it out, or ask an admin for it.`,
    );
  }
}

/** Names are compared as attributes are, more loosely than headers: "Größe" and "GROSSE" are one attribute. */
function withoutClashes(
  mapping: readonly ColumnMapping[],
  definitions: readonly AttributeDefinition[],
  chosen: ReadonlySet<number>,
): ColumnMapping[] {
  const names = new Map(definitions.map((definition) => [definition.nameKey, definition.name]));
  const filled = new Set(
    mapping.flatMap(({ target }) => (target.kind === "attribute" ? [attributeKey(target.name)] : [])),
  );
  let created = 0;
  const cleaned = mapping.map((column): ColumnMapping => {
    if (column.target.kind !== "newAttribute") return column;
    const { name } = column.target;
    const key = attributeKey(name);
    const known = names.get(key);
    const problem = filled.has(key)
      ? `Two columns fill the attribute ${name}. Choose one of them.`
      : attributeNameProblem(name);
    if (problem && chosen.has(column.index)) throw new FileRefused("mapping", problem);
    if (problem) return { ...column, target: { kind: "ignored" } };
    filled.add(key);
    if (known !== undefined) return { ...column, target: { kind: "attribute", name: known } };
    created += 1;
    return column;
  });
  if (created > 0 && definitions.length + created > MAX_DEFINITIONS) {
    throw new FileRefused(
      "mapping",
      `The file would make ${created} attributes, and ${MAX_DEFINITIONS} is the most there can be. Leave columns out.`,
    );
  }
  return cleaned;
}

const SAMPLE_ROWS = 20;
const SAMPLES = 3;

async function firstCells(source: FileSource, format: FileFormat, columns: number): Promise<string[][]> {
  const samples: string[][] = Array.from({ length: columns }, () => []);
  for await (const { records } of readBatches(source, format, { batchSize: SAMPLE_ROWS })) {
    for (const { cells } of records) {
      samples.forEach((found, index) => {
        const cell = cells[index]?.trim();
        if (cell && found.length < SAMPLES) found.push(shortened(cell, 60));
      });
    }
    break;
  }
  return samples;
}
