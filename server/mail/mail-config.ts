import { z } from "zod";
import { parseEmail } from "@/server/customers/identity/email-key";
import { MAX_SUPPORT_LOCAL_BYTES } from "./reply-address";

/** A mail's From: an address, and a name where one was configured. */
export interface Sender {
  name: string | null;
  address: string;
}

/** A folder on an IMAP server, and who may read it. */
export interface ImapConfig {
  host: string;
  port: number;
  /** TLS from the first byte; otherwise it begins plain and must become TLS, except on this machine. */
  isTls: boolean;
  user: string;
  password: string;
  folder: string;
}

export interface MailConfig {
  readonly transport:
    | { kind: "mailbox" }
    | { kind: "resend"; apiKey: string; baseUrl: string }
    | { kind: "smtp"; url: string };
  readonly from: Sender;
  /** Where answers go. */
  readonly supportAddress: string | null;
  /** Requests a second to the provider, of all processes together; null for as many as it takes. */
  readonly perSecond: number | null;
  /** How long the provider may take for one answer. */
  readonly timeoutMs: number;
  /** A mailbox to read; null for none. */
  readonly imap: ImapConfig | null;
  /** Who may post mail to the desk; null for nobody. */
  readonly inboundToken: string | null;
  /** Signs what Resend tells about mails; null refuses it all. */
  readonly webhookSecret: string | null;
}

const address = (text: string): boolean => parseEmail(text).ok;
/** Each ticket's answers go to the address with a token behind it: see reply-address.ts. */
const hasRoomForToken = (text: string): boolean =>
  Buffer.byteLength(text.trim().split("@")[0] ?? "") <= MAX_SUPPORT_LOCAL_BYTES;

/** The part of the environment that is about mail: see server/config.ts, which alone reads it. */
export const mailEnvironment = {
  MAIL_FROM: z
    .string()
    .refine((text) => readSender(text) !== undefined, 'must be an address, or "Name <address>"')
    .optional(),
  SUPPORT_ADDRESS: z
    .string()
    .refine(address, "must be an e-mail address")
    .refine(hasRoomForToken, `may have ${MAX_SUPPORT_LOCAL_BYTES} characters before the @, no more`)
    .transform((text) => text.trim())
    .optional(),
  RESEND_API_KEY: z
    .string()
    .regex(/^[\x21-\x7e]+$/, "must be one word")
    .optional(),
  RESEND_BASE_URL: z
    .url({ protocol: /^https?$/, error: "must be a full address such as https://api.resend.com" })
    .transform((url) => url.replace(/\/+$/, ""))
    .optional(),
  // The secret itself is base64: anything else would fail at the first event, long after the start.
  RESEND_WEBHOOK_SECRET: z
    .string()
    .regex(/^whsec_[A-Za-z0-9+/]+=*$/, "must begin with whsec_ as Resend shows it")
    .optional(),
  SMTP_URL: z.url({ protocol: /^smtps?$/, error: "must begin with smtp:// or smtps://" }).optional(),
  INBOUND_MAIL_TOKEN: z
    .string()
    .regex(/^[\x21-\x7e]+$/, "must be one word")
    .min(16, "must be at least 16 characters; try: openssl rand -hex 32")
    .optional(),
  IMAP_URL: z
    .string()
    .refine(
      (text) => readImapUrl(text) !== undefined,
      "must be like imaps://user:password@imap.example.com, with what is special in user and password percent-encoded",
    )
    .optional(),
  MAIL_RATE: z.coerce.number({ error: "must be a number of requests a second" }).positive().max(1000).optional(),
  MAIL_TIMEOUT: z.coerce.number({ error: "must be a number of seconds" }).min(1).max(120).default(15),
};

type MailEnvironment = z.infer<z.ZodObject<typeof mailEnvironment>>;

/** What no single variable can tell is wrong. */
export function mailProblems(set: Record<string, string | undefined>, demo: boolean): string[] {
  const problems: string[] = [];
  if (set.RESEND_API_KEY && set.SMTP_URL) {
    problems.push("RESEND_API_KEY and SMTP_URL are both set; keep the one that mail is to go by");
  }
  if (!demo && (set.RESEND_API_KEY || set.SMTP_URL) && !set.MAIL_FROM) {
    problems.push("MAIL_FROM is missing; it is the address that mail comes from, for example support@example.com");
  }
  return problems;
}

/** What Resend allows a team. */
const RESEND_PER_SECOND = 5;

export function mailConfigOf(values: MailEnvironment): MailConfig {
  const transport = transportOf(values);
  const supportAddress = values.SUPPORT_ADDRESS ?? null;
  return {
    transport,
    from: readSender(values.MAIL_FROM ?? "") ?? { name: null, address: supportAddress ?? "desk@desk.example" },
    supportAddress,
    perSecond: values.MAIL_RATE ?? (transport.kind === "resend" ? RESEND_PER_SECOND : null),
    timeoutMs: values.MAIL_TIMEOUT * 1000,
    imap: values.IMAP_URL ? (readImapUrl(values.IMAP_URL) ?? null) : null,
    inboundToken: values.INBOUND_MAIL_TOKEN ?? null,
    webhookSecret: values.RESEND_WEBHOOK_SECRET ?? null,
  };
}

function transportOf(values: MailEnvironment): MailConfig["transport"] {
  const { RESEND_API_KEY: apiKey, RESEND_BASE_URL: baseUrl = "https://api.resend.com", SMTP_URL: url } = values;
  if (apiKey) return { kind: "resend", apiKey, baseUrl };
  return url ? { kind: "smtp", url } : { kind: "mailbox" };
}

/** `Acme Help <help@acme.example>` or the address alone; undefined when it is neither. */
function readSender(text: string): Sender | undefined {
  const [, name = "", inBrackets = text] = /^([^<>\p{Cc}]*)<([^<>]+)>$/u.exec(text.trim()) ?? [];
  const parsed = parseEmail(inBrackets);
  return parsed.ok ? { name: name.trim().replace(/^"(.*)"$/, "$1") || null, address: parsed.value } : undefined;
}

/** `imaps://user:password@host:993/Folder`; undefined when it is none. */
function readImapUrl(text: string): ImapConfig | undefined {
  if (!/^imaps?:\/\//i.test(text) || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  try {
    const [user, password, folder] = [url.username, url.password, url.pathname.slice(1)].map(decodeURIComponent);
    const isTls = url.protocol === "imaps:";
    if (!user || !password || !url.hostname) return undefined;
    return {
      host: url.hostname.replace(/^\[(.*)\]$/, "$1"),
      port: Number(url.port) || (isTls ? 993 : 143),
      isTls,
      user,
      password,
      folder: folder || "INBOX",
    };
  } catch {
    // A percent sign that encodes nothing.
    return undefined;
  }
}
