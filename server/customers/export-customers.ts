import { recordAudit } from "@/server/activity/record-audit";
import type { Ctx } from "@/server/ctx";
import { inTransaction } from "@/server/db";
import { BYTE_ORDER_MARK, csvLine } from "@/server/files/csv-line";
import { writeGrants } from "@/server/imports/parse-grants";
import { templateHeader } from "@/server/imports/reader/template";
import { organisationNames } from "@/server/organisations/organisations";
import { allow, isAllowed } from "@/server/permissions";
import { readSettings } from "@/server/settings/settings";
import type { AttributeDefinition } from "./attribute-definition.entity";
import { allDefinitions, attributeKey } from "./attribute-definitions";
import { type CustomerRecord, loadCustomers } from "./customer-row";
import { type CustomerSort, DEFAULT_SORT, type Place } from "./customer-sort";
import { customerTagsOf } from "./customer-tags";
import { type CustomerView, viewInWords } from "./customer-view";
import { findPlaces } from "./find-places";
import { parseMobile } from "./identity/mobile-key";
import { planOf } from "./plan-view";

export interface ExportCustomers extends CustomerView {
  sort?: CustomerSort;
  /** The list's columns, `attributes.` and a name among them. The template's are always there, so that the file imports again. */
  columns?: readonly string[];
}

/** So many customers are in memory at once. */
const PAGE = 1000;

/** Exactly a view as CSV, made while it is sent. Importing it again changes nothing (PRODUCT 5.6). */
export function exportCustomers(ctx: Ctx, input: ExportCustomers): AsyncGenerator<string> {
  allow(ctx.actor, "customer.export");
  return lines(ctx, input);
}

async function* lines(ctx: Ctx, input: ExportCustomers): AsyncGenerator<string> {
  await inTransaction(ctx, (tx) => recordAudit(tx, { action: "customers.export", details: inWords(input) }));
  const mayCount = isAllowed(ctx.actor, "ticket.view");
  const chosen = input.columns?.filter((key) => mayCount || !key.startsWith("tickets"));
  const columns = columnsOf(await allDefinitions(ctx), chosen);
  const { defaultCountry } = await readSettings(ctx);
  const plan = await planOf(ctx, input);
  const sort = input.sort ?? DEFAULT_SORT;
  let text = BYTE_ORDER_MARK + csvLine(columns.map((column) => column.header));
  let from: Place | undefined;
  do {
    const places: Place[] = await findPlaces(ctx, { plan, sort, isBackward: false, from, size: PAGE, isPatient: true });
    text += await linesOf(ctx, places, columns, defaultCountry);
    yield text;
    text = "";
    from = places.length === PAGE ? places.at(-1) : undefined;
  } while (from);
}

function inWords({ ids, ...view }: ExportCustomers): Record<string, string> {
  return { exported: ids ? `${ids.length} selected` : "all that match", ...viewInWords(view) };
}

async function linesOf(
  ctx: Ctx,
  places: readonly Place[],
  columns: readonly Column[],
  defaultCountry: string | null,
): Promise<string> {
  const ids = places.map((place) => place.id);
  const records = new Map((await loadCustomers(ctx.db, ids)).map((record) => [record.id, record]));
  const granted = [...records.values()].flatMap((record) => [...record.grants.keys()]);
  const row: Around = {
    organisations: await organisationNames(ctx, granted),
    tags: columns.includes(EXTRA.tags) ? await customerTagsOf(ctx, ids) : new Map(),
    defaultCountry,
  };
  return ids
    .flatMap((id) => records.get(id) ?? [])
    .map((record) => csvLine(columns.map((column) => column.cell(record, row))))
    .join("");
}

interface Around {
  organisations: ReadonlyMap<number, string>;
  tags: ReadonlyMap<number, readonly string[]>;
  defaultCountry: string | null;
}

interface Column {
  header: string;
  cell(record: CustomerRecord, around: Around): string;
}

const yesNo = (value: boolean): string => (value ? "yes" : "no");

type FixedHeader = Exclude<(typeof templateHeader)[number], "role" | "department">;

const FIXED: Record<FixedHeader, Column["cell"]> = {
  email: (record) => record.email ?? "",
  mobile: (record, around) => mobileOf(record, around.defaultCountry),
  first_name: (record) => record.firstName,
  last_name: (record) => record.lastName,
  organisation: (record) => record.organisationName ?? "",
  hub_access: (record) => yesNo(record.hubAccess),
  organisation_access: (record, around) => accessOf(record, around.organisations),
};

/** What the list shows beside the template's columns; the import knows the headers and leaves them out. */
const EXTRA = {
  isActive: { header: "is_active", cell: (record) => yesNo(record.isActive) },
  createdAt: { header: "created_at", cell: (record) => isoTime(record.createdAt) },
  lastActivityAt: { header: "last_activity", cell: (record) => isoTime(record.lastActivityAt) },
  source: { header: "source", cell: (record) => record.source },
  ticketsOpen: { header: "tickets_open", cell: (record) => String(record.ticketsOpen) },
  tags: { header: "tags", cell: (record, around) => (around.tags.get(record.id) ?? []).join("; ") },
  ticketsAll: { header: "tickets_all", cell: (record) => String(record.ticketsAll) },
} satisfies Record<string, Column>;

const isExtra = (key: string): key is keyof typeof EXTRA => Object.hasOwn(EXTRA, key);

function columnsOf(definitions: readonly AttributeDefinition[], chosen: readonly string[] | undefined): Column[] {
  const fixed = templateHeader.flatMap((header): Column[] => {
    if (header !== "role" && header !== "department") return [{ header, cell: FIXED[header] }];
    const definition = definitions.find((known) => known.nameKey === header);
    return definition ? [{ header, cell: attributeCell(definition) }] : [];
  });
  const others = definitions.filter(({ nameKey }) => nameKey !== "role" && nameKey !== "department");
  const keys = chosen ?? ["isActive", ...others.map(({ name }) => `attributes.${name}`)];
  const further = [...new Set(keys)].flatMap((key): Column[] => {
    if (isExtra(key)) return [EXTRA[key]];
    if (!key.startsWith("attributes.")) return [];
    const nameKey = attributeKey(key.slice("attributes.".length));
    const definition = others.find((known) => known.nameKey === nameKey);
    return definition ? [{ header: definition.name, cell: attributeCell(definition) }] : [];
  });
  return [...fixed, ...further];
}

const attributeCell =
  (definition: AttributeDefinition): Column["cell"] =>
  (record) =>
    record.attributes.get(definition.id) ?? "";

/** As it was typed, unless it would be another number by today's default country. */
function mobileOf({ mobile, mobileKey }: CustomerRecord, defaultCountry: string | null): string {
  if (mobile === null || mobileKey === null) return "";
  const parsed = parseMobile(mobile, defaultCountry);
  return parsed.ok && parsed.key === mobileKey ? mobile : mobileKey;
}

function accessOf(record: CustomerRecord, organisations: ReadonlyMap<number, string>): string {
  const grants = [...record.grants].map(([id, level]) => ({ organisation: organisations.get(id) ?? "", level }));
  return writeGrants(grants.sort((a, b) => (a.organisation < b.organisation ? -1 : 1)));
}

const isoTime = (databaseTime: string): string => `${databaseTime.replace(" ", "T")}Z`;
