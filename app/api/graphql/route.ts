import { helpdesk } from "@/app/_lib/helpdesk";

/** The second mount of the one GraphQL handler: in `npm start` the front door answers before Next sees the request. */
async function graphql(request: Request): Promise<Response> {
  return helpdesk().handleGraphQL(request);
}

export { graphql as GET, graphql as HEAD, graphql as OPTIONS, graphql as POST };
