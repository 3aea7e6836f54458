import { helpdesk } from "@/app/_lib/helpdesk";

export const dynamic = "force-dynamic";

/** Whether to send people here: the database answers and is migrated. */
export async function GET(): Promise<Response> {
  const state = await helpdesk().ready();
  return Response.json(state, { status: state.ready ? 200 : 503, headers: { "cache-control": "no-store" } });
}
