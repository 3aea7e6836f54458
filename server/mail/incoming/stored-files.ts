import type { Ctx } from "@/server/ctx";
import { isOutcomeUnknown } from "@/server/database-errors";
import type { MailAtHand, StoredFile } from "./incoming-row";
import type { ReadMail } from "./read-mail";

/** Stores the files of mails before the transaction that names them; `work` tells which mails took theirs, the others' are removed. */
export async function withStoredFiles(
  ctx: Ctx,
  mails: readonly { id: number; mail: ReadMail }[],
  work: (atHand: MailAtHand[]) => Promise<ReadonlySet<number>>,
): Promise<void> {
  const atHand: (MailAtHand & { files: StoredFile[] })[] = [];
  const forgetFilesOf = (some: readonly MailAtHand[]) =>
    forget(
      ctx,
      some.flatMap(({ files, pageName }) => [
        ...files.map(({ storageName }) => storageName),
        ...(pageName ? [pageName] : []),
      ]),
    );
  try {
    for (const { id, mail } of mails) {
      const files: StoredFile[] = [];
      const one: (typeof atHand)[number] = { id, mail, files };
      atHand.push(one);
      for (const { fileName, contents, contentId } of mail.files) {
        const storageName = await ctx.files.storeWhole("attachments", contents);
        files.push({ storageName, fileName, size: contents.length, contentId });
      }
      if (mail.page !== undefined) one.pageName = await ctx.files.storeWhole("mail-pages", Buffer.from(mail.page));
    }
    const took = await work(atHand);
    await forgetFilesOf(atHand.filter(({ id }) => !took.has(id)));
  } catch (error) {
    if (!isOutcomeUnknown(error)) await forgetFilesOf(atHand);
    throw error;
  }
}

async function forget(ctx: Ctx, names: readonly string[]): Promise<void> {
  await Promise.all(names.map((storageName) => ctx.files.remove(storageName).catch(() => undefined)));
}
