import { allFakers } from "@faker-js/faker";
import type { Ctx } from "@/server/ctx";
import { type CustomerRecord, loadCustomers } from "@/server/customers/customer-row";
import { nameSortKey, sortKey } from "@/server/customers/identity/fold";
import { searchWords } from "@/server/customers/identity/search-words";
import { insertRows, placeholders } from "@/server/db";
import { seed } from "@/server/seed";
import { connect, type SqlConnection } from "./sql-connection";

/** What `seed` makes one by one. */
const SEEDED = 10_000;
/** The seed gives mobiles to the first thousand only, so the copies are made of those after them. */
const FIRST_COPIED = 1001;
const COPIED = SEEDED - FIRST_COPIED + 1;

/**
 * Fills a migrated, empty database: the first 10,000 by the product's own seed, further ones as copies of those with a second
 * surname, an address, words and keys of their own. What SQL cannot fold is folded here, by the product, before it is multiplied.
 */
export async function populate(ctx: Ctx, url: string, customers: number): Promise<void> {
  await seed(ctx, { customers: Math.min(customers, SEEDED) });
  if (customers <= SEEDED) return;
  const sql = await connect(url);
  try {
    await prepare(ctx, sql, customers);
    await multiply(sql, customers);
    await sql.run("UPDATE id_ranges SET next_id = ? WHERE name = 'customers'", [customers + 1]);
    for (const table of SCRATCH_TABLES) await sql.run(`DROP TABLE ${table}`);
  } finally {
    await sql.close();
  }
  await checkCopies(ctx, customers);
}

const SCRATCH_TABLES = ["bench_copies", "bench_people", "bench_words"];

/** Stands where a copy's own text will. No seeded word holds either. */
const SURNAME = "Qqqq";
const NUMBER = "qqqqq";

async function prepare(ctx: Ctx, sql: SqlConnection, customers: number): Promise<void> {
  const binary = sql.kind === "mysql" ? "CHARACTER SET utf8mb4 COLLATE utf8mb4_bin" : "";
  await sql.run(
    `CREATE TABLE bench_copies (k INTEGER PRIMARY KEY, surname VARCHAR(64) ${binary}, folded VARCHAR(64) ${binary}, made_at VARCHAR(23) ${binary})`,
  );
  await sql.run(
    `CREATE TABLE bench_people (id INTEGER PRIMARY KEY, name_key VARCHAR(400) ${binary}, email VARCHAR(400) ${binary}, email_key VARCHAR(400) ${binary})`,
  );
  await sql.run(
    `CREATE TABLE bench_words (customer_id INTEGER, word VARCHAR(64) ${binary}, kind VARCHAR(10) ${binary})`,
  );
  // Two tables of the bench's own; the database is a scratch one that nobody else writes.
  const db = ctx.database.writer.manager;
  await insertRows(db, "bench_copies", copies(Math.ceil((customers - SEEDED) / COPIED)));
  for (let from = FIRST_COPIED; from <= SEEDED; from += 1000) {
    const ids = Array.from({ length: Math.min(1000, SEEDED - from + 1) }, (_, index) => from + index);
    const people = await loadCustomers(ctx.db, ids);
    if (people.length !== ids.length) throw new Error("The seed did not take the ids from 1 on.");
    await insertRows(db, "bench_people", people.map(templateOf));
    await insertRows(db, "bench_words", people.flatMap(wordTemplatesOf));
  }
}

function copies(count: number): Record<string, unknown>[] {
  const faker = allFakers.en_GB;
  faker.seed(11);
  const surnames = new Set<string>();
  for (let tries = 0; surnames.size < count; tries += 1) {
    if (tries > count * 1000) throw new Error("There are not enough surnames for so many customers.");
    const name = faker.person.lastName();
    if (/^[A-Z][a-z]+$/.test(name)) surnames.add(name);
  }
  const newest = Date.UTC(2026, 0, 1);
  return [...surnames].map((surname, index) => ({
    k: index + 1,
    surname,
    folded: surname.toLowerCase(),
    made_at: new Date(newest - (index + 1) * 7_654_321).toISOString().replace("T", " ").slice(0, 23),
  }));
}

const templateOf = (person: CustomerRecord) => ({
  id: person.id,
  name_key: nameSortKey({ ...person, lastName: `${person.lastName} ${SURNAME}` }),
  email: marked(person.email),
  email_key: sortKey(marked(person.email)),
});

const marked = (email: string | null): string => (email ?? "").replace("@", `${NUMBER}@`);

function wordTemplatesOf(person: CustomerRecord): Record<string, unknown>[] {
  const words = searchWords({
    firstName: person.firstName,
    lastName: `${person.lastName} ${SURNAME}`,
    emails: [marked(person.email)],
    mobiles: [],
    organisationName: person.organisationName,
  });
  return words.map((word) => ({
    customer_id: person.id,
    word,
    kind: word === SURNAME.toLowerCase() ? "surname" : word.includes(NUMBER) ? "number" : "plain",
  }));
}

const OWN_NAME = `REPLACE(p.name_key, '${SURNAME.toLowerCase()}', k.folded)`;
const NEW_ID = `p.id + k.k * ${COPIED}`;

async function multiply(sql: SqlConnection, customers: number): Promise<void> {
  if (sql.kind === "mysql") {
    for (const name of ["unique_checks", "foreign_key_checks"]) await sql.run(`SET SESSION ${name} = 0`);
  }
  const pairs = `FROM bench_copies k CROSS JOIN bench_people p`;
  const own = (text: string) => `REPLACE(${text}, '${NUMBER}', 'x' || k.k)`;
  await insert(sql, "customers", customers, `${pairs} JOIN customers c ON c.id = p.id`, (column) => {
    if (column === "id") return NEW_ID;
    if (column === "last_name") return "c.last_name || ' ' || k.surname";
    if (column === "name_sort") return OWN_NAME;
    if (column === "email_sort") return own("p.email_key");
    return ["created_at", "updated_at", "last_activity_at"].includes(column) ? "k.made_at" : `c.${column}`;
  });
  await insert(
    sql,
    "customer_identifiers",
    customers,
    `${pairs} JOIN customer_identifiers c ON c.customer_id = p.id`,
    (column) => {
      if (column === "id") return "NULL";
      if (column === "customer_id") return NEW_ID;
      if (column === "created_at") return "k.made_at";
      return column === "identifier_key" || column === "value" ? own("p.email") : `c.${column}`;
    },
  );
  for (const table of ["customer_attributes", "activity_entries"]) {
    await insert(sql, table, customers, `${pairs} JOIN ${table} c ON c.customer_id = p.id`, (column) => {
      if (column === "id") return "NULL";
      if (column === "occurred_at") return "k.made_at";
      return column === "customer_id" ? NEW_ID : `c.${column}`;
    });
  }
  await multiplyWords(sql, customers, own);
}

/** Copies rows of a table; `expressionFor` gives the SQL for each of its columns. */
async function insert(
  sql: SqlConnection,
  table: string,
  customers: number,
  from: string,
  expressionFor: (column: string) => string,
): Promise<void> {
  const columns = await columnsOf(sql, table);
  await sql.run(
    `INSERT INTO ${table} (${columns.join(", ")}) SELECT ${columns.map(expressionFor).join(", ")} ${from}
      WHERE ${NEW_ID} <= ? ORDER BY ${NEW_ID}`,
    [customers],
  );
}

export async function columnsOf(sql: SqlConnection, table: string): Promise<string[]> {
  const rows =
    sql.kind === "sqlite"
      ? await sql.all("SELECT name FROM pragma_table_info(?)", [table])
      : await sql.all(
          "SELECT column_name AS name FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = ?",
          [table],
        );
  return rows.map((row) => String(row.name));
}

/** Ten words a customer: emptied and filled in the order of the key, because row by row it takes ten times as long. */
async function multiplyWords(sql: SqlConnection, customers: number, own: (text: string) => string): Promise<void> {
  const columns = await columnsOf(sql, "customer_words");
  const names = columns.join(", ");
  await sql.run("CREATE TABLE bench_seeded AS SELECT * FROM customer_words");
  await sql.run(sql.kind === "mysql" ? "TRUNCATE TABLE customer_words" : "DELETE FROM customer_words");
  // MariaDB sorts the rows for all indexes of an empty table by itself.
  const index = sql.kind === "sqlite" ? await takeIndexOff(sql, "customer_words_customer") : undefined;
  const copied = columns.map((column) => {
    if (column === "word") {
      return `CASE w.kind WHEN 'surname' THEN k.folded WHEN 'number' THEN ${own("w.word")} ELSE w.word END AS word`;
    }
    if (column === "customer_id") return `${NEW_ID} AS customer_id`;
    if (column === "name_sort") return `${OWN_NAME} AS name_sort`;
    if (column === "is_deleted") return "0 AS is_deleted";
    throw new Error(`Tell the bench what customer_words.${column} holds.`);
  });
  await sql.run(
    `INSERT INTO customer_words (${names}) SELECT ${names} FROM (
        SELECT ${names} FROM bench_seeded UNION ALL
        SELECT ${copied.join(", ")} FROM bench_words w JOIN bench_people p ON p.id = w.customer_id
          CROSS JOIN bench_copies k WHERE w.kind = 'surname' OR w.word <> k.folded
      ) every_word WHERE customer_id <= ? ORDER BY word, customer_id`,
    [customers],
  );
  if (index) await sql.run(index);
  await sql.run("DROP TABLE bench_seeded");
}

async function takeIndexOff(sql: SqlConnection, name: string): Promise<string> {
  const [row] = await sql.all("SELECT sql FROM sqlite_master WHERE type = 'index' AND name = ?", [name]);
  await sql.run(`DROP INDEX ${name}`);
  return String(row?.sql);
}

/** A copy has to be what the product itself would have written. */
async function checkCopies(ctx: Ctx, customers: number): Promise<void> {
  const ids = Array.from(
    { length: 60 },
    (_, index) => SEEDED + 1 + Math.floor(((customers - SEEDED - 1) * index) / 59),
  );
  for (const person of await loadCustomers(ctx.db, ids)) {
    const [keys]: { name_sort: string; email_sort: string }[] = await ctx.db.query(
      "SELECT name_sort, email_sort FROM customers WHERE id = ?",
      [person.id],
    );
    const rows: { word: string }[] = await ctx.db.query(
      `SELECT word FROM customer_words WHERE customer_id IN ${placeholders(1)}`,
      [person.id],
    );
    const words = searchWords({ ...person, emails: [person.emailKey ?? ""], mobiles: [] });
    const found = JSON.stringify([keys?.name_sort, keys?.email_sort, rows.map((row) => row.word).sort()]);
    const expected = JSON.stringify([nameSortKey(person), sortKey(person.emailKey ?? ""), [...words].sort()]);
    if (found !== expected) throw new Error(`Copied customer ${person.id} is not as saved: ${found} for ${expected}`);
  }
}
