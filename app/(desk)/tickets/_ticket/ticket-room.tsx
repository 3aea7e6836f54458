"use client";

import { useRouter } from "next/navigation";
import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from "react";
import { ask } from "@/app/_lib/ask";
import type { LookAtTicketQuery, WatchTicketMutation } from "@/graphql/client/graphql";
import classes from "./ticket.module.css";

const WATCH = /* GraphQL */ `
  mutation WatchTicket($input: WatchTicketInput!) {
    watchTicket(input: $input) {
      ticket {
        updatedAt
        colleagues {
          agentId
          name
          isWriting
        }
      }
    }
  }
`;
const LOOK = /* GraphQL */ `
  query LookAtTicket($number: Int!) {
    ticket(number: $number) {
      updatedAt
      colleagues {
        agentId
        name
        isWriting
      }
    }
  }
`;

type Seen = NonNullable<LookAtTicketQuery["ticket"]>;

interface Room {
  setWriting: (isWriting: boolean) => void;
}

const RoomContext = createContext<Room>({ setWriting: () => undefined });

export const useTicketRoom = (): Room => useContext(RoomContext);

/** Between two looks. The server forgets who was not heard of for three of them. */
const EVERY_MS = 4_000;

interface TicketRoomProps {
  number: number;
  ticketId: string;
  /** The ticket's last change as the page shows it. */
  updatedAt: string;
  /** Who may not write only looks. */
  canEdit: boolean;
  children: ReactNode;
}

/** Tells colleagues that this page is open, shows who else is here, and draws the page anew when something has happened. */
export function TicketRoom({ number, ticketId, updatedAt, canEdit, children }: TicketRoomProps) {
  const router = useRouter();
  const [colleagues, setColleagues] = useState<Seen["colleagues"]>([]);
  const [isWriting, setWriting] = useState(false);
  const shown = useRef(updatedAt);
  shown.current = updatedAt;
  const asked = useRef<string>(undefined);

  useEffect(() => {
    const abort = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async () => {
      const seen = document.hidden ? undefined : await lookAt({ number, ticketId, canEdit, isWriting }, abort.signal);
      if (abort.signal.aborted) return;
      if (seen) setColleagues(seen.colleagues);
      // Asked once for each change: the page may be on its way still.
      if (seen && seen.updatedAt !== shown.current && seen.updatedAt !== asked.current) {
        asked.current = seen.updatedAt;
        router.refresh();
      }
      timer = setTimeout(look, EVERY_MS);
    };
    const onReturn = () => {
      if (document.hidden) return;
      clearTimeout(timer);
      void look();
    };
    void look();
    document.addEventListener("visibilitychange", onReturn);
    return () => {
      abort.abort();
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", onReturn);
    };
  }, [number, ticketId, canEdit, isWriting, router]);

  return (
    <RoomContext value={{ setWriting }}>
      <p className={classes.presence} role="status">
        {colleagues.length > 0 && presenceWords(colleagues)}
      </p>
      {children}
    </RoomContext>
  );
}

/** `Bob is writing a reply. Ann and Carl are looking at this ticket.` */
function presenceWords(colleagues: Seen["colleagues"]): string {
  const names = (isWriting: boolean) => colleagues.filter((one) => one.isWriting === isWriting).map((one) => one.name);
  return [
    said(names(true), "is writing here now", "are writing here now"),
    said(names(false), "is looking at this ticket too", "are looking at this ticket too"),
  ]
    .filter(Boolean)
    .join(" ");
}

const listed = new Intl.ListFormat("en-GB");

const said = (names: string[], one: string, many: string): string =>
  names.length === 0 ? "" : `${listed.format(names)} ${names.length === 1 ? one : many}.`;

interface Look {
  number: number;
  ticketId: string;
  canEdit: boolean;
  isWriting: boolean;
}

/** Undefined when the server did not answer: the next look tries again, and nobody is bothered with it. */
async function lookAt({ number, ticketId, canEdit, isWriting }: Look, signal: AbortSignal): Promise<Seen | undefined> {
  if (!canEdit) return (await ask<LookAtTicketQuery>(LOOK, { number }, signal))?.ticket ?? undefined;
  const answer = await ask<WatchTicketMutation>(WATCH, { input: { ticketId, isWriting } }, signal);
  return answer?.watchTicket.ticket ?? undefined;
}
