/** What was done, after the name of who did it. */
export const AUDIT_WORDS: Readonly<Record<string, string>> = {
  "customers.delete": "deleted customers",
  "customers.restore": "restored customers",
  "customers.forceReset": "forced a password reset",
  "customers.setHubAccess": "set Hub access",
  "customers.block": "blocked customers",
  "customers.unblock": "unblocked customers",
  "customers.setOrganisation": "set the organisation of customers",
  "customers.setAttribute": "set an attribute of customers",
  "customers.merge": "merged two customers",
  "customers.unmerge": "took a merge apart",
  "customers.export": "exported customers",
  "job.undone": "took a mass action back",
  "job.cancelled": "stopped a mass action",
  "import.started": "imported a file",
  "import.cancelled": "stopped an import",
  "import.undone": "took an import back",
  "grant.given": "gave access to an organisation's tickets",
  "grant.revoked": "took access to an organisation's tickets away",
  "organisation.created": "made an organisation",
  "organisation.changed": "changed an organisation",
  "organisation.deleted": "deleted an organisation",
  "settings.changed": "changed the settings",
  "attribute.defined": "defined an attribute",
  "attribute.changed": "changed an attribute",
  "attribute.removed": "removed an attribute",
  "token.created": "made an access token",
  "token.revoked": "revoked an access token",
  "webhook.created": "made a webhook",
  "webhook.changed": "changed a webhook",
  "webhook.secretRotated": "made a new secret for a webhook",
  "webhook.removed": "removed a webhook",
  "webhook.disabled": "gave a webhook up",
  "agent.created": "made an agent",
  "agent.activated": "let an agent in again",
  "agent.deactivated": "ended an agent's access",
  "agent.roleChanged": "changed an agent's role",
  "agent.renamed": "renamed an agent",
  "agent.invited": "invited an agent again",
  "agent.passwordSet": "set a new password by mail",
  "signIn.limited": "guessed at passwords until stopped",
};

export const auditWords = (action: string): string => AUDIT_WORDS[action] ?? action;

export function actorWords({ actorKind, actorName }: { actorKind: string; actorName: string }): string {
  if (actorKind === "nobody") return "Somebody who is not signed in";
  const name = actorName.charAt(0).toUpperCase() + actorName.slice(1);
  return actorKind === "token" ? `${name} (access token)` : name;
}
