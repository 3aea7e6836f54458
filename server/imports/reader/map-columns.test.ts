import { applyChoices } from "./apply-choices";
import { columnLabel, mapColumns, requireIdentifier, unmappedColumns } from "./map-columns";
import { FileRefused } from "./refusal";
import { templateHeader } from "./template";

const attributes = ["role", "department"];

/** What fills each field, by header. */
function filled(headers: string[], options: Parameters<typeof mapColumns>[1] = { attributes }) {
  const columns = mapColumns(headers, options).flatMap(({ header, target }) => {
    if (target.kind === "ignored") return [];
    return [[target.kind === "field" ? target.field : `${target.kind} ${target.name}`, header]];
  });
  return Object.fromEntries(columns);
}

const outlook =
  "Title,First Name,Middle Name,Last Name,Suffix,Company,Department,Job Title,Business Street,Business Street 2,Business Street 3,Business City,Business State,Business Postal Code,Business Country/Region,Home Street,Home Street 2,Home Street 3,Home City,Home State,Home Postal Code,Home Country/Region,Other Street,Other Street 2,Other Street 3,Other City,Other State,Other Postal Code,Other Country/Region,Assistant's Phone,Business Fax,Business Phone,Business Phone 2,Callback,Car Phone,Company Main Phone,Home Fax,Home Phone,Home Phone 2,ISDN,Mobile Phone,Other Fax,Other Phone,Pager,Primary Phone,Radio Phone,TTY/TDD Phone,Telex,Account,Anniversary,Assistant's Name,Billing Information,Birthday,Business Address PO Box,Categories,Children,Directory Server,E-mail Address,E-mail Type,E-mail Display Name,E-mail 2 Address,E-mail 2 Type,E-mail 2 Display Name,E-mail 3 Address,E-mail 3 Type,E-mail 3 Display Name,Gender,Government ID Number,Hobby,Home Address PO Box,Initials,Internet Free Busy,Keywords,Language,Location,Manager's Name,Mileage,Notes,Office Location,Organizational ID Number,Other Address PO Box,Priority,Private,Profession,Referred By,Sensitivity,Spouse,User 1,User 2,User 3,User 4,Web Page".split(
    ",",
  );

test("the template's header fills everything, in any case, order and spelling", () => {
  const mangled = [...templateHeader].reverse().map((name) => ` ${name.replaceAll("_", " ").toUpperCase()}`);
  for (const headers of [[...templateHeader], mangled]) {
    const targets = Object.keys(filled(headers)).sort();
    expect(targets).toEqual(
      [
        "attribute department",
        "attribute role",
        "email",
        "firstName",
        "hubAccess",
        "lastName",
        "mobile",
        "organisation",
        "organisationAccess",
      ].sort(),
    );
  }
});

test.each([
  ["E-Mail", "Phone", "Given Name", "Surname", "Company"],
  ["mail", "mobile-number", "forename", "family_name", "Organization"],
  ["E-mail address", "Tel.", "FIRST NAME", "LastName", "Company Name"],
  ["E-Mail", "Handy", "Vorname", "Nachname", "Firma"],
])("%s, %s, %s, %s and %s are understood", (email, mobile, firstName, lastName, organisation) => {
  expect(filled([organisation, lastName, email, mobile, firstName])).toEqual({
    email,
    mobile,
    firstName,
    lastName,
    organisation,
  });
});

test("Google Contacts' exports are understood, the present one and the older", () => {
  const present = [
    "First Name",
    "Middle Name",
    "Last Name",
    "Nickname",
    "Organization Name",
    "Organization Title",
    "Organization Department",
    "Labels",
    "E-mail 1 - Label",
    "E-mail 1 - Value",
    "E-mail 2 - Value",
    "Phone 1 - Label",
    "Phone 1 - Value",
  ];
  expect(filled(present)).toEqual({
    firstName: "First Name",
    lastName: "Last Name",
    organisation: "Organization Name",
    "attribute role": "Organization Title",
    "attribute department": "Organization Department",
    email: "E-mail 1 - Value",
    mobile: "Phone 1 - Value",
  });
  const older = [
    "Name",
    "Given Name",
    "Additional Name",
    "Family Name",
    "Group Membership",
    "E-mail 1 - Type",
    "E-mail 1 - Value",
    "Phone 1 - Type",
    "Phone 1 - Value",
    "Organization 1 - Name",
    "Organization 1 - Title",
  ];
  expect(filled(older)).toEqual({
    firstName: "Given Name",
    lastName: "Family Name",
    email: "E-mail 1 - Value",
    mobile: "Phone 1 - Value",
    organisation: "Organization 1 - Name",
    "attribute role": "Organization 1 - Title",
  });
});

test("Outlook's export is understood: the mobile phone wins, the other ninety columns are listed", () => {
  expect(filled(outlook)).toEqual({
    email: "E-mail Address",
    mobile: "Mobile Phone",
    firstName: "First Name",
    lastName: "Last Name",
    organisation: "Company",
    "attribute role": "Job Title",
    "attribute department": "Department",
  });
  const left = unmappedColumns(mapColumns(outlook, { attributes }));
  expect(left).toHaveLength(outlook.length - 7);
  expect(left.map(({ header }) => header)).toEqual(
    expect.arrayContaining(["Business Phone", "Primary Phone", "Title"]),
  );
});

test("of two columns for one field the more telling takes it, whatever their order", () => {
  expect(filled(["Telephone", "Mobile", "E-mail", "Mail"])).toEqual({ mobile: "Mobile", email: "E-mail" });
});

test("a header that is an attribute fills it, before it may fill a field under another name", () => {
  expect(
    filled(["email", "mobile", "favourite COLOUR", "Phone"], { attributes: ["Favourite Colour", "phone"] }),
  ).toEqual({
    email: "email",
    mobile: "mobile",
    "attribute Favourite Colour": "favourite COLOUR",
    "attribute phone": "Phone",
  });
});

test("a duplicate header fills once; the other is listed and told apart by its number", () => {
  const headers = ["email", "Note", "Email", ""];
  const mapping = mapColumns(headers, { attributes });
  expect(mapping.map(({ target }) => target.kind)).toEqual(["field", "ignored", "ignored", "ignored"]);
  expect(unmappedColumns(mapping).map(({ index }) => columnLabel(headers, index))).toEqual([
    "Note",
    "Email (column 3)",
    "column 4 (no name)",
  ]);
});

test("new attributes are made of what is left, once each, and never under a reserved name", () => {
  const headers = ["email", "Size", "size", "Created At", "error", "__proto__", "constructor", "", "Tickets"];
  expect(filled(headers, { attributes, createAttributes: true })).toEqual({
    email: "email",
    "newAttribute Size": "Size",
  });
});

test("our own error column is ignored without a word", () => {
  expect(unmappedColumns(mapColumns(["email", "Error"], { attributes }))).toEqual([]);
});

test("a file with neither e-mail nor mobile is refused, naming the headers found", () => {
  const mapping = mapColumns(["Name", "Town", "Town"], { attributes });
  expect(() => requireIdentifier(mapping)).toThrow(FileRefused);
  expect(() => requireIdentifier(mapping)).toThrow(/“Name”, “Town \(column 2\)”, “Town \(column 3\)”\. Choose which/);
  expect(() => requireIdentifier(mapColumns(["Mobile"], { attributes }))).not.toThrow();
});

test("a column chosen by hand takes the field from the column that was found", () => {
  const found = mapColumns(["Mobile Phone", "Business Phone", "E-mail"], { attributes });
  const mapping = applyChoices(found, [{ index: 1, target: { kind: "field", field: "mobile" } }], attributes);
  expect(mapping.map(({ target }) => target)).toEqual([
    { kind: "ignored" },
    { kind: "field", field: "mobile" },
    { kind: "field", field: "email" },
  ]);
});

test.each([
  [
    "a field chosen for two columns",
    [
      { index: 0, target: { kind: "field", field: "email" } },
      { index: 1, target: { kind: "field", field: "email" } },
    ],
    /“A” and “B” fill the same field/,
  ],
  ["a reserved name", [{ index: 0, target: { kind: "newAttribute", name: "Created at" } }], /uses itself/],
  ["a name that is empty", [{ index: 0, target: { kind: "newAttribute", name: " " } }], /needs a name/],
  [
    "an attribute that does not exist",
    [{ index: 0, target: { kind: "attribute", name: "Size" } }],
    /no attribute “Size”/,
  ],
  ["a column that does not exist", [{ index: 9, target: { kind: "ignored" } }], /no column 10/],
] satisfies [string, Parameters<typeof applyChoices>[1], RegExp][])("%s is refused", (_what, choices, message) => {
  expect(() => applyChoices(mapColumns(["A", "B"], { attributes }), choices, attributes)).toThrow(message);
});

test("a new attribute that exists by now is that attribute", () => {
  const mapping = applyChoices(
    mapColumns(["Rolle"], { attributes }),
    [{ index: 0, target: { kind: "newAttribute", name: "Role" } }],
    attributes,
  );
  expect(mapping[0]?.target).toEqual({ kind: "attribute", name: "role" });
});
