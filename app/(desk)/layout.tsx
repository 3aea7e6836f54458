import type { ReactNode } from "react";
import { accountPages, deskActions, deskSections, deskShortcuts } from "@/app/_lib/navigation";
import { query } from "@/app/_lib/query";
import { deskName, logoUrl, viewer } from "@/app/_lib/viewer";
import { signOut } from "@/app/sign-in/sign-out";
import { graphql } from "@/graphql/client";
import { Bell } from "./_notices/bell";
import { DeskFrame } from "./desk-frame";

const MENU_COUNTS = graphql(`
  query MenuCounts {
    possibleDuplicateCount
  }
`);

/** What the menu counts, for those whom it concerns. */
async function menuCounts(permissions: readonly string[]): Promise<{ possibleDuplicates?: number }> {
  if (!permissions.includes("customer.edit") || !permissions.includes("customer.view")) return {};
  return { possibleDuplicates: (await query(MENU_COUNTS, {})).possibleDuplicateCount };
}

/** Every page in here needs a signed-in agent: asking who it is checks the session on the server, or leads to the sign-in page. */
export default async function DeskLayout({ children }: { children: ReactNode }) {
  const { name, email, role, permissions } = await viewer();
  return (
    <DeskFrame
      product={await deskName()}
      logoUrl={await logoUrl()}
      sections={deskSections(permissions, await menuCounts(permissions))}
      otherPages={deskActions(permissions)}
      accountPages={accountPages(permissions)}
      shortcuts={deskShortcuts(permissions)}
      user={{ name, email: email ?? "", role: role ? role.charAt(0) + role.slice(1).toLowerCase() : "" }}
      onSignOut={signOut}
      beforeAccount={permissions.includes("ticket.edit") ? <Bell /> : undefined}
    >
      {children}
    </DeskFrame>
  );
}
