import { createHash } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import Sqlite from "better-sqlite3";
import { createPool, type RowDataPacket } from "mysql2/promise";
import { fileOf, kindOf } from "./sql-connection";

/**
 * The limit that the product is measured against: node:http and the driver, the two statements written by hand, nothing else.
 * It takes the same requests, reads the token from the same table and gives the same bytes.
 */

interface Raw {
  id: number;
  first_name: string;
  last_name: string;
  email: string | null;
  mobile: string | null;
  organisation: string | null;
  is_active: number;
  hub_access: number;
  created_at: string;
  last_activity_at: string;
  source: string;
}

type Ask = <T>(sql: string, parameters: unknown[]) => Promise<T[]> | T[];

interface Body {
  variables: { id?: string; after?: string | null; filter?: { isActive?: boolean } };
}

const url = process.env.BENCH_DATABASE_URL ?? "";
const isSqlite = kindOf(url) === "sqlite";
const ask = isSqlite ? askSqlite(fileOf(url)) : askMysql(url);

function askSqlite(file: string): Ask {
  const db = new Sqlite(file, { readonly: true });
  const statements = new Map<string, Sqlite.Statement>();
  return <T>(sql: string, parameters: unknown[]) => {
    const statement = statements.get(sql) ?? db.prepare(sql);
    statements.set(sql, statement);
    // The columns are those that the statement names.
    return statement.all(...parameters) as T[];
  };
}

function askMysql(uri: string): Ask {
  // The product's pool is as large.
  const pool = createPool({ uri, dateStrings: true, connectionLimit: 10, charset: "utf8mb4_bin" });
  return async <T>(sql: string, parameters: unknown[]) => {
    const [rows] = await pool.query<RowDataPacket[]>(sql, parameters);
    return rows as T[];
  };
}

const COLUMNS = `SELECT c.id, c.first_name, c.last_name, e.value AS email, m.value AS mobile, o.name AS organisation, c.is_active,
  c.hub_access, c.created_at, c.last_activity_at, c.source FROM customers c`;
const JOINS = `LEFT JOIN customer_identifiers e ON e.customer_id = c.id AND e.kind = 'email' AND e.primary_slot = 1
  LEFT JOIN customer_identifiers m ON m.customer_id = c.id AND m.kind = 'mobile' AND m.primary_slot = 1
  LEFT JOIN organisations o ON o.id = c.organisation_id`;
const BY_NAME = isSqlite ? "INDEXED BY customers_by_name" : "FORCE INDEX (customers_by_name)";
const PAGE = `${COLUMNS} ${BY_NAME} ${JOINS} WHERE c.is_deleted = 0 AND c.is_active = ?`;
const IN_ORDER = "ORDER BY c.name_sort, c.id LIMIT 25";
const AFTER = "AND c.name_sort >= ? AND (c.name_sort > ? OR c.id > ?)";

const nodeOf = (raw: Raw) => ({
  id: String(raw.id),
  displayName: [raw.first_name, raw.last_name].filter(Boolean).join(" ") || raw.email || raw.mobile || "",
  email: raw.email,
  mobile: raw.mobile,
  organisation: raw.organisation === null ? null : { name: raw.organisation },
  isActive: raw.is_active === 1,
  hubAccess: raw.hub_access === 1,
  createdAt: `${raw.created_at.replace(" ", "T")}Z`,
  lastActivityAt: `${raw.last_activity_at.replace(" ", "T")}Z`,
  source: raw.source.toUpperCase(),
});

async function answer({ variables }: Body): Promise<object> {
  if (variables.id !== undefined) {
    const [raw] = await ask<Raw>(`${COLUMNS} ${JOINS} WHERE c.id = ?`, [Number(variables.id)]);
    return { data: { customer: raw ? nodeOf(raw) : null } };
  }
  const isActive = variables.filter?.isActive ? 1 : 0;
  const rows = variables.after ? await pageAfter(variables.after, isActive) : await firstPage(isActive);
  return { data: { customers: { nodes: rows.map(nodeOf) } } };
}

const firstPage = (isActive: number) => ask<Raw>(`${PAGE} ${IN_ORDER}`, [isActive]);

function pageAfter(cursor: string, isActive: number) {
  // The product's cursors: field, value, id.
  const [, name, id] = JSON.parse(Buffer.from(cursor, "base64url").toString()) as [string, string, number];
  return ask<Raw>(`${PAGE} ${AFTER} ${IN_ORDER}`, [isActive, name, name, id]);
}

async function isKnown(request: IncomingMessage): Promise<boolean> {
  const token = (request.headers.authorization ?? "").slice("Bearer ".length);
  const hash = createHash("sha256").update(token).digest("hex");
  const found = await ask("SELECT permissions FROM access_tokens WHERE token_hash = ? AND revoked_at IS NULL", [hash]);
  return found.length === 1;
}

async function bodyOf(request: IncomingMessage): Promise<Body> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return JSON.parse(Buffer.concat(chunks).toString()) as Body;
}

const server = createServer(async (request, response) => {
  try {
    const body = await bodyOf(request);
    if (!(await isKnown(request))) {
      response.writeHead(401).end();
      return;
    }
    const text = `${JSON.stringify(await answer(body))}\n`;
    response.writeHead(200, {
      "content-type": "application/json; charset=utf-8",
      "content-length": Buffer.byteLength(text),
    });
    response.end(text);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
    response.writeHead(500).end();
  }
});

server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("No port.");
  process.send?.({ url: `http://127.0.0.1:${address.port}/` });
});
