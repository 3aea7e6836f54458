import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir, userInfo } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ImapFlow } from "imapflow";
import type { ImapConfig } from "@/server/mail/mail-config";

const PROGRAM = "/usr/sbin/dovecot";

/** Debian's `dovecot-imapd`. */
export const hasDovecot = existsSync(PROGRAM);

/** A real IMAP server of the test's own: one user, whose mailbox is empty at first. */
export interface Dovecot {
  readonly imap: ImapConfig;
  /** Puts a message into the inbox, as a mail server would. */
  deliver(raw: string, flags?: string[]): Promise<void>;
  /** Flags of the messages in the inbox, oldest first. */
  flags(): Promise<string[][]>;
  /** Forgets the mailbox: its messages are there again under another UIDVALIDITY. */
  renumber(): Promise<void>;
  stop(): Promise<void>;
  start(): Promise<void>;
  close(): Promise<void>;
}

export async function startDovecot(): Promise<Dovecot> {
  const folder = mkdtempSync(path.join(tmpdir(), "deskfolk-dovecot-"));
  const imap: ImapConfig = {
    host: "127.0.0.1",
    port: await freePort(),
    isTls: false,
    user: "help",
    password: "correct-horse",
    folder: "INBOX",
  };
  writeConfiguration(folder, imap);
  let server: ChildProcess | undefined;

  async function start(): Promise<void> {
    server = spawn(PROGRAM, ["-F", "-c", path.join(folder, "dovecot.conf")], { stdio: "ignore" });
    for (let waited = 0; ; waited += 100) {
      const isReady = await withClient(imap, async () => true).catch(() => false);
      if (isReady) return;
      if (waited > 10_000) throw new Error(`Dovecot did not start:\n${readFileSync(path.join(folder, "log"), "utf8")}`);
      await sleep(100);
    }
  }

  async function stop(): Promise<void> {
    const running = server;
    if (!running || running.exitCode !== null) return;
    const ended = new Promise((resolve) => running.once("exit", resolve));
    running.kill("SIGTERM");
    await ended;
  }

  await start();
  return {
    imap,
    start,
    stop,
    async deliver(raw, flags = []) {
      await withClient(imap, (client) => client.append("INBOX", Buffer.from(raw), flags));
    },
    flags: () =>
      withClient(imap, async (client) => {
        await client.mailboxOpen("INBOX", { readOnly: true });
        const found: string[][] = [];
        for await (const { flags } of client.fetch("1:*", { flags: true })) found.push([...(flags ?? [])]);
        return found;
      }),
    async renumber() {
      await stop();
      // Dovecot keeps the numbers beside the messages.
      spawnSync("find", [path.join(folder, "mail"), "-name", "dovecot*", "-type", "f", "-delete"]);
      await start();
    },
    async close() {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function writeConfiguration(folder: string, imap: ImapConfig): void {
  const { uid, username } = userInfo();
  // Dovecot gives nobody's mail to root: started by root, it uses the users that its package made.
  const isRoot = uid === 0;
  const owner = isRoot ? "mail" : username;
  mkdirSync(path.join(folder, "mail"));
  if (isRoot) {
    chmodSync(folder, 0o755);
    const id = (flag: string) => Number(spawnSync("id", [flag, owner]).stdout.toString());
    chownSync(path.join(folder, "mail"), id("-u"), id("-g"));
  }
  writeFileSync(
    path.join(folder, "dovecot.conf"),
    `
protocols = imap
listen = 127.0.0.1
base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = ${folder}/log
ssl = no
disable_plaintext_auth = no
mail_location = maildir:${folder}/mail/%u
first_valid_uid = 1
mailbox_idle_check_interval = 1s
${isRoot ? "" : `default_internal_user = ${owner}\ndefault_login_user = ${owner}`}
passdb {
  driver = static
  args = password=${imap.password}
}
userdb {
  driver = static
  args = uid=${owner} gid=${owner} home=${folder}/mail/%u
}
service imap-login {
  chroot =
  inet_listener imap {
    address = 127.0.0.1
    port = ${imap.port}
  }
  inet_listener imaps {
    port = 0
  }
}
service anvil {
  chroot =
}
`,
  );
}

async function withClient<T>(imap: ImapConfig, work: (client: ImapFlow) => Promise<T>): Promise<T> {
  const { host, port, user, password: pass } = imap;
  const client = new ImapFlow({ host, port, secure: false, auth: { user, pass }, logger: false });
  client.on("error", () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.logout().catch(() => undefined);
    client.close();
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("The system gave no port.");
  return address.port;
}
