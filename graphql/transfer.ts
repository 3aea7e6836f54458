import { Readable } from "node:stream";
import { coerceInputValue, type GraphQLInputType, type GraphQLSchema } from "graphql";
import type { HubLimits } from "@/server/accounts/hub-limits";
import type { Ctx } from "@/server/ctx";
import { exportCustomers } from "@/server/customers/export-customers";
import { MAX_SELECTED } from "@/server/customers/mass-actions/selection";
import { DeniedError, notFound, UserError } from "@/server/errors";
import { allowUpload, NoRoom, saveUpload, type UploadPurpose } from "@/server/files/save-upload";
import { errorFile } from "@/server/imports/error-file";
import { templateContent, templateFileName } from "@/server/imports/reader/template";
import { openOriginal } from "@/server/mail/incoming/quarantine";
import { allow } from "@/server/permissions";
import { openLogo } from "@/server/settings/logo";
import { openAttachment } from "@/server/tickets/attachments";
import { filterOf } from "./customers/customers.resolver";
import { type CustomerFilterInput, type CustomerSortInput, SortDirection } from "./customers/customers.types";
import { idOf } from "./ids";
import { sendPicture } from "./mail/mail-page";
import { uploadedFile } from "./uploaded-file";

/** POST /api/uploads: takes one file as it arrives and answers with its id. `?purpose=attachment` is for a comment's, `logo` for the desk's. */
export async function receiveUpload(ctx: Ctx, request: Request, limits: HubLimits): Promise<Response> {
  const purpose = purposeOf(request);
  // Before a byte of it is read.
  allowUpload(ctx, purpose);
  if (request.method !== "POST") return problem(405, "Send the file with POST.");
  if (ctx.actor.kind === "customer") await limits.take("upload", ctx.actor.id);
  const uploadId = await saveUpload(ctx, { ...(await uploadedFile(request)), purpose });
  return new Response(JSON.stringify({ uploadId }), { status: 201, headers: JSON_HEADERS });
}

function purposeOf(request: Request): UploadPurpose {
  const purpose = new URL(request.url).searchParams.get("purpose") ?? "import";
  if (purpose === "import" || purpose === "attachment" || purpose === "logo") return purpose;
  throw new UserError("purpose", "Say purpose=import, purpose=attachment or purpose=logo.");
}

/** GET /api/downloads/<name>: files that are made while they are sent, and attachments. */
export async function sendDownload(ctx: Ctx, schema: GraphQLSchema, request: Request, name: string): Promise<Response> {
  if (name === templateFileName) {
    allow(ctx.actor, "customer.import");
    return new Response(templateContent, { headers: csvHeaders(name) });
  }
  if (name === "customers.csv") {
    const input = exportInput(schema, new URL(request.url).searchParams);
    return streamed(exportCustomers(ctx, input), `customers-${ctx.now().toISOString().slice(0, 10)}.csv`);
  }
  const [, attachmentId] = /^attachment-(\d{1,10})$/.exec(name) ?? [];
  if (attachmentId !== undefined) return asFile(await openAttachment(ctx, idOf(attachmentId)));
  const [, pictureId] = /^picture-(\d{1,10})$/.exec(name) ?? [];
  if (pictureId !== undefined) return sendPicture(ctx, idOf(pictureId));
  const [, mailId, requestId] = /^(?:mail-(\d{1,10})\.eml|request-(\d{1,10})\.txt)$/.exec(name) ?? [];
  const originalId = mailId ?? requestId;
  if (originalId !== undefined) return asFile({ fileName: name, ...(await openOriginal(ctx, idOf(originalId))) });
  const [, importId] = /^import-(\d{1,10})-errors\.csv$/.exec(name) ?? [];
  if (importId === undefined) throw notFound("file");
  return streamed(await errorFile(ctx, { importId: idOf(importId) }), name);
}

/** GET /api/logo/<version>: the desk's logo, which never changes at one address. */
export async function sendLogo(ctx: Ctx, version: string): Promise<Response> {
  const { type, contents } = await openLogo(ctx, version);
  return new Response(new Uint8Array(contents), {
    headers: {
      "content-type": type,
      "content-length": String(contents.length),
      "cache-control": "public, max-age=31536000, immutable",
      "content-security-policy": "default-src 'none'; sandbox",
      "x-content-type-options": "nosniff",
    },
  });
}

/** What went wrong as a sentence in JSON; what is ours to know is logged and masked. */
export async function withProblems(ctx: Ctx, run: () => Promise<Response>): Promise<Response> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof DeniedError) return problem(STATUS[error.code], error.message);
    if (error instanceof NoRoom) {
      ctx.log.error("the storage is full");
      return problem(507, error.message);
    }
    if (error instanceof UserError) {
      const codes = error.problems.map(({ code }) => code);
      return problem(codes.includes("TOO_LARGE") ? 413 : codes.includes("RATE_LIMITED") ? 429 : 400, error.message);
    }
    ctx.log.error({ err: error }, "a transfer failed");
    return problem(500, `Something went wrong on our side. Quote ${ctx.requestId} to support.`);
  }
}

const STATUS = { UNAUTHENTICATED: 401, FORBIDDEN: 403, NOT_FOUND: 404, HUB_ACCESS_DISABLED: 403 } as const;

const NO_STORE = { "cache-control": "no-store", "x-content-type-options": "nosniff" };
const JSON_HEADERS = { "content-type": "application/json; charset=utf-8", ...NO_STORE };

function problem(status: number, error: string): Response {
  // The rest of a refused upload would be taken for the next request on this connection.
  const headers = {
    ...JSON_HEADERS,
    ...([400, 413, 429, 507].includes(status) ? { connection: "close" } : {}),
  };
  return new Response(JSON.stringify({ error }), { status, headers });
}

function csvHeaders(fileName: string): Record<string, string> {
  return {
    "content-type": "text/csv; charset=utf-8",
    "content-disposition": `attachment; filename="${fileName}"`,
    "content-security-policy": "default-src 'none'; sandbox",
    ...NO_STORE,
  };
}

/** Never shown in the browser, whatever it is: an HTML file or an SVG picture would run as a page of the desk. */
function asFile({ fileName, size, contents }: { fileName: string; size: number; contents: Readable }): Response {
  // For old clients the name in ASCII, for all others as it is (RFC 6266).
  const plain = fileName.replace(/[^\w.\- ]/g, "_");
  const encoded = encodeURIComponent(fileName).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
  return new Response(Readable.toWeb(contents) as unknown as BodyInit, {
    headers: {
      "content-type": "application/octet-stream",
      "content-length": String(size),
      "content-disposition": `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`,
      "content-security-policy": "default-src 'none'; sandbox",
      "cross-origin-resource-policy": "same-origin",
      ...NO_STORE,
    },
  });
}

/** Text as fast as the client takes it; when the client goes, the reading ends. Its first part decides between file and error. */
async function streamed(parts: AsyncGenerator<string>, fileName: string): Promise<Response> {
  const first = await parts.next();
  const all = async function* () {
    if (first.done) return;
    try {
      yield Buffer.from(first.value);
      for await (const part of parts) yield Buffer.from(part);
    } finally {
      await parts.return(undefined);
    }
  };
  // One part is read ahead, not sixteen of a thousand customers each.
  const body = Readable.toWeb(Readable.from(all(), { highWaterMark: 1 }), {
    strategy: { highWaterMark: 1 },
  });
  // Node's and the DOM's declarations of one and the same stream differ.
  return new Response(body as unknown as BodyInit, { headers: csvHeaders(fileName) });
}

function exportInput(schema: GraphQLSchema, search: URLSearchParams) {
  const filter = coerced<CustomerFilterInput>(schema, "CustomerFilterInput", search, "filter");
  const sort = coerced<CustomerSortInput>(schema, "CustomerSortInput", search, "sort");
  const columns = search.get("columns");
  return {
    ids: selectedIds(search.get("ids")),
    query: search.get("query") ?? undefined,
    filter: filterOf(filter),
    sort: sort && { field: sort.field, isDescending: sort.direction === SortDirection.DESC },
    // As the list's address has them: commas between, those within a name encoded.
    columns: columns === null ? undefined : columns.split(",").map(decoded),
  };
}

/** Commas between, as many as a selection may name. */
function selectedIds(text: string | null): number[] | undefined {
  const ids = text?.split(",").map(idOf);
  if (ids && ids.length > MAX_SELECTED) throw new UserError("ids", `Name at most ${MAX_SELECTED} customers.`);
  return ids;
}

/** JSON in the address, by the very rules by which GraphQL takes the same input. */
function coerced<T>(schema: GraphQLSchema, type: string, search: URLSearchParams, name: string): T | undefined {
  const text = search.get(name);
  if (text === null) return undefined;
  const wrong = () => new UserError(name, `Give ${name} as JSON, as the GraphQL API takes it.`);
  try {
    // The schema is ours and has both types as inputs; what comes out has passed their rules.
    return coerceInputValue(JSON.parse(text), schema.getType(type) as GraphQLInputType, () => {
      throw wrong();
    }) as T;
  } catch {
    throw wrong();
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}
