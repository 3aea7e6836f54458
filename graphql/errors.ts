import { unwrapResolverError } from "@apollo/server/errors";
import type { GraphQLFormattedError } from "graphql";
import { Field, ID, ObjectType, registerEnumType } from "type-graphql";
import { DeniedError, type Problem, UserError as ServerUserError } from "@/server/errors";
import type { Log } from "@/server/log";

export enum UserErrorCode {
  INVALID = "INVALID",
  REQUIRED = "REQUIRED",
  TAKEN = "TAKEN",
  TAKEN_BY_DELETED = "TAKEN_BY_DELETED",
  CHANGED_MEANWHILE = "CHANGED_MEANWHILE",
  TOO_LARGE = "TOO_LARGE",
  RATE_LIMITED = "RATE_LIMITED",
}
registerEnumType(UserErrorCode, {
  name: "UserErrorCode",
  description: "The kind of a problem that the caller can put right.",
  valuesConfig: {
    INVALID: { description: "The value cannot be used." },
    REQUIRED: { description: "A value is missing." },
    TAKEN: { description: "Another record has it; `customerId` tells which." },
    TAKEN_BY_DELETED: { description: "A deleted customer has it: restore them instead." },
    CHANGED_MEANWHILE: { description: "Somebody saved first; nothing was overwritten." },
    TOO_LARGE: { description: "More than the stated limit." },
    RATE_LIMITED: { description: "Too many tries; wait." },
  },
});

@ObjectType("UserError", { description: "A problem that the caller can put right. Nothing was changed." })
export class UserErrorType {
  @Field(() => UserErrorCode, { description: "Its kind, for programs." })
  code!: UserErrorCode;

  @Field(() => String, { description: "What to do about it, for people." })
  message!: string;

  @Field(() => [String], {
    description: 'Where in the input, for example `["attributes", "0", "value"]`; empty for the whole.',
  })
  path!: string[];

  @Field(() => ID, {
    nullable: true,
    description: "The customer it is about, for example the owner of a taken e-mail.",
  })
  customerId?: number;
}

/** Runs a mutation; what the user can put right comes back as `userErrors` beside a null result. */
export async function withUserErrors<T extends object>(
  run: () => Promise<T>,
): Promise<T & { userErrors: UserErrorType[] }> {
  try {
    return { ...(await run()), userErrors: [] };
  } catch (error) {
    if (!(error instanceof ServerUserError)) throw error;
    return { userErrors: error.problems.map(userErrorOf) } as T & { userErrors: UserErrorType[] };
  }
}

function userErrorOf(problem: Problem): UserErrorType {
  return {
    code: problem.code as UserErrorCode,
    message: problem.message,
    path: problem.path ? problem.path.split(".") : [],
    customerId: problem.customerId,
  };
}

/** Codes of Apollo's own errors about the request itself; their texts name only what the caller sent. */
const ABOUT_THE_REQUEST = new Set([
  "GRAPHQL_PARSE_FAILED",
  "GRAPHQL_VALIDATION_FAILED",
  "BAD_USER_INPUT",
  "BAD_REQUEST",
  "OPERATION_RESOLUTION_FAILURE",
  "PERSISTED_QUERY_NOT_FOUND",
  "PERSISTED_QUERY_NOT_SUPPORTED",
]);

/** What leaves the house: ours are logged and masked, with the request id as the only link between the two. */
export function maskError(
  formatted: GraphQLFormattedError,
  error: unknown,
  log: Log,
  requestId: string,
): GraphQLFormattedError {
  const cause = unwrapResolverError(error);
  const { locations, path } = formatted;
  if (cause instanceof DeniedError) {
    return { message: cause.message, locations, path, extensions: { code: cause.code } };
  }
  if (cause instanceof ServerUserError) {
    return {
      message: cause.message,
      locations,
      path,
      extensions: { code: "BAD_USER_INPUT", problems: cause.problems },
    };
  }
  const code = String(formatted.extensions?.code ?? "");
  // Field names in "Did you mean" would give the schema away piece by piece.
  const message = formatted.message.replace(/ ?Did you mean [^?]*\?/g, "").trim();
  if (ABOUT_THE_REQUEST.has(code) && !isThrownByUs(cause)) {
    return { message, locations, path, extensions: { code } };
  }
  log.error({ err: cause }, "a resolver failed");
  return {
    message: `Something went wrong on our side. Quote ${requestId} to support.`,
    path,
    extensions: { code: "INTERNAL_SERVER_ERROR", requestId },
  };
}

/** graphql-js gives thrown errors no code of their own, so a resolver's error never passes for one about the request. */
function isThrownByUs(cause: unknown): boolean {
  return cause instanceof Error && !("extensions" in cause);
}
