/** The columns of the template and of every export, in their order. */
export const templateHeader = [
  "email",
  "mobile",
  "first_name",
  "last_name",
  "organisation",
  "role",
  "department",
  "hub_access",
  "organisation_access",
] as const;

export const templateFileName = "import_customers_template.csv";

/**
 * Organisation cells stay empty: an organisation that the desk does not know yet would make an error of the row, and
 * the untouched template must import cleanly. The numbers belong to nobody (reserved for fiction) and are valid.
 */
const exampleRows = [
  "ann.brown@example.com,+12025550123,Ann,Brown,,Head of purchasing,Purchasing,yes,",
  "ravi.shah@example.com,+61491570006,Ravi,Shah,,Engineer,Operations,no,",
  "mia.jensen@example.com,,Mia,Jensen,,,,,",
];

export const templateContent = `${[templateHeader.join(","), ...exampleRows].join("\n")}\n`;
