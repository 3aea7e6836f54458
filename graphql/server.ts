import { randomUUID } from "node:crypto";
import { ApolloServer, type ApolloServerPlugin } from "@apollo/server";
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from "@apollo/server/plugin/disabled";
import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import { type DocumentNode, type FormattedExecutionResult, type GraphQLSchema, print } from "graphql";
import { type SessionClaims, type SignedIn, signInAgent, signOutAgent } from "@/server/accounts/agent-sessions";
import { hubLimits } from "@/server/accounts/hub-limits";
import { linkLimits, requestLimits, type SignInLimits, signInLimits } from "@/server/accounts/sign-in-limits";
import { type Config, readConfig } from "@/server/config";
import { type Ctx, ctxFor, type Services } from "@/server/ctx";
import { isMigrated, migrate, openDatabase } from "@/server/db";
import { openFiles } from "@/server/files/files";
import { createLog } from "@/server/log";
import { NOBODY } from "@/server/permissions";
import { actorOf, type Caller, callerOf, customerCallerOf } from "./caller";
import type { GraphQLContext } from "./context";
import { maskError } from "./errors";
import { executedBy } from "./executor";
import { explorerPage, wantsExplorer } from "./explorer";
import { answer, type GraphQLAnswer, type GraphQLRequest, headersOf, refusal, serveFetch } from "./http";
import { createHubRealm, type HubRealm } from "./hub-realm";
import { idOf } from "./ids";
import { armor, costLimit, MAX_TOKENS } from "./limits";
import { createLoaders } from "./loaders";
import { answerInboundMail } from "./mail/inbound-mail";
import { sendMailPage } from "./mail/mail-page";
import { answerResendWebhook } from "./mail/resend-webhook";
import { buildHelpdeskSchema } from "./schema";
import { receiveUpload, sendDownload, sendLogo, withProblems } from "./transfer";

/** The product as a page, a route handler or the front door sees it. There is one in a process. */
export interface Helpdesk {
  readonly config: Config;
  readonly schema: GraphQLSchema;
  readonly services: Services;
  /** Runs one document in process: same schema, rights, limits and masking as over HTTP. `client` is whom the limits count. */
  execute<TData, TVariables extends Record<string, unknown>>(
    document: TypedDocumentNode<TData, TVariables>,
    variables: TVariables,
    caller: Caller,
    requestId?: string,
    client?: string,
  ): Promise<FormattedExecutionResult<TData>>;
  /** The endpoint, for both mounts: `serveNode` and `serveFetch` say what each server's request is. */
  answerGraphQL(request: GraphQLRequest): Promise<GraphQLAnswer>;
  /** The same for the route handler. */
  handleGraphQL(request: Request): Promise<Response>;
  /** POST /api/uploads. */
  handleUpload(request: Request): Promise<Response>;
  /** GET /api/downloads/<name>: files that are made while they are sent. */
  handleDownload(request: Request, name: string): Promise<Response>;
  /** GET /api/logo/<version>. */
  handleLogo(request: Request, version: string): Promise<Response>;
  /** GET /api/mail-pages/<id>: a mail as HTML, for a frame. */
  handleMailPage(request: Request, id: string): Promise<Response>;
  /** POST /api/webhooks/resend. */
  handleResendWebhook(request: Request): Promise<Response>;
  /** POST /api/inbound-mail, for both mounts likewise. */
  answerInboundMail(request: GraphQLRequest): Promise<GraphQLAnswer>;
  handleInboundMail(request: Request): Promise<Response>;
  /** Whether to send people here: the database answers and is migrated. */
  ready(): Promise<{ ready: boolean; reason?: string }>;
  /** Undefined for whatever is wrong with the credentials; throws a UserError RATE_LIMITED. */
  signInAgent(input: { email: string; password: string; address: string }): Promise<SignedIn | undefined>;
  signOutAgent(claims: SessionClaims): Promise<void>;
  /** Customers' sessions. */
  readonly hub: HubRealm;
  close(): Promise<void>;
}

declare global {
  /** Pages and route handlers get separate copies of our modules (DESIGN trap 2); this is what they share. */
  var __deskfolk: Helpdesk | undefined;
}

/** Opens the database, brings it up to date and builds the schema. */
export async function bootHelpdesk(config: Config = readConfig()): Promise<Helpdesk> {
  const log = createLog(config.logLevel);
  const database = await openDatabase(config);
  await migrate(database);
  return createHelpdesk({ config, database, files: openFiles(config), log, now: () => new Date() });
}

/** The same over services that are open already, as tests have them. */
export async function createHelpdesk(services: Services): Promise<Helpdesk> {
  const schema = buildHelpdeskSchema();
  const apollo = await startApollo(schema);
  const limits = signInLimits(services.database);
  const allLimits = {
    linkLimits: linkLimits(services.database),
    agentLinkLimits: linkLimits(services.database, "agent-link"),
    hubLimits: hubLimits(services.database),
    requestLimits: requestLimits(services.database),
  };
  const contextFor = async (caller: Caller, requestId: string, client = "unknown") => {
    const nobody = ctxFor(services, NOBODY, requestId);
    const ctx: Ctx = { ...nobody, actor: await actorOf(nobody, caller) };
    return { ctx, caller, loaders: createLoaders(ctx), client, ...allLimits };
  };
  const contextOf = async (header: GraphQLRequest["header"], requestId: string) =>
    contextFor(await callerOf(services.config, header), requestId, clientOf(header));
  const answerGraphQL = (request: GraphQLRequest) => {
    const requestId = requestIdOf(request.header);
    return withRequestId(services, requestId, async () =>
      wantsExplorer(request) ? explorerPage() : answer(apollo, request, () => contextOf(request.header, requestId)),
    );
  };
  const inboundMail = (request: GraphQLRequest) =>
    answerInboundMail(ctxFor(services, NOBODY, requestIdOf(request.header)), request);
  const transfer = (request: Request, run: (ctx: Ctx) => Promise<Response>) => {
    const header = headersOf(request);
    const requestId = requestIdOf(header);
    return withProblems(ctxFor(services, NOBODY, requestId), async () => {
      const caller = await (isAsCustomer(request) ? customerCallerOf : callerOf)(services.config, header);
      return run((await contextFor(caller, requestId)).ctx);
    });
  };
  return {
    config: services.config,
    schema,
    services,
    execute: async (document, variables, caller, requestId = randomUUID(), client = undefined) => {
      const contextValue = await contextFor(caller, requestId, client);
      const { body } = await apollo.executeOperation({ query: textOf(document), variables }, { contextValue });
      if (body.kind !== "single") throw new Error("Only single results are served.");
      return body.singleResult as FormattedExecutionResult<never>;
    },
    answerGraphQL,
    handleGraphQL: (request) => serveFetch(answerGraphQL, request),
    handleUpload: (request) => transfer(request, (ctx) => receiveUpload(ctx, request, allLimits.hubLimits)),
    handleDownload: (request, name) => transfer(request, (ctx) => sendDownload(ctx, schema, request, name)),
    handleLogo: (request, version) => transfer(request, (ctx) => sendLogo(ctx, version)),
    handleMailPage: (request, id) => transfer(request, (ctx) => sendMailPage(ctx, request, idOf(id))),
    handleResendWebhook: (request) =>
      answerResendWebhook(ctxFor(services, NOBODY, requestIdOf(headersOf(request))), request),
    answerInboundMail: inboundMail,
    handleInboundMail: (request) => serveFetch(inboundMail, request),
    ready: () => readiness(services),
    ...sessions(services, limits),
    hub: createHubRealm(services),
    close: async () => {
      await apollo.stop();
      await services.database.close();
    },
  };
}

async function startApollo(schema: GraphQLSchema): Promise<ApolloServer<GraphQLContext>> {
  const protection = armor();
  const apollo = new ApolloServer<GraphQLContext>({
    ...executedBy(schema),
    parseOptions: { maxTokens: MAX_TOKENS },
    validationRules: protection.validationRules,
    plugins: [
      ...protection.plugins,
      costLimit(schema),
      // It wraps every field for a header that we never send.
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      maskedErrors,
    ],
    introspection: true,
    includeStacktraceInErrorResponses: false,
    allowBatchedHttpRequests: false,
    // A query by its hash would need a store that every process shares.
    persistedQueries: false,
    // GETs only read, POSTs are JSON, and caller.ts takes no cookie that another site has sent along.
    csrfPrevention: false,
    stopOnTerminationSignals: false,
  });
  await apollo.start();
  return apollo;
}

/** Masks with the request's own log and id, which Apollo's formatError does not get. */
const maskedErrors: ApolloServerPlugin<GraphQLContext> = {
  requestDidStart: async () => ({
    async willSendResponse({ contextValue, errors, response }) {
      if (response.body.kind !== "single" || !response.body.singleResult.errors) return;
      const { ctx } = contextValue;
      response.body.singleResult.errors = response.body.singleResult.errors.map((formatted, index) =>
        maskError(formatted, errors?.[index], ctx.log, ctx.requestId),
      );
    },
  }),
};

function sessions(services: Services, limits: SignInLimits): Pick<Helpdesk, "signInAgent" | "signOutAgent"> {
  const ctx = () => ctxFor(services, NOBODY, randomUUID());
  return {
    signInAgent: (input) => signInAgent(ctx(), limits, input),
    signOutAgent: (claims) => signOutAgent(ctx(), claims),
  };
}

async function readiness({ database, log }: Services): Promise<{ ready: boolean; reason?: string }> {
  try {
    return (await isMigrated(database)) ? { ready: true } : { ready: false, reason: "The database is not migrated." };
  } catch (error) {
    log.warn({ err: error }, "the database does not answer");
    return { ready: false, reason: "The database does not answer." };
  }
}

const texts = new WeakMap<DocumentNode, string>();
/** Printed once: Apollo finds its parsed and validated copy by the text. */
function textOf(document: DocumentNode): string {
  const known = texts.get(document);
  if (known !== undefined) return known;
  const text = print(document);
  texts.set(document, text);
  return text;
}

/** Only the last entry of X-Forwarded-For was written by the proxy in front of us; see server/client-address.ts. */
const clientOf = (header: GraphQLRequest["header"]): string | undefined =>
  header("x-forwarded-for")?.split(",").at(-1)?.trim() || undefined;

/** The pages of the Hub say so: an agent who is signed in to both sends and gets files there as the customer. */
const isAsCustomer = (request: Request): boolean => new URL(request.url).searchParams.get("as") === "customer";

function requestIdOf(header: GraphQLRequest["header"]): string {
  // A proxy's id is kept when it looks like one, so that both logs can be read together.
  const given = header("x-request-id") ?? "";
  return /^[\w-]{8,64}$/.test(given) ? given : randomUUID();
}

/** Never throws: what fails outside of a resolver, such as a database that is away, is logged and masked as well. */
async function withRequestId(
  { log }: Services,
  requestId: string,
  run: () => Promise<GraphQLAnswer>,
): Promise<GraphQLAnswer> {
  const { status, headers, body } = await run().catch((error: unknown) => {
    log.error({ err: error, requestId }, "a GraphQL request failed");
    return refusal(500, `Something went wrong on our side. Quote ${requestId} to support.`, "INTERNAL_SERVER_ERROR");
  });
  return {
    status,
    headers: {
      "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
      ...headers,
      "x-request-id": requestId,
    },
    body,
  };
}
