import "./process-mode";

import { createServer, type IncomingMessage, type Server } from "node:http";
import next from "next";
import { serveNode } from "@/graphql/node-http";
import { bootHelpdesk, type Helpdesk } from "@/graphql/server";
import { noteClientAddress } from "./client-address";
import { ConfigError, readConfig } from "./config";
import { prepareDemo } from "./demo";
import { isDevelopment } from "./process-mode";
import { buildIfNeeded } from "./production-build";
import { startWorkerProcess } from "./worker-process";

/** How long requests that are being answered may take after SIGTERM. */
const DRAIN_MS = 25_000;

/**
 * The front door: boots the one root, answers the GraphQL endpoint and incoming mail itself (a Next route handler costs several times
 * as much) and hands everything else to Next.
 */
async function main(): Promise<void> {
  const config = readConfig();
  if (!isDevelopment) buildIfNeeded();
  const helpdesk = await bootHelpdesk(config);
  globalThis.__deskfolk = helpdesk;
  process.env.NEXTAUTH_URL = `${config.appUrl}/api/auth`;
  const signIns = config.demo ? await prepareDemo(helpdesk.services) : [];

  const app = next({ dev: isDevelopment, hostname: config.host, port: config.port });
  await app.prepare();
  const pages = app.getRequestHandler();
  const answererOf = (request: IncomingMessage) => {
    if (isAt("/api/graphql", request)) return helpdesk.answerGraphQL;
    return request.method === "POST" && isAt("/api/inbound-mail", request) ? helpdesk.answerInboundMail : undefined;
  };
  const server = createServer({ requestTimeout: 0, headersTimeout: 30_000 }, (request, response) => {
    noteClientAddress(request);
    const answer = answererOf(request);
    const handled = answer ? serveNode(answer, request, response) : pages(request, response);
    handled.catch((error) => {
      helpdesk.services.log.error({ err: error, path: request.url?.split("?")[0] }, "a request failed");
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(config.port, config.host, resolve));
  const worker = config.runsWorker ? startWorkerProcess(helpdesk.services.log) : undefined;
  greet(config.appUrl, server, signIns);
  stopOnSignal(server, worker, helpdesk);
}

const isAt = (path: string, { url }: IncomingMessage): boolean => url === path || !!url?.startsWith(`${path}?`);

function greet(appUrl: string, server: Server, signIns: { email: string; password: string; role: string }[]): void {
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const lines = [`Deskfolk is at ${appUrl.replace(/:0$/, `:${port}`)}`];
  for (const { email, password, role } of signIns) lines.push(`  ${role.padEnd(6)}  ${email}  ${password}`);
  process.stdout.write(`${lines.join("\n")}\n`);
}

function stopOnSignal(
  server: Server,
  worker: ReturnType<typeof startWorkerProcess> | undefined,
  helpdesk: Helpdesk,
): void {
  let isStopping = false;
  const stop = async () => {
    if (isStopping) return;
    isStopping = true;
    const deadline = setTimeout(() => process.exit(1), DRAIN_MS + 3000);
    deadline.unref();
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), DRAIN_MS).unref();
    await Promise.all([closed, worker?.stop()]);
    await helpdesk.close();
    process.exit(0);
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
}

main().catch((error) => {
  process.stderr.write(
    error instanceof ConfigError ? `${error.message}\n` : `${error instanceof Error ? error.stack : error}\n`,
  );
  process.exit(1);
});
