import { isSupportedCountry } from "libphonenumber-js/min";
import { z } from "zod";
import { recordAudit } from "@/server/activity/record-audit";
import type { Ctx } from "@/server/ctx";
import { parseEmail } from "@/server/customers/identity/email-key";
import { inTransaction } from "@/server/db";
import { UserError } from "@/server/errors";
import { allow, signedIn } from "@/server/permissions";

/** One line of text, empty until somebody fills it in. */
function line(longest: number) {
  return z
    .string()
    .trim()
    .max(longest, `Use at most ${longest} characters.`)
    .refine(
      (typed): boolean => !/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u.test(typed),
      "Remove the line breaks and control characters.",
    )
    .default("");
}

/** Everything that an admin can set, with what holds until somebody does. */
const schema = z.object({
  /** Shown in the corner and in mails. */
  deskName: z
    .string()
    .trim()
    .min(1, "Give the desk a name.")
    .max(60, "Use at most 60 characters.")
    // It goes into the headers of mails.
    .refine((name): boolean => !/[\p{Cc}\p{Cs}]/u.test(name), "Remove the control characters from the name.")
    .default("Deskfolk"),
  /** ISO 3166 code for national phone numbers, or null: numbers then need their country code. */
  defaultCountry: z
    .string()
    .refine((code): boolean => isSupportedCountry(code), "Choose a country from the list.")
    .nullable()
    .default(null),
  /** Whether customers can sign in to the Customer Hub at all. */
  hubActivated: z.boolean().default(true),
  /** What a customer begins with, whoever or whatever makes them, where nothing else is said. */
  newCustomersHaveHubAccess: z.boolean().default(true),
  /** Whether whoever is not signed in can write to the desk in the Hub. */
  hasRequestForm: z.boolean().default(true),
  /** Whether whoever writes a mail that becomes a ticket is told so. */
  sendsReceipts: z.boolean().default(true),
  /** Automatic answers to one address: what keeps two programs from answering each other for ever. */
  automaticAnswersPerHour: z
    .number()
    .int("Use a whole number.")
    .min(1, "Use at least 1; to send no receipts at all, switch them off.")
    .max(100, "Use at most 100.")
    .default(5),
  // Whom to turn to: shown to customers who cannot get in. Empty where the desk has none.
  contactName: line(100),
  contactEmail: line(320).refine(
    (typed): boolean => typed === "" || parseEmail(typed).ok,
    "Give an e-mail address, for example support@example.com.",
  ),
  contactPhone: line(60),
  contactHours: line(200),
  contactLink: line(500).refine(
    // Anything but these two could run a script in the page that shows it.
    (typed): boolean => typed === "" || (/^https?:\/\//i.test(typed) && URL.canParse(typed)),
    "Give a full address that begins with https://.",
  ),
});

export type Settings = z.infer<typeof schema>;

/** For verbs that need a setting for their own work; whoever acts has been checked there. */
export async function readSettings(ctx: Ctx): Promise<Settings> {
  const rows: { name: string; value: string }[] = await ctx.db.query("SELECT name, value FROM settings");
  return schema.parse(Object.fromEntries(rows.map((row) => [row.name, JSON.parse(row.value)])));
}

/** What every signed-in agent may know: the phone field, for example, tells which country it assumes. */
export async function getSettings(ctx: Ctx): Promise<Settings> {
  signedIn(ctx.actor);
  return readSettings(ctx);
}

/** Changes the settings that are named and returns all. */
export async function updateSettings(ctx: Ctx, input: Partial<Settings>): Promise<Settings> {
  allow(ctx.actor, "settings.manage");
  const named = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
  const parsed = schema.partial().safeParse(named);
  if (!parsed.success) {
    throw new UserError(
      parsed.error.issues.map((issue) => ({ path: issue.path.join("."), message: issue.message, code: "INVALID" })),
    );
  }
  return inTransaction(ctx, async (tx) => {
    const before = await readSettings(tx);
    for (const name of Object.keys(named)) {
      await tx.db.query("REPLACE INTO settings (name, value) VALUES (?, ?)", [
        name,
        JSON.stringify(parsed.data[name as keyof Settings]),
      ]);
    }
    const after = await readSettings(tx);
    const changes = changesOf(before, after);
    if (Object.keys(changes).length > 0) await recordAudit(tx, { action: "settings.changed", details: changes });
    return after;
  });
}

/** Setting → "before → after". */
function changesOf(before: Settings, after: Settings): Record<string, string> {
  const inWords = (value: unknown) => (value === null || value === "" ? "none" : String(value));
  const names = Object.keys(after) as (keyof Settings)[];
  return Object.fromEntries(
    names
      .filter((name) => before[name] !== after[name])
      .map((name) => [name, `${inWords(before[name])} → ${inWords(after[name])}`]),
  );
}
