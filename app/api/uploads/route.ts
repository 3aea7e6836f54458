import { helpdesk } from "@/app/_lib/helpdesk";

/** Takes one file as a stream; the handler checks rights and size before it reads. */
export async function POST(request: Request): Promise<Response> {
  return helpdesk().handleUpload(request);
}
