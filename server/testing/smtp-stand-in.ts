import { createServer, type Socket } from "node:net";

/** What a mail server says to a recipient or to the mail itself, for example `550 5.1.1 no such user`; or that it breaks off. */
export type SmtpAnswer = string | "drop";

/** A mail server that takes what it is given, as far as RFC 5321 wants it, and remembers it. */
export interface SmtpStandIn {
  readonly url: string;
  /** What was taken, head and text as they came. */
  readonly mails: { to: string; content: string }[];
  /** By recipient, instead of taking them. */
  readonly refuses: Map<string, SmtpAnswer>;
  /** The next mails are answered so after their text. */
  failNext(...answers: SmtpAnswer[]): void;
  close(): Promise<void>;
}

export async function startSmtpStandIn(): Promise<SmtpStandIn> {
  const mails: SmtpStandIn["mails"] = [];
  const refuses = new Map<string, SmtpAnswer>();
  const failures: SmtpAnswer[] = [];
  const sockets = new Set<Socket>();

  function serve(socket: Socket): void {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket)).on("error", () => undefined);
    let waiting = "";
    let to = "";
    let isText = false;
    const say = (line: string) => (line === "drop" ? socket.destroy() : socket.write(`${line}\r\n`));
    say("220 stand-in");
    socket.on("data", (part) => {
      waiting += part.toString("utf8");
      for (;;) {
        const end = isText ? "\r\n.\r\n" : "\r\n";
        const at = waiting.indexOf(end);
        if (at < 0) return;
        const line = waiting.slice(0, at);
        waiting = waiting.slice(at + end.length);
        if (isText) {
          isText = false;
          const failure = failures.shift();
          if (failure === undefined) mails.push({ to, content: line });
          say(failure ?? "250 2.0.0 taken");
        } else if (/^RCPT TO:<(.*?)>/i.test(line)) {
          to = /^RCPT TO:<(.*?)>/i.exec(line)?.[1] ?? "";
          say(refuses.get(to) ?? "250 2.1.5 ok");
        } else if (/^DATA/i.test(line)) {
          isText = true;
          say("354 go on");
        } else if (/^QUIT/i.test(line)) {
          socket.end("221 bye\r\n");
        } else say("250 ok");
      }
    });
  }

  const server = createServer(serve);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The system gave no port.");
  return {
    url: `smtp://127.0.0.1:${address.port}`,
    mails,
    refuses,
    failNext: (...next) => failures.push(...next),
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
