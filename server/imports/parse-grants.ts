import { GrantLevel } from "@/server/organisations/organisation-grant.entity";

export interface GrantText {
  organisation: string;
  level: GrantLevel;
}

const LEVELS = new Map<string, GrantLevel>(Object.values(GrantLevel).map((level) => [level, level]));

/** A name in quotes, or text up to a semicolon; then, perhaps, a colon and a level. */
const GRANT = /\s*(?:"((?:[^"]|"")*)"\s*(?::\s*([^;]*))?|([^;]*))(?:;|$)/y;

/** Reads `Acme:view; Beta:create` (PRODUCT 5.1). The level may be left out; a name with a semicolon or a colon stands in quotes. */
export function parseGrants(text: string): { ok: true; grants: GrantText[] } | { ok: false; message: string } {
  const grants: GrantText[] = [];
  GRANT.lastIndex = 0;
  while (GRANT.lastIndex < text.length) {
    const match = GRANT.exec(text);
    if (!match) return refuse("Write organisations as Acme:view; Beta:create.");
    const [, quoted, quotedLevel, plain = ""] = match;
    const { name, level } =
      quoted === undefined ? splitLevel(plain) : { name: quoted.replaceAll('""', '"'), level: quotedLevel };
    if (!name.trim() && level === undefined) continue;
    const known = level === undefined ? GrantLevel.INTERACT : LEVELS.get(level.trim().toLowerCase());
    if (!name.trim()) return refuse("Write the organisation's name before the colon, as in Acme:view.");
    if (!known) return refuse(`“${level?.trim()}” is not a level. Write view, interact or create after the colon.`);
    grants.push({ organisation: name.trim(), level: known });
  }
  return { ok: true, grants };
}

/** A name may have colons of its own: the last one counts. */
function splitLevel(text: string): { name: string; level: string | undefined } {
  const colon = text.lastIndexOf(":");
  return colon === -1 ? { name: text, level: undefined } : { name: text.slice(0, colon), level: text.slice(colon + 1) };
}

/** The reverse, for exports: what parseGrants reads back as it was. */
export function writeGrants(grants: readonly GrantText[]): string {
  return grants
    .map(({ organisation, level }) => `${/[;"]/.test(organisation) ? quote(organisation) : organisation}:${level}`)
    .join("; ");
}

const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`;

const refuse = (message: string) => ({ ok: false, message }) as const;
