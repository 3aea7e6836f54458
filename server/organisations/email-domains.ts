import { domainToUnicode } from "node:url";
import publicProviders from "email-providers/all.json";
import { parseEmail } from "@/server/customers/identity/email-key";

/** Providers of this size that the list does not have. */
const MORE_PROVIDERS = ["duck.com", "fastmail.com", "posteo.de", "tuta.com", "tutanota.com", "tutanota.de", "ziggo.nl"];
/** Reserved for examples (RFC 2606): nobody has an address there, so it is nobody's provider. */
const NO_PROVIDER = "example.com";

const PROVIDERS = new Set([...publicProviders, ...MORE_PROVIDERS]);
PROVIDERS.delete(NO_PROVIDER);

const MAX_TYPED = 1000;

export type ParsedDomain = { ok: true; domain: string } | { ok: false; message: string };

/**
 * Reads the e-mail domain of an organisation, as the key of an address has it (PRODUCT 3.1). Whoever types `@acme.com` or a whole
 * address means its domain. Public mail providers are refused: their addresses are everybody's.
 */
export function parseDomain(typed: string): ParsedDomain {
  const domain = typed.length > MAX_TYPED ? "" : keyOf(typed.trim().replace(/^.*@/s, ""));
  if (!domain) return { ok: false, message: "This is not an e-mail domain. Write it like acme.com." };
  if (PROVIDERS.has(domain)) {
    const message = `${domain} is a public mail provider: anybody has an address there. Give domains that only this organisation uses.`;
    return { ok: false, message };
  }
  return { ok: true, domain };
}

/** Empty when it cannot be the domain of an address. */
function keyOf(domain: string): string {
  const parsed = parseEmail(`x@${domain}`);
  return parsed.ok ? domainOf(parsed.key) : "";
}

/** The domain in the key of an address. */
export const domainOf = (emailKey: string): string => emailKey.slice(emailKey.lastIndexOf("@") + 1);

/** As people read it: `bücher.example`. */
export const domainInWords = (domain: string): string => domainToUnicode(domain) || domain;
