export const dynamic = "force-dynamic";

/** The process answers. It asks nothing else: a database that is away is no reason to restart us. */
export function GET(): Response {
  return Response.json({ live: true }, { headers: { "cache-control": "no-store" } });
}
