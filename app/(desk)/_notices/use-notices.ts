import { useEffect, useRef, useState } from "react";
import { ask } from "@/app/_lib/ask";
import { toastNews } from "@/app/_ui/toasts";
import type { LookAtNoticesQuery } from "@/graphql/client/graphql";
import { noticeWords } from "./notice-words";

const LOOK = /* GraphQL */ `
  query LookAtNotices {
    unreadNoticeCount
    notices(first: 20) {
      nodes {
        id
        kind
        actorName
        actorIsDeleted
        ticketNumber
        ticketSubject
        createdAt
        readAt
      }
    }
  }
`;
const READ = /* GraphQL */ `
  mutation MarkNoticesRead($input: ReadNoticesInput!) {
    readNotices(input: $input) {
      unreadCount
    }
  }
`;

export type NoticeOnScreen = LookAtNoticesQuery["notices"]["nodes"][number];

/** Between two looks, in the tab that is seen. */
const EVERY_MS = 15_000;
/** More than this at once is said in one sentence. */
const TOASTS = 3;

/** What the agent was told of, kept up to date, with a toast for what is new. */
export function useNotices() {
  /** Undefined until the first answer. */
  const [notices, setNotices] = useState<NoticeOnScreen[]>();
  const [unread, setUnread] = useState(0);
  /** The newest one that this page knows; undefined until the first answer, which is no news. */
  const newest = useRef<number>(undefined);

  const take = (answer: LookAtNoticesQuery) => {
    const { nodes } = answer.notices;
    setNotices(nodes);
    setUnread(answer.unreadNoticeCount);
    const known = newest.current;
    newest.current = Math.max(known ?? 0, ...nodes.map((notice) => Number(notice.id)));
    if (known !== undefined) announce(nodes.filter((notice) => Number(notice.id) > known && notice.readAt === null));
  };
  const latestTake = useRef(take);
  latestTake.current = take;

  useEffect(() => {
    const abort = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async () => {
      clearTimeout(timer);
      const answer = document.hidden ? undefined : await ask<LookAtNoticesQuery>(LOOK, {}, abort.signal);
      if (abort.signal.aborted) return;
      if (answer) latestTake.current(answer);
      clearTimeout(timer);
      timer = setTimeout(look, EVERY_MS);
    };
    const onReturn = () => {
      if (!document.hidden) void look();
    };
    void look();
    document.addEventListener("visibilitychange", onReturn);
    return () => {
      abort.abort();
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", onReturn);
    };
  }, []);

  /** Those with the ids, or all. Shown at once; the next look puts right what did not come through. */
  const markRead = (ids?: string[]) => {
    const isMeant = (notice: NoticeOnScreen) => notice.readAt === null && (!ids || ids.includes(notice.id));
    setUnread((count) => (ids ? Math.max(0, count - (notices ?? []).filter(isMeant).length) : 0));
    setNotices((known) =>
      known?.map((notice) => (isMeant(notice) ? { ...notice, readAt: new Date().toISOString() } : notice)),
    );
    void ask(READ, { input: { ids } });
  };

  return { notices, unread, markRead };
}

function announce(fresh: NoticeOnScreen[]): void {
  // Whoever has the ticket open sees it there.
  const news = fresh.filter((notice) => window.location.pathname !== `/tickets/${notice.ticketNumber}`);
  if (news.length > TOASTS) {
    toastNews({ message: `${news.length} new notices.`, href: "/tickets", label: "Go to tickets" });
    return;
  }
  for (const notice of news) {
    toastNews({
      message: noticeWords(notice),
      href: `/tickets/${notice.ticketNumber}`,
      label: `#${notice.ticketNumber} ${notice.ticketSubject}`,
    });
  }
}
