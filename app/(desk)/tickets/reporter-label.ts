/** The name and, where it says more, the address. */
export function reporterLabel(customer: { displayName: string; email: string | null; mobile: string | null }): string {
  const { displayName, email, mobile } = customer;
  const address = email ?? mobile;
  return address && address !== displayName ? `${displayName} (${address})` : displayName;
}
