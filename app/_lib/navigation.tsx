import {
  IconBell,
  IconBuilding,
  IconFileImport,
  IconKey,
  IconListCheck,
  IconMessagePlus,
  IconSettings,
  IconShieldCheck,
  IconTicket,
  IconTrash,
  IconUserPlus,
  IconUsers,
  IconUsersGroup,
} from "@tabler/icons-react";
import type { MenuPage, MenuSection, PageShortcut } from "@/app/_ui/menu-model";

const SIZE = 17;

/** The top menu for someone with these permissions. What one may not do is not offered; the verbs refuse it all the same. */
export function deskSections(
  permissions: readonly string[],
  counts: { possibleDuplicates?: number } = {},
): MenuSection[] {
  const customers: MenuPage[] = [
    {
      href: "/customers",
      label: "Active",
      words: "customers list people",
      icon: <IconUsers size={SIZE} aria-hidden />,
    },
    {
      href: "/customers/deleted",
      label: "Deleted",
      words: "deleted customers restore trash",
      icon: <IconTrash size={SIZE} aria-hidden />,
    },
  ];
  customers.push({
    href: "/jobs",
    label: "Mass actions",
    words: "jobs mass actions progress undo background",
    icon: <IconListCheck size={SIZE} aria-hidden />,
  });
  customers.push({
    href: "/organisations",
    label: "Organisations",
    words: "organisations companies groups members domains access",
    icon: <IconBuilding size={SIZE} aria-hidden />,
  });
  if (permissions.includes("customer.edit")) {
    customers.push({
      href: "/customers/duplicates",
      label: "Possible duplicates",
      words: "possible duplicates twice same person",
      count: counts.possibleDuplicates,
      icon: <IconUsersGroup size={SIZE} aria-hidden />,
    });
  }
  if (permissions.includes("customer.import")) {
    customers.push({
      href: "/customers/import",
      label: "Import",
      words: "import customers csv upload file",
      icon: <IconFileImport size={SIZE} aria-hidden />,
    });
  }
  const sections: MenuSection[] = [{ href: "/customers", label: "Customers", pages: customers }];
  if (permissions.includes("ticket.view")) {
    sections.push({
      href: "/tickets",
      label: "Tickets",
      words: "tickets queue requests support",
      icon: <IconTicket size={SIZE} aria-hidden />,
    });
  }
  if (permissions.includes("audit.view")) {
    sections.push({
      href: "/audit",
      label: "Audit",
      words: "audit log who did what history",
      icon: <IconShieldCheck size={SIZE} aria-hidden />,
    });
  }
  if (permissions.includes("settings.manage")) {
    sections.push({ href: "/settings", label: "Settings", icon: <IconSettings size={SIZE} aria-hidden /> });
  }
  return sections;
}

/** What the palette lists beside the menu. */
export function deskActions(permissions: readonly string[]): MenuPage[] {
  const actions: MenuPage[] = [];
  if (permissions.includes("customer.create")) {
    actions.push({
      href: "/customers/new",
      label: "New customer",
      words: "create add customer person",
      icon: <IconUserPlus size={SIZE} aria-hidden />,
    });
  }
  if (permissions.includes("ticket.view")) {
    actions.push(
      {
        href: "/tickets?view=mine",
        label: "My tickets",
        words: "assigned to me mine",
        icon: <IconTicket size={SIZE} aria-hidden />,
      },
      {
        href: "/tickets?view=unassigned",
        label: "Unassigned tickets",
        words: "nobody new queue",
        icon: <IconTicket size={SIZE} aria-hidden />,
      },
    );
  }
  if (permissions.includes("ticket.edit")) {
    actions.push({
      href: "/tickets/quarantine",
      label: "Quarantine",
      words: "mails that wait automatic spam blocked",
      icon: <IconTicket size={SIZE} aria-hidden />,
    });
  }
  if (permissions.includes("ticket.create")) {
    actions.push({
      href: "/tickets/new",
      label: "New ticket",
      words: "create add ticket request",
      icon: <IconMessagePlus size={SIZE} aria-hidden />,
    });
  }
  return actions;
}

/** What agents set for themselves, whatever their role lets them set for all. */
export function accountPages(permissions: readonly string[]): MenuPage[] {
  const tokens: MenuPage = {
    href: "/settings/tokens",
    label: "Access tokens",
    words: "api token developer program key revoke",
    icon: <IconKey size={SIZE} aria-hidden />,
  };
  if (!permissions.includes("ticket.edit")) return [tokens];
  const notifications: MenuPage = {
    href: "/settings/notifications",
    label: "Notifications",
    words: "notices bell mail told choose",
    icon: <IconBell size={SIZE} aria-hidden />,
  };
  return [notifications, tokens];
}

export function deskShortcuts(permissions: readonly string[]): PageShortcut[] {
  const shortcuts: PageShortcut[] = [{ keys: "g c", label: "Go to customers", href: "/customers" }];
  shortcuts.push({ keys: "g o", label: "Go to organisations", href: "/organisations" });
  if (permissions.includes("ticket.view")) shortcuts.push({ keys: "g t", label: "Go to tickets", href: "/tickets" });
  if (permissions.includes("customer.create"))
    shortcuts.push({ keys: "n", label: "New customer", href: "/customers/new" });
  if (permissions.includes("ticket.create")) shortcuts.push({ keys: "t", label: "New ticket", href: "/tickets/new" });
  return shortcuts;
}
