import { setTimeout as sleep } from "node:timers/promises";
import { INBOUND_MAIL_TOKEN, onDatabase, startDesk } from "./desk";
import { insertMessages, rowsOfMessages, sizesOf } from "./limit-mail";
import type { LoadOrder, LoadReport } from "./load";
import { ask, cpuClock, endProcess, runProcess } from "./processes";
import type { DatabaseServer } from "./scratch-database";
import { connect } from "./sql-connection";
import { medians, rounded } from "./statistics";

interface MailOptions {
  rounds: number;
  concurrency: number;
  messages: number;
  say: (text: string) => void;
}

const WARM_UP = 500;
/** No machine is so slow. */
const PATIENCE_SECONDS = 300;

/**
 * Messages a second from senders whom nobody knows: posted raw at the front door until every one of them is a ticket, against bare inserts
 * of as many rows as they came to, in the same tables.
 */
export async function measureMail(server: DatabaseServer, options: MailOptions) {
  const { concurrency, messages, say } = options;
  const rounds: { product: Record<string, number>; bare: Record<string, number> }[] = [];
  for (let round = 1; round <= options.rounds; round += 1) {
    say(`${server.kind}, mail: round ${round} of ${options.rounds}`);
    rounds.push(await oneRound(server, options));
  }
  const [product, bare] = [medians(rounds.map((one) => one.product)), medians(rounds.map((one) => one.bare))];
  return {
    database: server.kind,
    version: server.version,
    concurrency,
    messagesPerRound: messages,
    product,
    bare,
    ratio: rounded((product.messagesPerSecond ?? 0) / (bare.messagesPerSecond ?? 1)),
    cpuRatio: rounded((bare.cpuMicros ?? 0) / (product.cpuMicros ?? 1)),
    rounds,
  };
}

async function oneRound(server: DatabaseServer, { concurrency, messages }: MailOptions) {
  const [database, empty] = [await server.create(), await server.create()];
  const generator = runProcess("bench/load.ts");
  try {
    await onDatabase(database, async () => undefined);
    await onDatabase(empty, async () => undefined);
    const desk = await startDesk(database);
    try {
      const worker = desk.startWorker();
      const post = async (name: string, count: number) => {
        const report = await ask<LoadReport>(generator, {
          url: `${desk.url}/api/inbound-mail`,
          token: INBOUND_MAIL_TOKEN,
          contentType: "message/rfc822",
          bodies: Array.from({ length: count }, (_, index) => message(name, index)),
          lengths: [],
          concurrency,
          seconds: PATIENCE_SECONDS,
          maxRequests: count,
        } satisfies LoadOrder);
        if (report.failures > 0) throw new Error(`${report.failures} failed, the first one: ${report.firstFailure}`);
        return report;
      };
      await post("warm", WARM_UP);
      await untilTickets(database.url, WARM_UP);
      const before = await sizesOf(database.url);
      const cpuOfProduct = cpuClock(desk.web.pid, worker.pid, server.pid);
      const begin = performance.now();
      const { seconds: posted } = await post("measured", messages);
      await untilTickets(database.url, WARM_UP + messages);
      const seconds = (performance.now() - begin) / 1000;
      const cpuProduct = cpuOfProduct();
      const groups = await rowsOfMessages(database.url, before, messages);
      const cpuOfBare = cpuClock(process.pid, server.pid);
      const inserted = await insertMessages(empty.url, groups, concurrency);
      const cpuBare = cpuOfBare();
      const rows = groups.flat().reduce((sum, one) => sum + one.rows.length, 0);
      return {
        product: {
          messagesPerSecond: rounded(messages / seconds),
          acceptedPerSecond: rounded(messages / posted),
          cpuMicros: micros(cpuProduct, messages),
        },
        bare: {
          messagesPerSecond: rounded(messages / inserted),
          rowsPerMessage: rounded(rows / messages),
          cpuMicros: micros(cpuBare, messages),
        },
      };
    } finally {
      await desk.stop();
    }
  } finally {
    await endProcess(generator);
    await database.drop();
    await empty.drop();
  }
}

const micros = (milliseconds: number, messages: number): number => rounded((milliseconds * 1000) / messages);

async function untilTickets(url: string, count: number): Promise<void> {
  const sql = await connect(url);
  try {
    for (const begin = performance.now(); ; ) {
      const [row] = await sql.all("SELECT COUNT(*) AS tickets FROM tickets");
      if (Number(row?.tickets) >= count) return;
      if (performance.now() - begin > PATIENCE_SECONDS * 1000) throw new Error(`${row?.tickets} tickets of ${count}.`);
      await sleep(50);
    }
  } finally {
    await sql.close();
  }
}

/** As a mail program writes one: text and HTML, some 2 KB. */
function message(name: string, index: number): string {
  const text = "Since this morning every page comes out blank. I have changed the cartridge and restarted it twice.";
  const sender = `${name}.sender${index}@example.com`;
  return [
    `Received: from mail.example.com by mx.desk.example; Wed, 25 Nov 2026 09:00:00 +0000`,
    `From: Nora Newcomer${index} <${sender}>`,
    `To: Help <help@desk.example>`,
    `Subject: =?utf-8?Q?The_printer_prints_blank_pages_=E2=80=93_${index}?=`,
    `Date: Wed, 25 Nov 2026 09:00:00 +0000`,
    `Message-ID: <${name}.${index}@example.com>`,
    `MIME-Version: 1.0`,
    `Content-Type: multipart/alternative; boundary="b"`,
    ``,
    `--b`,
    `Content-Type: text/plain; charset=utf-8`,
    `Content-Transfer-Encoding: quoted-printable`,
    ``,
    `Hello,\r\n\r\n${text}\r\n\r\nNora`,
    `--b`,
    `Content-Type: text/html; charset=utf-8`,
    ``,
    `<html><body style="font-family: sans-serif"><p>Hello,</p><p>${text}</p><p>Nora</p></body></html>`,
    `--b--`,
    ``,
  ].join("\r\n");
}
