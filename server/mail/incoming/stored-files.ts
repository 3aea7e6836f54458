import type { Ctx } from "@/server/ctx";
import { isOutcomeUnknown } from "@/server/database-errors";
import type { MailAtHand } from "./incoming-row";
import type { ReadMail } from "./read-mail";

/** Stores the files of mails before the transaction that names them; `work` tells which mails took theirs, the others' are removed. */
export async function withStoredFiles(
  ctx: Ctx,
  mails: readonly { id: number; mail: ReadMail }[],
  work: (atHand: MailAtHand[]) => Promise<ReadonlySet<number>>,
): Promise<void> {
  const namesOf = new Map<number, string[]>();
  try {
    const atHand: MailAtHand[] = [];
    for (const { id, mail } of mails) {
      const names: string[] = [];
      namesOf.set(id, names);
      atHand.push({ id, mail, ...(await storeAll(ctx, mail, names)) });
    }
    const took = await work(atHand);
    for (const [id, names] of namesOf) await (took.has(id) ? ctx.files.claim(names) : forget(ctx, names));
  } catch (error) {
    if (!isOutcomeUnknown(error)) await forget(ctx, [...namesOf.values()].flat());
    throw error;
  }
}

/** At once, because each waits for the disk. `names` has what was stored also where something fails. */
async function storeAll(ctx: Ctx, mail: ReadMail, names: string[]): Promise<Pick<MailAtHand, "files" | "pageName">> {
  const store = async (folder: "attachments" | "mail-pages", contents: Buffer) => {
    const name = await ctx.files.storeWhole(folder, contents);
    names.push(name);
    return name;
  };
  const storing = mail.files.map(async ({ fileName, contents, contentId }) => ({
    storageName: await store("attachments", contents),
    fileName,
    size: contents.length,
    contentId,
  }));
  const page = mail.page === undefined ? undefined : store("mail-pages", Buffer.from(mail.page));
  await Promise.allSettled([...storing, page]);
  return { files: await Promise.all(storing), pageName: await page };
}

async function forget(ctx: Ctx, names: readonly string[]): Promise<void> {
  await Promise.all(names.map((storageName) => ctx.files.remove(storageName).catch(() => undefined)));
}
