/** What a column can fill beside attributes. Role and department are attributes, which every desk has from the start. */
export const importFields = [
  "email",
  "mobile",
  "firstName",
  "lastName",
  "organisation",
  "hubAccess",
  "organisationAccess",
] as const;

export type ImportField = (typeof importFields)[number];

/**
 * Column names of our template first, then those of other programs, the most telling first: where several columns of a
 * file match, the earliest here fills the field. Business and home phones are left out: one switchboard number
 * for a whole company would make one person of its staff.
 */
export const fieldAliases: ReadonlyMap<ImportField | "role" | "department", readonly string[]> = new Map([
  [
    "email",
    [
      "email",
      "e-mail address",
      "e-mail 1 - value",
      "mail",
      "mail address",
      "primary email",
      "email 1",
      "contact email",
      "customer email",
      "work email",
      "email id",
      "e-mail-adresse",
      "courriel",
      "adresse e-mail",
      "correo",
      "correo electrónico",
    ],
  ],
  [
    "mobile",
    [
      "mobile",
      "mobile phone",
      "mobile number",
      "mobile phone number",
      "mobile no",
      "cell",
      "cell phone",
      "cellphone",
      "cell number",
      "phone",
      "phone number",
      "phone no",
      "primary phone",
      "phone 1 - value",
      "phone 1",
      "telephone",
      "telephone number",
      "tel",
      "contact number",
      "handy",
      "mobil",
      "mobiltelefon",
      "telefon",
      "portable",
      "téléphone",
      "móvil",
      "teléfono",
    ],
  ],
  [
    "firstName",
    ["first_name", "given name", "given names", "forename", "first", "fname", "vorname", "prénom", "prenom", "nombre"],
  ],
  [
    "lastName",
    [
      "last_name",
      "surname",
      "family name",
      "last",
      "lname",
      "nachname",
      "nom",
      "nom de famille",
      "apellido",
      "apellidos",
    ],
  ],
  [
    "organisation",
    [
      "organisation",
      "organization",
      "organisation name",
      "organization name",
      "organization 1 - name",
      "company",
      "company name",
      "account name",
      "employer",
      "firma",
      "unternehmen",
      "entreprise",
      "société",
      "empresa",
    ],
  ],
  ["role", ["role", "job title", "organization title", "organization 1 - title", "position", "job role"]],
  ["department", ["department", "organization department", "organization 1 - department", "dept", "abteilung"]],
  ["hubAccess", ["hub_access", "customer hub access"]],
  ["organisationAccess", ["organisation_access", "organization access"]],
] satisfies [ImportField | "role" | "department", string[]][]);

/** The column of the error file that says what was wrong. It is ignored, so that the corrected file can be imported as it is. */
export const errorHeader = "error";
