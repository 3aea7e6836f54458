export const LIST_ID = "customer-list";

/** Where the keyboard goes on when the row it stood on has left the list. */
export function focusList(): void {
  document.getElementById(LIST_ID)?.focus({ preventScroll: true });
}
