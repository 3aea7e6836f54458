import { createHash, randomBytes } from "node:crypto";

/** 256 random bits for a link or a session, fit for an address and a cookie. */
export const newSecret = (): string => randomBytes(32).toString("base64url");

/** All that is kept of a secret: with so many random bits a slow hash would add nothing but load. */
export const hashOfSecret = (secret: string): string => createHash("sha256").update(secret).digest("hex");
