/** The package has no types of its own, and those from elsewhere are of the version before. */
declare module "email-reply-parser/lib/regex" {
  export const signatureRegex: readonly RegExp[];
}

declare module "email-reply-parser" {
  interface Fragment {
    isSignature(): boolean;
    getContent(): string;
  }
  export default class EmailReplyParser {
    read(text: string): { getFragments(): Fragment[] };
  }
}
