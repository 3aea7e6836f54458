/** What the user can put right. Thrown in a verb it rolls everything back and comes out as `userErrors`. */
export class UserError extends Error {
  override name = "UserError";
  readonly problems: Problem[];

  constructor(path: string, message: string, options?: { code?: ProblemCode; customerId?: number });
  constructor(problems: Problem[]);
  constructor(
    pathOrProblems: string | Problem[],
    message = "",
    options: { code?: ProblemCode; customerId?: number } = {},
  ) {
    const problems = Array.isArray(pathOrProblems)
      ? pathOrProblems
      : [{ path: pathOrProblems, message, code: options.code ?? "INVALID", customerId: options.customerId }];
    super(problems.map((problem) => problem.message).join(" "));
    this.problems = problems;
  }
}

/** `TAKEN`, `TAKEN_BY_DELETED`: the identifier is another record's. `CHANGED_MEANWHILE`: a colleague saved first. */
export type ProblemCode =
  | "INVALID"
  | "REQUIRED"
  | "TAKEN"
  | "TAKEN_BY_DELETED"
  | "CHANGED_MEANWHILE"
  | "TOO_LARGE"
  | "RATE_LIMITED";

export interface Problem {
  /** Input field, dotted for lists: `attributes.0.value`. Empty for the whole form. */
  path: string;
  message: string;
  code: ProblemCode;
  /** The customer it is about, for example the owner of a taken e-mail. */
  customerId?: number;
}

/** What is not the caller's to see or do. Its code is the wire's `extensions.code`. */
export class DeniedError extends Error {
  override name = "DeniedError";
  constructor(
    readonly code: "UNAUTHENTICATED" | "FORBIDDEN" | "NOT_FOUND" | "HUB_ACCESS_DISABLED",
    message: string,
  ) {
    super(message);
  }
}

export const notFound = (what: string) => new DeniedError("NOT_FOUND", `There is no such ${what}.`);
