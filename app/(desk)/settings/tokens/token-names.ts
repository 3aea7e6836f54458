/** Where the focus goes when the button that one pressed is gone. */
export const TOKENS_ID = "tokens";
