import { Panel } from "@/app/_ui/panel";
import classes from "./merge.module.css";
import type { Pair } from "./use-merge";

/** What the survivor gets, and what becomes of signing in. */
export function WhatMoves({ preview, mainEmailOf }: { preview: Pair; mainEmailOf: string }) {
  return (
    <Panel title="What happens">
      <ul className={classes.moves}>
        {[...sentencesOf(preview), ...unconfirmed(preview, mainEmailOf)].map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </Panel>
  );
}

function sentencesOf(preview: Pair): string[] {
  const { kept, merged, ticketsToMove, notesToMove, grantsToMove, tagsToAdd, identifiersToMove } = preview;
  const [stays, goes] = [kept.displayName, merged.displayName];
  const parts = [
    ...(ticketsToMove === null ? ["All tickets"] : [counted(ticketsToMove, "ticket")]),
    ...(notesToMove > 0 ? [counted(notesToMove, "note")] : []),
  ];
  return [
    ticketsToMove === 0 && notesToMove === 0
      ? `${goes} has no tickets and no notes to move.`
      : `Moved to ${stays}: ${parts.join(" and ")} of ${goes}.`,
    `${identifiersToMove.join(" and ")} ${identifiersToMove.length === 1 ? "goes" : "go"} on finding this person: new tickets from there are ${stays}'s.`,
    ...(grantsToMove > 0
      ? [
          `${counted(grantsToMove, "organisation")} that ${goes} can see, ${stays} can see too; the higher level of two stays.`,
        ]
      : []),
    ...(tagsToAdd.length > 0
      ? [`${stays} gets the ${tagsToAdd.length === 1 ? "tag" : "tags"} ${tagsToAdd.join(", ")}.`]
      : []),
    signIn(preview),
    ...(preview.isBlocked ? [`${stays} is blocked afterwards, because ${blockedNow(preview)}.`] : []),
    ...(preview.hubAccess ? [] : [`Hub access is off afterwards, because it is off for one of them.`]),
    `${goes} leaves every list. Whoever opens that record is led to ${stays}.`,
  ];
}

/** `1 ticket`, `1,200 tickets`. */
export const counted = (count: number, what: string): string =>
  `${count.toLocaleString("en")} ${what}${count === 1 ? "" : "s"}`;

function signIn({ kept, merged, passwordOf }: Pair): string {
  if (passwordOf === null) return "Neither of them can sign in to the Customer Hub now, and that stays so.";
  const [own, other] = passwordOf === "KEPT" ? [kept, merged] : [merged, kept];
  return `In the Customer Hub the password of ${own.displayName} stays good, for every confirmed address of both. ${other.displayName}'s sessions and links end.`;
}

/** New passwords are asked for by mail: an address that nobody has confirmed may be a stranger's. */
function unconfirmed({ kept, merged, passwordOf }: Pair, mainEmailOf: string): string[] {
  const mails = [kept, merged].flatMap((side) =>
    side.identifiers
      .filter(({ kind, isPrimary }) => kind === "EMAIL" && isPrimary)
      .map((one) => ({ ...one, of: side.id })),
  );
  const main = mails.find(({ of }) => of === mainEmailOf) ?? mails[0];
  if (passwordOf === null || !main || main.isVerified) return [];
  return [
    `${main.value}, the main e-mail, has not been confirmed by its owner. Whoever reads that mailbox can ask for a new password, and then sees all of these tickets.`,
  ];
}

const blockedNow = ({ kept, merged }: Pair): string =>
  kept.isBlocked && merged.isBlocked ? "both are" : "one of them is";
