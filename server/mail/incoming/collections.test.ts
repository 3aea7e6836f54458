import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { UserError } from "@/server/errors";
import { forEachDatabase } from "@/server/testing/databases";
import { type TestCtx, testCtx } from "@/server/testing/test-ctx";
import { takeInAll } from "./mail-line";
import { receiveMail } from "./receive-mail";

/**
 * A folder of mails that others wrote, one file a mail or an mbox, such as mail libraries have for their own tests. None are kept here:
 * `MAIL_COLLECTIONS=/some/folder npx jest server/mail/incoming/collections`. Each folder in it is counted by itself.
 */
const FOLDER = process.env.MAIL_COLLECTIONS;

jest.setTimeout(1_800_000);

const MAX_FILE = 60 * 1024 * 1024;

function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) return filesIn(file);
    return entry.isFile() && statSync(file).size <= MAX_FILE ? [file] : [];
  });
}

/** The mails of an mbox, or the file as it is. */
function mailsOf(file: string): Buffer[] {
  const text = readFileSync(file).toString("latin1");
  const mails = text.startsWith("From ") ? text.split(/(?<=\n\r?\n)(?=From \S+ +\w{3} +\w{3} )/) : [text];
  return mails.map((mail) => Buffer.from(mail, "latin1"));
}

interface Count {
  given: number;
  /** Not taken at all, with a reason that whoever sends it is told. */
  refused: number;
  /** The same mail as another one. */
  known: number;
  became: Record<string, number>;
}

async function taken(ctx: TestCtx, folder: string): Promise<Count> {
  const count: Count = { given: 0, refused: 0, known: 0, became: {} };
  const [before] = await ctx.db.query<{ last: number | null }[]>("SELECT MAX(id) AS last FROM incoming_mails");
  for (const mail of filesIn(folder).flatMap(mailsOf)) {
    count.given += 1;
    try {
      if ((await receiveMail(ctx, mail)).isKnown) count.known += 1;
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      count.refused += 1;
    }
  }
  await takeInAll(ctx);
  const rows = await ctx.db.query<{ status: string; reason: string | null }[]>(
    "SELECT status, reason FROM incoming_mails WHERE id > ?",
    [before?.last ?? 0],
  );
  for (const { status, reason } of rows) {
    const name = reason ? `${status}: ${reason}` : status;
    count.became[name] = (count.became[name] ?? 0) + 1;
  }
  return count;
}

if (FOLDER === undefined) test.skip("mails that others wrote: no folder is named in MAIL_COLLECTIONS", () => undefined);
else {
  forEachDatabase("a collection of mails that others wrote", (open) => {
    test("ends with each of them as a ticket, a comment, a note or in quarantine with a reason", async () => {
      const ctx = testCtx(await open()).as({ kind: "system", name: "Mail" });
      const counts: Record<string, Count> = {};
      for (const name of readdirSync(FOLDER).sort()) counts[name] = await taken(ctx, path.join(FOLDER, name));
      process.stdout.write(`${ctx.database.kind} ${JSON.stringify(counts, null, 2)}\n`);
      for (const { given, refused, known, became } of Object.values(counts)) {
        expect(Object.values(became).reduce((sum, one) => sum + one, refused + known)).toBe(given);
        for (const state of Object.keys(became))
          expect(state).toMatch(/^(ticket|comment|note|bounce|quarantined: \w+)$/);
      }
    });
  });
}
