import { connect } from "node:net";
import { createTransport, type Transporter } from "nodemailer";
import type SMTPPool from "nodemailer/lib/smtp-pool";
import type { MailEnd } from "./end-mails";
import { MailStatus } from "./mail.entity";
import type { BatchOutcome, OutgoingMail, Transport } from "./transport";

interface Options {
  url: string;
  timeoutMs: number;
}

const CONNECTIONS = 5;

/**
 * Sends over SMTP, which knows no idempotency: a mail that the server took while this process died, or whose answer got lost,
 * is sent again. So every mail is reported by itself the moment it is taken, and a mail keeps its X-Deskfolk-Mail at every try.
 */
export function smtpTransport({ url, timeoutMs }: Options): Transport {
  const options: SMTPPool.Options = {
    pool: true,
    maxConnections: CONNECTIONS,
    maxMessages: 1000,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    // With Nagle's algorithm each mail waits 40 ms for an acknowledgement.
    getSocket: ({ host, port }, done) => openSocket({ host, port, timeoutMs }, done),
  };
  const pool = createTransport({ url, ...options });
  return {
    kind: "smtp",
    batchSize: 20,
    requestsPer: "mail",
    async send(batch, report) {
      const mails: OutgoingMail[] = JSON.parse(batch.body);
      const troubles: string[] = [];
      await Promise.all(
        mails.map(async (mail, index) => {
          const mailId = batch.mailIds[index] ?? 0;
          const outcome = await sendOne(pool, mail, mailId);
          if ("trouble" in outcome) troubles.push(outcome.trouble);
          else await report([outcome]);
        }),
      );
      const [trouble] = troubles;
      return trouble === undefined ? { kind: "done", mails: [] } : ({ kind: "retry", reason: trouble } as BatchOutcome);
    },
    close: async () => pool.close(),
  };
}

type Pool = Pick<Transporter<SMTPPool.SentMessageInfo, SMTPPool.Options>, "sendMail">;

async function sendOne(pool: Pool, mail: OutgoingMail, mailId: number): Promise<MailEnd | { trouble: string }> {
  try {
    await pool.sendMail({
      from: mail.from,
      to: mail.to,
      replyTo: mail.reply_to,
      subject: mail.subject,
      html: mail.html,
      text: mail.text,
      headers: mail.headers,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    return { mailId, status: MailStatus.SENT };
  } catch (error) {
    return ofError(error as SmtpError, mailId);
  }
}

interface SmtpError extends Error {
  code?: string;
  responseCode?: number;
  response?: string;
}

/** RFC 3463: 5.1.x is an address that does not exist. 5yz is for good, 4yz and a broken connection are not. */
function ofError(error: SmtpError, mailId: number): MailEnd | { trouble: string } {
  const reason = `The mail server answered: ${error.response ?? error.message}`.slice(0, 500);
  const isForGood = (error.responseCode ?? 0) >= 500 && error.code !== "EAUTH";
  if (!isForGood) return { trouble: reason };
  const isNobody = error.code === "EENVELOPE" && /\b5\.1\.\d/.test(error.response ?? "");
  return { mailId, status: isNobody ? MailStatus.BOUNCED : MailStatus.FAILED, reason };
}

function openSocket(
  { host = "localhost", port = 25, timeoutMs }: { host?: string; port?: number; timeoutMs: number },
  done: (error: Error | null, socket?: { connection: ReturnType<typeof connect> }) => void,
): void {
  const socket = connect({ host, port: Number(port), noDelay: true, timeout: timeoutMs });
  const fail = (error: Error) => {
    socket.destroy();
    done(error);
  };
  const late = () => fail(new Error("The mail server did not answer in time."));
  socket.once("error", fail);
  socket.once("timeout", late);
  socket.once("connect", () => {
    socket.off("error", fail);
    socket.off("timeout", late);
    socket.setTimeout(0);
    done(null, { connection: socket });
  });
}
