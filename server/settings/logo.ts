import { imageSize } from "image-size";
import { recordAudit } from "@/server/activity/record-audit";
import type { Ctx } from "@/server/ctx";
import { inTransaction } from "@/server/db";
import { notFound, UserError } from "@/server/errors";
import { findUpload } from "@/server/files/find-upload";
import { MAX_LOGO_BYTES } from "@/server/files/save-upload";
import { Upload } from "@/server/files/upload.entity";
import { allow } from "@/server/permissions";

/**
 * What browsers show as a picture and never run. An SVG is a document: it can hold scripts and load from other sites, and what
 * makes it safe would change how it looks.
 */
const TYPES: Record<string, string> = { png: "image/png", jpg: "image/jpeg", webp: "image/webp" };
/** A small file can unpack into a picture that fills a phone's memory. */
const MAX_SIDE = 4000;

/** The desk's logo as its setting holds it. */
interface StoredLogo {
  storageName: string;
  type: string;
}

/** Makes an upload the desk's logo, in place of the one before. */
export async function setLogo(ctx: Ctx, { uploadId }: { uploadId: string }): Promise<void> {
  allow(ctx.actor, "settings.manage");
  const before = await inTransaction(ctx, async (tx) => {
    const upload = await findUpload(tx, uploadId);
    if (!upload) throw new UserError("uploadId", "The file is not there any more. Choose it again.");
    const type = await typeOf(tx, upload);
    // Its file is the logo's now; the job that would remove what nobody took finds no row.
    const { affected } = await tx.db.delete(Upload, { id: uploadId });
    if (affected === 0) throw new UserError("uploadId", "The file is not there any more. Choose it again.");
    return keepLogo(tx, { storageName: upload.storageName, type });
  });
  if (before) await ctx.files.remove(before.storageName);
}

/** Takes the logo away; the product's own mark stands in its place. */
export async function removeLogo(ctx: Ctx): Promise<void> {
  allow(ctx.actor, "settings.manage");
  const before = await inTransaction(ctx, (tx) => keepLogo(tx, undefined));
  if (before) await ctx.files.remove(before.storageName);
}

/** By what is in the file, whatever it is called. */
async function typeOf(ctx: Ctx, { storageName, size }: Upload): Promise<string> {
  const refuse = (message: string) => new UserError("uploadId", message);
  if (size > MAX_LOGO_BYTES) throw refuse("A logo is at most 1 MB. Make the picture smaller.");
  const found = sizeOf(await ctx.files.readWhole(storageName));
  const type = TYPES[found?.type ?? ""];
  if (!found || !type) throw refuse("Choose a PNG, JPEG or WebP picture. Others, SVG too, could run code in a page.");
  if (Math.max(found.width, found.height) > MAX_SIDE)
    throw refuse(`A logo is at most ${MAX_SIDE} pixels wide and high. Make the picture smaller.`);
  return type;
}

function sizeOf(contents: Buffer) {
  try {
    return imageSize(contents);
  } catch {
    return undefined;
  }
}

/** Returns the one before. */
async function keepLogo(tx: Ctx, logo: StoredLogo | undefined): Promise<StoredLogo | undefined> {
  const before = await storedLogo(tx);
  await tx.db.query("DELETE FROM settings WHERE name = 'logo'");
  if (logo) await tx.db.query("INSERT INTO settings (name, value) VALUES ('logo', ?)", [JSON.stringify(logo)]);
  const inWords = (one: StoredLogo | undefined) => (one ? "a picture" : "none");
  if (before || logo)
    await recordAudit(tx, { action: "settings.changed", details: { logo: `${inWords(before)} → ${inWords(logo)}` } });
  return before;
}

async function storedLogo(ctx: Ctx): Promise<StoredLogo | undefined> {
  const [row]: { value: string }[] = await ctx.db.query("SELECT value FROM settings WHERE name = 'logo'");
  return row && (JSON.parse(row.value) as StoredLogo); // keepLogo wrote it.
}

/** Where the logo is served, for everybody; another one has another address. Null where there is none. */
export async function logoUrl(ctx: Ctx): Promise<string | null> {
  const logo = await storedLogo(ctx);
  return logo ? `/api/logo/${versionOf(logo)}` : null;
}

const versionOf = ({ storageName }: StoredLogo): string => storageName.split("/").at(-1) ?? "";

/** The logo of that address. */
export async function openLogo(ctx: Ctx, version: string): Promise<{ type: string; contents: Buffer }> {
  // No actor is checked: it stands on pages that need no sign-in.
  const logo = await storedLogo(ctx);
  if (!logo || versionOf(logo) !== version) throw notFound("file");
  return { type: logo.type, contents: await ctx.files.readWhole(logo.storageName) };
}
