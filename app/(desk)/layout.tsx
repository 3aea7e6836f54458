import type { ReactNode } from "react";
import { deskActions, deskSections, deskShortcuts } from "@/app/_lib/navigation";
import { deskName, viewer } from "@/app/_lib/viewer";
import { signOut } from "@/app/sign-in/sign-out";
import { Bell } from "./_notices/bell";
import { DeskFrame } from "./desk-frame";

/** Every page in here needs a signed-in agent: asking who it is checks the session on the server, or leads to the sign-in page. */
export default async function DeskLayout({ children }: { children: ReactNode }) {
  const { name, email, role, permissions } = await viewer();
  return (
    <DeskFrame
      product={await deskName()}
      sections={deskSections(permissions)}
      otherPages={deskActions(permissions)}
      shortcuts={deskShortcuts(permissions)}
      user={{ name, email: email ?? "", role: role ? role.charAt(0) + role.slice(1).toLowerCase() : "" }}
      onSignOut={signOut}
      beforeAccount={permissions.includes("ticket.edit") ? <Bell /> : undefined}
    >
      {children}
    </DeskFrame>
  );
}
