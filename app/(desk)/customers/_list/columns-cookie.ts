/** Name of the cookie in which a browser remembers its columns; the server reads it to draw the right ones at once. */
export const COLUMNS_COOKIE = "deskfolk-customer-columns";
