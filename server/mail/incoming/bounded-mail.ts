/** Gmail shows no mail with more; parsers take a time for each part that grows with the parts before it. */
const MAX_PARTS = 1000;
/** Some 400 addresses. Parsing addresses takes a time that grows with the square of their number. */
const MAX_HEADER = 16 * 1024;
/** A head has an end; where it would be this far away there is none. */
const MAX_HEAD = 4 * 1024 * 1024;

/**
 * A mail as far as it can be parsed in a time that anybody would wait for: headers that are too long end early, and a mail of
 * thousands of parts is refused.
 * @throws when it has too many parts
 */
export function boundedMail(raw: Buffer): Buffer {
  refuseManyParts(raw);
  const end = raw.subarray(0, MAX_HEAD).indexOf("\r\n\r\n");
  const length = end < 0 ? Math.min(raw.length, MAX_HEAD) : end;
  if (length <= MAX_HEADER) return raw;
  const headers = raw.toString("latin1", 0, length).split(/\r\n(?![ \t])/);
  if (headers.every((header) => header.length <= MAX_HEADER)) return raw;
  return Buffer.concat([Buffer.from(headers.map(shortened).join("\r\n"), "latin1"), raw.subarray(length)]);
}

function shortened(header: string): string {
  if (header.length <= MAX_HEADER) return header;
  // What a mail answers stands last.
  const references = /^(?:references|in-reply-to):/i.exec(header)?.[0];
  if (references) return `${references} ${header.slice(-MAX_HEADER).replace(/^\S*\s+/, "")}`;
  const kept = header.slice(0, MAX_HEADER);
  const comma = kept.lastIndexOf(",");
  return (comma > 0 ? kept.slice(0, comma) : kept).trimEnd();
}

function refuseManyParts(raw: Buffer): void {
  if (!/^content-type:\s*multipart\//im.test(raw.toString("latin1", 0, MAX_HEADER * 16))) return;
  const boundaries = new Set<string>();
  let parts = 0;
  // A line at a time: the whole as text would be long, and an expression over it slow.
  for (let from = 0; from < raw.length; ) {
    const end = raw.indexOf(10, from);
    const to = end < 0 ? raw.length : end;
    const line = raw.toString("latin1", from, Math.min(to, from + 1000));
    if (line.startsWith("--") && boundaries.has(line.slice(2).trimEnd())) parts += 1;
    else for (const boundary of boundariesIn(line)) boundaries.add(boundary);
    if (parts > MAX_PARTS || boundaries.size > MAX_PARTS) throw new Error(`It has more than ${MAX_PARTS} parts.`);
    from = to + 1;
  }
}

function boundariesIn(line: string): string[] {
  if (!/boundary/i.test(line)) return [];
  const [, quoted, plain] = /boundary\s{0,5}=\s{0,5}(?:"([^"]{1,200})"|([^\s";]{1,200}))/i.exec(line) ?? [];
  const boundary = quoted ?? plain;
  return boundary === undefined ? [] : [boundary.trimEnd()];
}
