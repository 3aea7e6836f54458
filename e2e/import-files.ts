import { encode } from "iconv-lite";

export interface Expected {
  email: string;
  /** First and last name. */
  name: string;
  mobile?: string;
  organisation?: string;
  /** Some of their attributes. */
  attributes?: Record<string, string>;
}

/** A file as another program writes it, and whom it holds. */
export interface ImportFile {
  title: string;
  bytes: Buffer;
  people: Expected[];
  options?: { createOrganisations?: boolean; createAttributes?: boolean };
}

const text = (content: string): Buffer => Buffer.from(content);
const lines = (newline: string, ...all: string[]): string => all.map((line) => line + newline).join("");

const OUTLOOK =
  "Title,First Name,Middle Name,Last Name,Suffix,Company,Department,Job Title,Business Street,Business Street 2,Business Street 3,Business City,Business State,Business Postal Code,Business Country/Region,Home Street,Home Street 2,Home Street 3,Home City,Home State,Home Postal Code,Home Country/Region,Other Street,Other Street 2,Other Street 3,Other City,Other State,Other Postal Code,Other Country/Region,Assistant's Phone,Business Fax,Business Phone,Business Phone 2,Callback,Car Phone,Company Main Phone,Home Fax,Home Phone,Home Phone 2,ISDN,Mobile Phone,Other Fax,Other Phone,Pager,Primary Phone,Radio Phone,TTY/TDD Phone,Telex,Account,Anniversary,Assistant's Name,Billing Information,Birthday,Business Address PO Box,Categories,Children,Directory Server,E-mail Address,E-mail Type,E-mail Display Name,E-mail 2 Address,E-mail 2 Type,E-mail 2 Display Name,E-mail 3 Address,E-mail 3 Type,E-mail 3 Display Name,Gender,Government ID Number,Hobby,Home Address PO Box,Initials,Internet Free Busy,Keywords,Language,Location,Manager's Name,Mileage,Notes,Office Location,Organizational ID Number,Other Address PO Box,Priority,Private,Profession,Referred By,Sensitivity,Spouse,User 1,User 2,User 3,User 4,Web Page";
const GOOGLE =
  "First Name,Middle Name,Last Name,Phonetic First Name,Phonetic Middle Name,Phonetic Last Name,Name Prefix,Name Suffix,Nickname,File As,Organization Name,Organization Title,Organization Department,Birthday,Notes,Photo,Labels,E-mail 1 - Label,E-mail 1 - Value,E-mail 2 - Label,E-mail 2 - Value,Phone 1 - Label,Phone 1 - Value,Phone 2 - Label,Phone 2 - Value,Address 1 - Label,Address 1 - Formatted,Address 1 - Street,Address 1 - City,Address 1 - PO Box,Address 1 - Region,Address 1 - Postal Code,Address 1 - Country,Address 1 - Extended Address,Website 1 - Label,Website 1 - Value";

/** A row below such a header, every cell quoted as these programs do. */
function rowOf(header: string, cells: Record<string, string>): string {
  return header
    .split(",")
    .map((name) => `"${(cells[name] ?? "").replaceAll('"', '""')}"`)
    .join(",");
}

const outlookRow = rowOf(OUTLOOK, {
  Title: "Dr.",
  "First Name": "Björk",
  "Last Name": "O’Hara-Núñez",
  Company: "Outlook & Sons",
  "Job Title": "Buyer, senior",
  "Business Phone": "+44 20 7946 0000",
  "Mobile Phone": "+44 7700 900201",
  "E-mail Address": "bjork@outlook.example",
  "E-mail Type": "SMTP",
  Hobby: 'Chess in "Lyon"\r\nGo\r\n',
  Priority: "Normal",
});
const googleRow = rowOf(GOOGLE, {
  "First Name": "Zoë",
  "Last Name": "Ångström",
  "Organization Title": "Boss",
  "E-mail 1 - Label": "* Work",
  "E-mail 1 - Value": "zoe@google.example",
  "Phone 1 - Label": "Mobile",
  "Phone 1 - Value": "+44 7700 900202",
  Labels: "* myContacts ::: Café",
});

export const FILES: ImportFile[] = [
  {
    title: "UTF-8",
    bytes: text(lines("\n", "email,first_name,last_name", "ann@utf8.example,Ann,Größe")),
    people: [{ email: "ann@utf8.example", name: "Ann Größe" }],
  },
  {
    title: "UTF-8 with a BOM",
    bytes: text(`\ufeff${lines("\r\n", "email,first_name,last_name", "ann@bom.example,Ann,Łęcka")}`),
    people: [{ email: "ann@bom.example", name: "Ann Łęcka" }],
  },
  {
    title: "UTF-16LE with tabs, Excel's Unicode text",
    bytes: Buffer.from(`\ufeff${lines("\r\n", "E-mail\tVorname\tNachname", "ann@utf16.example\tΆννα\t李")}`, "utf16le"),
    people: [{ email: "ann@utf16.example", name: "Άννα 李" }],
  },
  {
    title: "Windows-1252 with semicolons and CRLF, German Excel",
    bytes: encode(lines("\r\n", "E-Mail-Adresse;Vorname;Nachname", "jo@excel.example;Jürgen;„Groß“ – 5 €"), "win1252"),
    people: [{ email: "jo@excel.example", name: "Jürgen „Groß“ – 5 €" }],
  },
  {
    title: "sep=; as first line",
    bytes: text(lines("\r\n", "sep=;", "email;first_name", "ann@sep.example;Ann")),
    people: [{ email: "ann@sep.example", name: "Ann" }],
  },
  {
    title: "Google Contacts",
    bytes: text(lines("\n", GOOGLE, googleRow)),
    people: [
      { email: "zoe@google.example", name: "Zoë Ångström", mobile: "+44 7700 900202", attributes: { Role: "Boss" } },
    ],
  },
  {
    title: "Outlook",
    bytes: encode(lines("\r\n", OUTLOOK, outlookRow), "win1252"),
    people: [
      {
        email: "bjork@outlook.example",
        name: "Björk O’Hara-Núñez",
        mobile: "+44 7700 900201",
        organisation: "Outlook & Sons",
        attributes: { Role: "Buyer, senior", Hobby: 'Chess in "Lyon"\r\nGo', Title: "Dr." },
      },
    ],
    options: { createOrganisations: true, createAttributes: true },
  },
  {
    title: "quoted newlines",
    bytes: text('email,first_name,Story\nann@quoted.example,"Ann\nMaria","One\r\ntwo, ""three"""\n'),
    people: [{ email: "ann@quoted.example", name: "Ann Maria", attributes: { Story: 'One\r\ntwo, "three"' } }],
    options: { createAttributes: true },
  },
  {
    title: "trailing delimiters, blank lines and no newline at the end",
    bytes: text("email;first_name;;\r\n\r\nann@blank.example;Ann;;\r\n;;;\r\n\r\n\r\nbo@blank.example;Bo;;"),
    people: [
      { email: "ann@blank.example", name: "Ann" },
      { email: "bo@blank.example", name: "Bo" },
    ],
  },
  {
    title: "a duplicate header and a __proto__ header",
    bytes: text(lines("\n", "email,first_name,email,__proto__", "ann@proto.example,Ann,other@proto.example,polluted")),
    people: [{ email: "ann@proto.example", name: "Ann" }],
  },
  {
    title: "emoji, right-to-left and combining characters",
    bytes: text(lines("\n", "email,first_name,last_name", "ann@emoji.example,👩‍👩‍👧 שרה,e\u0301te\u0301")),
    people: [{ email: "ann@emoji.example", name: "👩‍👩‍👧 שרה été" }],
  },
];

const png = Buffer.from("89504e470d0a1a0a0000000d49484452000000010000000108060000", "hex");
const xlsx = Buffer.concat([Buffer.from("504b030414000600", "hex"), Buffer.alloc(300, 7)]);

/** What is refused, and what the sentence must say to do. */
export const REFUSED: { title: string; bytes: Buffer; says: RegExp }[] = [
  { title: "a workbook", bytes: xlsx, says: /save it as CSV/i },
  { title: "a PNG", bytes: png, says: /CSV/ },
  { title: "an empty file", bytes: Buffer.alloc(0), says: /empty/i },
  { title: "a header alone", bytes: text("email,first_name\n"), says: /row/i },
  { title: "a file without e-mail and mobile", bytes: text("Shoe,Hat\n42,58\n"), says: /Shoe.*Hat/ },
];
