import type { Ctx } from "@/server/ctx";
import { notFound } from "@/server/errors";
import { openPage } from "@/server/mail/incoming/page/open-page";
import { openAttachment } from "@/server/tickets/attachments";

/** The colours of app/_ui/look.css, for the letters that have none of their own. */
const STYLE = `
html { background: #fff; color: #1b1f24; color-scheme: light; font: 0.9375rem/1.55 "IBM Plex Sans Variable", "IBM Plex Sans", system-ui, sans-serif; overflow-wrap: anywhere; }
html[data-look=dark] { background: #fff; }
html[data-look=dark].plain { background: transparent; color: #c9ced6; color-scheme: dark; }
body { margin: 0; }
/* Wider than the frame, it scrolls in itself: a bar of the window's would lie over its last line. */
.letter { display: flow-root; overflow-x: auto; }
html[data-look=dark]:not(.plain) body { padding: 0.75rem; }
img { max-width: 100%; }
img:not([height]) { height: auto; }
img[data-remote]:not([src]) { display: inline-block; min-width: 1rem; outline: 1px dashed #8a919c; outline-offset: -1px; color: inherit; }
table { max-width: 100%; }
pre { white-space: pre-wrap; }
a[href] { color: #0b6bcb; }
html[data-look=dark].plain a[href] { color: #74b6ff; }
blockquote { margin: 0.5rem 0; padding-left: 0.75rem; border-left: 3px solid #c5cad2; }
html[data-look=dark].plain blockquote { border-color: #4b525c; }
summary { width: fit-content; margin-block: 0.25rem; padding: 0 0.25rem; color: #5b636e; font-size: 0.8125rem; cursor: pointer; }
html[data-look=dark].plain summary { color: #a3abb6; }
summary:focus-visible, a:focus-visible { outline: 2px solid #0b6bcb; outline-offset: 1px; }
`;

/**
 * GET /api/mail-pages/<id>: a mail as its sender laid it out, for a frame on the ticket's page. It runs no script whatever is in it: the
 * sanitiser has left none, this policy allows none, and neither does its sandbox. `?pictures=remote` lets pictures from elsewhere load,
 * which tells their senders that the mail is read.
 */
export async function sendMailPage(ctx: Ctx, request: Request, mailId: number): Promise<Response> {
  const withRemotePictures = new URL(request.url).searchParams.get("pictures") === "remote";
  const { html, isColoured } = await openPage(ctx, { mailId, withRemotePictures });
  const document = `<!doctype html><html lang="" class="${isColoured ? "coloured" : "plain"}"><head><meta charset="utf-8"><title>Mail</title><style>${STYLE}</style></head><body dir="auto"><div class="letter">${html}</div></body></html>`;
  const policy = [
    "sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox",
    "default-src 'none'",
    `img-src 'self' data:${withRemotePictures ? " https: http:" : ""}`,
    "style-src 'unsafe-inline'",
    "frame-ancestors 'self'",
    "base-uri 'none'",
    "form-action 'none'",
  ];
  return new Response(document, {
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": policy.join("; "),
      "x-frame-options": "SAMEORIGIN",
      "referrer-policy": "no-referrer",
      "cache-control": "private, no-store",
      ...GUARDED,
    },
  });
}

const GUARDED = { "x-content-type-options": "nosniff", "cross-origin-resource-policy": "same-origin" };

/** By how they begin, whatever they are called. An SVG picture is a document, and none of these. */
const PICTURES: [type: string, begins: RegExp][] = [
  ["image/png", /^\x89PNG\r\n/],
  ["image/jpeg", /^\xff\xd8\xff/],
  ["image/gif", /^GIF8[79]a/],
  ["image/webp", /^RIFF[\s\S]{4}WEBP/],
];

/** More than anybody sets into a letter. */
const MAX_PICTURE_BYTES = 25 * 1024 * 1024;

/** GET /api/downloads/picture-<attachment>: an attachment as a picture, if it is one. */
export async function sendPicture(ctx: Ctx, attachmentId: number): Promise<Response> {
  const { size, contents } = await openAttachment(ctx, attachmentId);
  if (size > MAX_PICTURE_BYTES) {
    contents.destroy();
    throw notFound("picture");
  }
  const bytes = Buffer.concat(await contents.toArray());
  const begin = bytes.toString("latin1", 0, 16);
  const type = PICTURES.find(([, begins]) => begins.test(begin))?.[0];
  if (!type) throw notFound("picture");
  return new Response(new Uint8Array(bytes), {
    headers: {
      "content-type": type,
      "content-security-policy": "default-src 'none'; sandbox",
      "cache-control": "private, max-age=3600",
      ...GUARDED,
    },
  });
}
