import { once } from "node:events";
import { createWriteStream, statSync } from "node:fs";
import { allFakers } from "@faker-js/faker";

const ROLES = ["Buyer", "Owner", "Accountant", "Developer", "Office manager", "Head of support"];
const DEPARTMENTS = ["Sales", "Finance", "Engineering", "Operations", "", ""];

/** The organisations that rows of the file belong to; they are made before the import, as a desk would have them. */
export const ORGANISATIONS: readonly string[] = names(200, (faker) => faker.company.name());

/**
 * Writes a CSV of so many customers, the same one each time: an address each, a mobile for every other one, most with an
 * organisation, a role and a department. Returns its size in bytes.
 */
export async function writeCsv(file: string, rows: number): Promise<number> {
  const firstNames = names(300, (faker) => faker.person.firstName());
  const lastNames = names(500, (faker) => faker.person.lastName());
  const out = createWriteStream(file);
  out.write("email,mobile,first_name,last_name,organisation,role,department\n");
  let chunk = "";
  for (let number = 0; number < rows; number += 1) {
    const first = pick(firstNames, number * 7);
    const last = pick(lastNames, number * 11 + Math.floor(number / 500));
    const organisation = number % 5 === 4 ? "" : pick(ORGANISATIONS, number * 13);
    // German mobiles: 1511 and seven digits.
    const mobile = number % 2 === 0 ? `+491511${String(number).padStart(7, "0")}` : "";
    const email = `${plain(first)}.${plain(last)}${number}@example.${number % 3 === 0 ? "org" : "com"}`;
    const cells = [email, mobile, first, last, organisation, pick(ROLES, number), pick(DEPARTMENTS, number * 5)];
    chunk += `${cells.map(quoted).join(",")}\n`;
    if (chunk.length > 1 << 16) {
      if (!out.write(chunk)) await once(out, "drain");
      chunk = "";
    }
  }
  out.end(chunk);
  await once(out, "close");
  return statSync(file).size;
}

function names(count: number, make: (faker: typeof allFakers.en) => string): string[] {
  const found = new Set<string>();
  const fakers = [allFakers.en, allFakers.de, allFakers.fr, allFakers.pl];
  for (const faker of fakers) faker.seed(count);
  for (let tries = 0; found.size < count && tries < count * 100; tries += 1) {
    found.add(make(fakers[tries % fakers.length] ?? allFakers.en));
  }
  return [...found];
}

const pick = (list: readonly string[], number: number): string => list[number % list.length] ?? "";

const plain = (name: string): string =>
  name
    .normalize("NFKD")
    .replace(/[^A-Za-z]/g, "")
    .toLowerCase() || "customer";

const quoted = (cell: string): string => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
