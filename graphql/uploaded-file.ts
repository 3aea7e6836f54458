import { Readable } from "node:stream";
import { Busboy } from "@fastify/busboy";
import { UserError } from "@/server/errors";
import { MAX_UPLOAD_BYTES, type SaveUpload } from "@/server/files/save-upload";

/** What stands around the file in a form. */
const FORM_BYTES = 64 * 1024;

/** The file of a request as a stream: the body itself, or the one file of a form (`curl -F file=@people.csv`). */
export async function uploadedFile(request: Request): Promise<SaveUpload> {
  const type = request.headers.get("content-type") ?? "";
  const length = request.headers.get("content-length");
  const size = length !== null && /^\d+$/.test(length) ? Number(length) : undefined;
  const contents = Readable.from(bytesOf(request), { objectMode: false });
  if (!/^multipart\//i.test(type)) return { fileName: nameOf(request), contents, size };
  // A form that is larger than the limit and all that can stand around a file holds a file that is too large.
  if (size !== undefined && size > MAX_UPLOAD_BYTES + FORM_BYTES) return { fileName: "", contents, size };
  return fileOfForm(contents, type);
}

/** The stream is left alone when its reader stops: cancelled, Node would end the connection before the refusal is sent. */
async function* bytesOf(request: Request): AsyncGenerator<Uint8Array> {
  const reader = request.body?.getReader();
  if (!reader) return;
  for (;;) {
    const next = await reader.read().catch(() => {
      throw brokenOff();
    });
    if (next.done) return;
    yield next.value;
  }
}

function fileOfForm(contents: Readable, type: string): Promise<SaveUpload> {
  return new Promise((resolve, reject) => {
    const form = formReader(type);
    if (!form) return reject(new UserError("", "Send the file as multipart/form-data, or as the body itself."));
    let file: Readable | undefined;
    const fail = (error: UserError) => {
      file?.destroy(error);
      contents.destroy();
      reject(error);
    };
    form.on("file", (_field, stream, fileName) => {
      file = stream;
      resolve({ fileName: fileName ?? "", contents: Readable.from(whole(stream), { objectMode: false }) });
    });
    form.once("error", () => fail(brokenOff()));
    form.once("finish", () => {
      if (!file) fail(new UserError("", "The form holds no file. Add one."));
    });
    contents.once("error", () => fail(brokenOff()));
    contents.pipe(form);
  });
}

/** A form that ends within its file is the sender's trouble, not ours. */
async function* whole(stream: Readable): AsyncGenerator<Uint8Array> {
  try {
    yield* stream;
  } catch {
    throw brokenOff();
  }
}

const brokenOff = () => new UserError("", "The upload broke off. Upload the file again.");

/** Undefined for a form without a boundary. */
function formReader(type: string): InstanceType<typeof Busboy> | undefined {
  try {
    return new Busboy({
      headers: { "content-type": type },
      limits: { files: 1, fields: 10, fieldSize: 1000, headerPairs: 20, headerSize: 8000 },
    });
  } catch {
    return undefined;
  }
}

function nameOf(request: Request): string {
  const disposition = request.headers.get("content-disposition") ?? "";
  const [, encoded] = /filename\*=UTF-8''([^;]+)/i.exec(disposition) ?? [];
  const [, plain] = /filename="?([^";]+)"?/i.exec(disposition) ?? [];
  const name = request.headers.get("x-file-name") ?? encoded ?? plain ?? "";
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
