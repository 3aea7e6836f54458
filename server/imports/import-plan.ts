import type { Import } from "./import.entity";
import type { RowVerdict } from "./import-preview-row.entity";
import { type Encoding, encodingLabels } from "./reader/encodings";
import type { ImportField } from "./reader/field-aliases";
import type { FileFormat } from "./reader/record-limit";

/** What the user asked for, as `imports.plan` holds it. The columns chosen by hand are rows of import_columns. */
export interface ImportPlan {
  /** Instead of what would be detected. */
  encoding?: Encoding;
  delimiter?: string;
  createOrganisations: boolean;
  createAttributes: boolean;
  /** Whether those whom it makes get the account mail; said when it is started. */
  sendInvitations?: boolean;
}

/** What a preview found, as `imports.preview` holds it. */
export interface ImportPreview {
  file: FileFormat & { size: number };
  /** Null while the rows are still being compared. */
  counts: Record<RowVerdict, number> | null;
}

export const planOf = (found: Pick<Import, "plan">): ImportPlan => JSON.parse(found.plan) as ImportPlan;

export const previewOf = (found: Pick<Import, "preview">): ImportPreview | undefined =>
  found.preview === null ? undefined : (JSON.parse(found.preview) as ImportPreview);

const DELIMITER_LABELS: Record<string, string> = { ",": "Comma", ";": "Semicolon", "\t": "Tab", "|": "Vertical bar" };

export const delimiterLabel = (delimiter: string): string => DELIMITER_LABELS[delimiter] ?? `“${delimiter}”`;

/** What a file may be switched to by hand. */
export const ENCODING_CHOICES = Object.entries(encodingLabels).map(([value, label]) => ({ value, label }));
export const DELIMITER_CHOICES = Object.entries(DELIMITER_LABELS).map(([value, label]) => ({ value, label }));

/** The fixed fields in the words of the screen. */
export const FIELD_LABELS: Record<ImportField, string> = {
  email: "E-mail",
  mobile: "Mobile",
  firstName: "First name",
  lastName: "Last name",
  organisation: "Organisation",
  hubAccess: "Hub access",
  organisationAccess: "Organisation access",
};
