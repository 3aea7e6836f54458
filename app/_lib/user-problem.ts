import { graphql } from "@/graphql/client";

/** What a form needs to know of a problem that its user can put right: `...UserProblem` in any mutation. */
export const USER_PROBLEM = graphql(`
  fragment UserProblem on UserError {
    code
    message
    path
    customerId
  }
`);
