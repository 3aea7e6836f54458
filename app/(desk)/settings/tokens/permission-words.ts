interface PermissionGroup {
  title: string;
  permissions: { name: string; label: string }[];
}

const GROUPS: PermissionGroup[] = [
  {
    title: "Customers",
    permissions: [
      { name: "customer.view", label: "See customers" },
      { name: "customer.create", label: "Create customers" },
      { name: "customer.edit", label: "Edit customers, write notes and tags" },
      { name: "customer.delete", label: "Delete customers" },
      { name: "customer.restore", label: "Restore deleted customers" },
      { name: "customer.import", label: "Import customers" },
      { name: "customer.export", label: "Export customers" },
      { name: "customer.forceReset", label: "Force password resets" },
      { name: "customer.hubAccess", label: "Switch Hub access" },
      { name: "customer.organisationAccess", label: "Give access to organisations' tickets" },
      { name: "customer.merge", label: "Merge customers" },
      { name: "customer.block", label: "Block customers" },
      { name: "customer.erase", label: "Erase customers" },
    ],
  },
  {
    title: "Tickets",
    permissions: [
      { name: "ticket.view", label: "See tickets, internal notes included" },
      { name: "ticket.create", label: "Create tickets" },
      { name: "ticket.edit", label: "Answer and change tickets" },
    ],
  },
  {
    title: "The desk",
    permissions: [
      { name: "organisation.manage", label: "Manage organisations" },
      { name: "settings.manage", label: "Change the settings" },
      { name: "agent.manage", label: "Manage agents and everybody's tokens" },
      { name: "audit.view", label: "Read the audit" },
    ],
  },
];

/** What these permissions allow, in words and by subject. One that has no words yet stands for itself. */
export function groupsOf(permissions: readonly string[]): PermissionGroup[] {
  const known = new Set(GROUPS.flatMap((group) => group.permissions.map(({ name }) => name)));
  const others = permissions.filter((name) => !known.has(name)).map((name) => ({ name, label: name }));
  const groups = GROUPS.map((group) => ({
    ...group,
    permissions: group.permissions.filter(({ name }) => permissions.includes(name)),
  }));
  return [...groups, { title: "Others", permissions: others }].filter((group) => group.permissions.length > 0);
}
