import { helpdesk } from "@/app/_lib/helpdesk";

/** Streams a file that is made as it is sent: exports, error files, the import template. */
export async function GET(request: Request, { params }: { params: Promise<{ name: string }> }): Promise<Response> {
  const { name } = await params;
  return helpdesk().handleDownload(request, name);
}
