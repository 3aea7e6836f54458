import { forbidden } from "next/navigation";
import { viewer } from "./viewer";

/**
 * Shows the page that says "your role does not allow this" to whoever lacks the permission. The verbs refuse it all the same;
 * this saves a reader from a form that could not be sent.
 */
export async function requirePermission(permission: string): Promise<void> {
  const { permissions } = await viewer();
  if (!permissions.includes(permission)) forbidden();
}
