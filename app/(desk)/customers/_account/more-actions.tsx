"use client";

import { ActionIcon, Menu, MenuDropdown, MenuItem, MenuTarget } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { DANGER } from "@/app/_ui/menu-model";
import { useAfterRender } from "@/app/_ui/use-after-render";
import type { MassAction } from "@/graphql/client/graphql";
import { massKind } from "../_mass/kinds";
import { MassDialog } from "../_mass/mass-dialog";
import { tellOutcome } from "../_mass/tell";

interface MoreActionsProps {
  customer: { id: string; displayName: string; email: string | null; isBlocked: boolean };
  permissions: readonly string[];
}

/** What is done seldom, by the same verbs as for many. */
export function MoreActions({ customer, permissions }: MoreActionsProps) {
  const router = useRouter();
  const [asked, setAsked] = useState<MassAction>();
  const opener = useRef<HTMLButtonElement>(null);
  const afterRender = useAfterRender();
  const close = () => {
    setAsked(undefined);
    afterRender(() => opener.current?.focus());
  };
  const kinds = [
    ...(customer.email ? [massKind("FORCE_RESET")] : []),
    massKind(customer.isBlocked ? "UNBLOCK" : "BLOCK"),
  ].filter(({ permission }) => permissions.includes(permission));
  const canMerge = permissions.includes("customer.merge");
  if (kinds.length === 0 && !canMerge) return null;
  return (
    <>
      <Menu position="bottom-end" width={230}>
        <MenuTarget>
          <ActionIcon ref={opener} variant="default" size={36} aria-label={`More actions for ${customer.displayName}`}>
            <IconDots size={18} aria-hidden />
          </ActionIcon>
        </MenuTarget>
        <MenuDropdown>
          {canMerge && (
            <MenuItem component={Link} href={`/customers/merge?keep=${customer.id}`}>
              Merge with…
            </MenuItem>
          )}
          {kinds.map(({ action, verb, color }) => (
            <MenuItem key={action} color={color && DANGER} onClick={() => setAsked(action)}>
              {action === "FORCE_RESET" ? "Force a new password" : verb}
            </MenuItem>
          ))}
        </MenuDropdown>
      </Menu>
      {asked && (
        <MassDialog
          action={asked}
          selection={{ ids: [customer.id] }}
          name={customer.displayName}
          onClose={close}
          onBegun={(job, kind) => {
            close();
            tellOutcome(job, kind, () => router.refresh());
          }}
        />
      )}
    </>
  );
}
