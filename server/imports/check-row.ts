import { parseYesNo } from "@/server/customers/attribute-value";
import { checkCustomer } from "@/server/customers/check-customer";
import type { CustomerChanges } from "@/server/customers/customer-changes";
import { displayName } from "@/server/customers/identity/person-name";
import { MAX_GRANTS } from "@/server/organisations/grant-access";
import { organisationKey, organisationNameProblem } from "@/server/organisations/organisations";
import type { FilledColumns } from "./columns-of";
import { type GrantText, parseGrants } from "./parse-grants";
import type { ImportField } from "./reader/field-aliases";
import type { FileRecord } from "./reader/read-records";

/** What is wrong with a row, and in which column if it is one's. */
export interface RowProblem {
  column?: string;
  message: string;
}

/** A row of the file, understood as far as the file alone allows. */
export interface CheckedRow {
  row: number;
  line: number;
  /** Whom it is about, for display. */
  label: string;
  /** Empty cells are left out: they leave values alone. */
  changes: CustomerChanges;
  /** As it was typed; it is looked up with those of other rows. */
  organisation?: string;
  grants?: GrantText[];
  /** The columns that name organisations. */
  organisationColumns: { organisation?: string; organisationAccess?: string };
  problems: RowProblem[];
}

/** Checks one row by the rules that form and GraphQL have too. */
export function checkRow(record: FileRecord, columns: FilledColumns, defaultCountry: string | null): CheckedRow {
  const { fields } = columns;
  const cell = (field: ImportField) => filled(record.cells[fields[field]?.index ?? -1]);
  const checked: CheckedRow = {
    row: record.row,
    line: record.line,
    label: labelOf(cell),
    changes: {},
    organisationColumns: {
      organisation: fields.organisation?.label,
      organisationAccess: fields.organisationAccess?.label,
    },
    problems: [],
  };
  if (record.problem) return { ...checked, problems: [record.problem] };

  const refuse = (message: string, column?: string) => checked.problems.push({ message, column });
  const attributes = columns.attributes.flatMap((column) => {
    const value = filled(record.cells[column.index]);
    return value === undefined ? [] : [{ name: column.name, value, label: column.label }];
  });
  const text = {
    email: cell("email"),
    mobile: cell("mobile"),
    firstName: cell("firstName"),
    lastName: cell("lastName"),
    attributes,
  };
  const { changes, problems } = checkCustomer(text, { definitions: columns.definitions, defaultCountry });
  checked.changes = changes;
  for (const { path, message } of problems) refuse(message, columnAt(path, fields, attributes));
  if (text.email === undefined && text.mobile === undefined) {
    refuse("Give an e-mail address, a mobile number, or both.", (fields.email ?? fields.mobile)?.label);
  }
  checkAccess(checked, cell, (field, message) => refuse(message, fields[field]?.label));
  return checked;
}

/** The columns that are not fields of CustomerText. */
function checkAccess(
  checked: CheckedRow,
  cell: (field: ImportField) => string | undefined,
  refuse: (field: ImportField, message: string) => void,
): void {
  const hubAccess = cell("hubAccess");
  if (hubAccess !== undefined) {
    const parsed = parseYesNo(hubAccess);
    if (parsed.ok) checked.changes.hubAccess = parsed.value === "yes";
    else refuse("hubAccess", parsed.message);
  }
  const organisation = cell("organisation");
  if (organisation !== undefined) {
    const problem = organisationNameProblem(organisation);
    if (problem) refuse("organisation", problem);
    else checked.organisation = organisation;
  }
  const access = cell("organisationAccess");
  if (access === undefined) return;
  const parsed = parseGrants(access);
  const problem = parsed.ok ? grantsProblem(parsed.grants) : parsed.message;
  if (problem) refuse("organisationAccess", problem);
  else if (parsed.ok) checked.grants = parsed.grants;
}

function grantsProblem(grants: readonly GrantText[]): string | undefined {
  if (grants.length > MAX_GRANTS)
    return `A customer can see at most ${MAX_GRANTS} organisations; here are ${grants.length}.`;
  const seen = new Set<string>();
  for (const { organisation } of grants) {
    const problem = organisationNameProblem(organisation);
    if (problem) return problem;
    const key = organisationKey(organisation);
    if (seen.has(key)) return `${organisation} is named twice. Keep one of them.`;
    seen.add(key);
  }
  return undefined;
}

function filled(cell: string | undefined): string | undefined {
  return cell?.trim() ? cell : undefined;
}

function columnAt(
  path: string,
  fields: FilledColumns["fields"],
  attributes: readonly { label: string }[],
): string | undefined {
  const [, index] = /^attributes\.(\d+)\./.exec(path) ?? [];
  // The other paths of checkCustomer are names of fields.
  return index === undefined ? fields[path as ImportField]?.label : attributes[Number(index)]?.label;
}

function labelOf(cell: (field: ImportField) => string | undefined): string {
  const [firstName, lastName, email, mobile] = (["firstName", "lastName", "email", "mobile"] as const).map(cell);
  return [firstName, lastName, email, mobile].some(Boolean) ? displayName({ firstName, lastName, email, mobile }) : "";
}

/** One line of text for all that is wrong. */
export function problemInWords(problems: readonly RowProblem[]): RowProblem {
  const [first] = problems;
  if (!first || problems.length === 1) return first ?? { message: "" };
  const message = problems.map((one) => (one.column ? `${one.column}: ${one.message}` : one.message)).join(" ");
  return { column: first.column, message };
}
