/**
 * Where a quote begins in HTML: `quote` is one by itself, `rest` begins one that goes on to the end. By what the mail programs set around
 * it, each with ids and classes of its own.
 */
export type QuoteMark = "quote" | "rest";

const REST_IDS =
  /^(x_)*(divRplyFwdMsg|appendonsend|OLK_SRC_BODY_SECTION|mail-editor-reference-message-container|isForwardContent|reply-intro|ms-outlook-mobile-quote)$/i;
const REST_CLASSES =
  /(^|\s)(x_)*(gmail_quote|gmail_quote_container|gmail_extra|moz-cite-prefix|yahoo_quoted|protonmail_quote|zmail_extra|tutanota_quote|hiri_quote|mail-quote-header)(\s|$)/i;
/** The line that Outlook for Windows draws above `From: Sent: To:`. */
const OUTLOOK_LINE = /border-top:\s*solid\s+#(e1e1e1|b5c4df)\s/i;

export function quoteMark(tag: string, attributes: Record<string, string>): QuoteMark | undefined {
  const { id = "", class: names = "", style = "", name = "" } = attributes;
  if (REST_IDS.test(id) || REST_CLASSES.test(names) || (tag === "div" && OUTLOOK_LINE.test(style))) return "rest";
  // GMX and Web.de.
  if (tag === "div" && name === "quote") return "rest";
  return tag === "blockquote" ? "quote" : undefined;
}
