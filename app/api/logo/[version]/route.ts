import { helpdesk } from "@/app/_lib/helpdesk";

/** The desk's logo, for everybody. */
export async function GET(request: Request, { params }: { params: Promise<{ version: string }> }): Promise<Response> {
  const { version } = await params;
  return helpdesk().handleLogo(request, version);
}
