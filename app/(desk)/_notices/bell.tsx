"use client";

import { Button, Indicator, Popover, Text, UnstyledButton } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconBell } from "@tabler/icons-react";
import Link from "next/link";
import { Moment } from "@/app/_ui/moment";
import { PersonName } from "@/app/_ui/person-name";
import classes from "./bell.module.css";
import { noticeParts } from "./notice-words";
import { type NoticeOnScreen, useNotices } from "./use-notices";

const MOST = 99;

/** The bell on every page: how much is new, and what it was. */
export function Bell() {
  const { notices, unread, markRead } = useNotices();
  const [isOpen, { toggle, close }] = useDisclosure(false);
  const shown = unread > MOST ? `${MOST}+` : String(unread);
  return (
    <Popover
      opened={isOpen}
      onChange={(opened) => !opened && close()}
      position="bottom-end"
      width="min(24rem, 92vw)"
      trapFocus
      returnFocus
      shadow="md"
    >
      <Popover.Target>
        <UnstyledButton
          className={classes.bell}
          onClick={toggle}
          aria-label={unread > 0 ? `Notices, ${shown} unread` : "Notices"}
        >
          <Indicator label={shown} size={17} disabled={unread === 0} color="red" offset={3} aria-hidden>
            <IconBell size={21} aria-hidden />
          </Indicator>
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown p={0} aria-label="Notices">
        <div className={classes.head}>
          <Text component="h2" fw={600} size="md">
            Notices
          </Text>
          <Button size="compact-sm" variant="subtle" disabled={unread === 0} onClick={() => markRead()}>
            Mark all as read
          </Button>
        </div>
        {!notices?.length && (
          <Text c="dimmed" px="md" pb="sm">
            {notices ? "Nothing yet. You will be told here of new tickets, and of yours." : "Looking for them…"}
          </Text>
        )}
        <ul className={classes.list}>
          {notices?.map((notice) => (
            <li key={notice.id} data-unread={notice.readAt === null || undefined}>
              <Link
                href={`/tickets/${notice.ticketNumber}`}
                prefetch={false}
                className={classes.notice}
                onClick={() => {
                  markRead([notice.id]);
                  close();
                }}
              >
                <span className={classes.words}>
                  {notice.readAt === null && <span className="look-hidden">Unread: </span>}
                  <Sentence notice={notice} />
                </span>
                <span className={classes.ticket}>
                  #{notice.ticketNumber} <bdi>{notice.ticketSubject}</bdi>
                </span>
                <span className={classes.when}>
                  <Moment at={notice.createdAt} ago />
                </span>
              </Link>
            </li>
          ))}
        </ul>
        <Link href="/settings/notifications" className={classes.foot} onClick={close}>
          Choose what you are told of
        </Link>
      </Popover.Dropdown>
    </Popover>
  );
}

function Sentence({ notice }: { notice: NoticeOnScreen }) {
  const { actor, did } = noticeParts(notice);
  return (
    <>
      {actor && <PersonName name={actor} isDeleted={notice.actorIsDeleted} />} {did}
    </>
  );
}
