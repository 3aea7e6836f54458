"use client";

import { AppShell, Kbd, Text, UnstyledButton } from "@mantine/core";
import { useDisclosure, useHotkeys, useLocalStorage, useOs } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { type ReactNode, useTransition } from "react";
import type { Find } from "./found";
import classes from "./frame.module.css";
import { leave } from "./leaving";
import { DeskMark } from "./logo";
import type { MenuPage, MenuSection, PageShortcut } from "./menu-model";
import { useKeysOfPage } from "./page-keys";
import { Palette } from "./palette";
import { PhoneMenu } from "./phone-menu";
import { ShortcutHelp } from "./shortcut-help";
import { TopMenu } from "./top-menu";
import { useShortcuts } from "./use-shortcuts";
import { type SignedInUser, UserMenu } from "./user-menu";

export interface FrameProps {
  product: string;
  /** The desk's own logo. */
  logoUrl?: string | null;
  home: string;
  sections: MenuSection[];
  /** Further pages that only the palette lists. */
  otherPages: MenuPage[];
  /** What stands in the account's menu; the palette lists it too. */
  accountPages: MenuPage[];
  shortcuts: PageShortcut[];
  user: SignedInUser;
  find: Find;
  searchPlaceholder: string;
  onSignOut: () => Promise<void>;
  /** Stands before the account, for example a bell. */
  beforeAccount?: ReactNode;
  children: ReactNode;
}

const SEARCH_FIELD = "[data-page-search]";

/** What surrounds every signed-in page: menu, search, account, shortcuts. A field with `data-page-search` is what `/` focuses. */
export function Frame({ product, home, sections, otherPages, shortcuts, user, find, ...rest }: FrameProps) {
  const router = useRouter();
  const [isPaletteOpen, palette] = useDisclosure(false);
  const [isHelpOpen, help] = useDisclosure(false);
  const [areSingleKeysOn, setSingleKeysOn] = useLocalStorage({ key: "single-key-shortcuts", defaultValue: true });
  const [, startSignOut] = useTransition();

  const keysOfPage = useKeysOfPage();

  useHotkeys([["mod+K", palette.toggle]], [], true);
  useShortcuts(
    [
      ...keysOfPage,
      ...shortcuts.map(({ keys, href }) => ({ keys, run: () => leave(() => router.push(href)) })),
      { keys: "/", run: () => focusSearchOr(palette.open) },
      { keys: "?", run: help.open },
    ],
    areSingleKeysOn,
  );
  const pages = [...sections.flatMap((section) => section.pages ?? [section]), ...otherPages, ...rest.accountPages];

  return (
    <>
      <a href="#content" className={classes.skip}>
        Skip to content
      </a>
      <AppShell header={{ height: 54 }} padding={0}>
        <AppShell.Header className={classes.header}>
          <PhoneMenu sections={sections} />
          <Link href={home} className={classes.brand}>
            <DeskMark name={product} logoUrl={rest.logoUrl} />
            <Text
              component="span"
              fw={650}
              size="lg"
              visibleFrom="xs"
              maw="14rem"
              truncate
              aria-hidden={!!rest.logoUrl}
            >
              {product}
            </Text>
            {!rest.logoUrl && <span className={classes.brandForPhone}>{product}</span>}
          </Link>
          <TopMenu sections={sections} />
          <SearchButton label={rest.searchPlaceholder} onOpen={palette.open} />
          {rest.beforeAccount}
          <UserMenu
            user={user}
            pages={rest.accountPages}
            onShortcuts={help.open}
            onSignOut={() => leave(() => startSignOut(rest.onSignOut))}
          />
        </AppShell.Header>
        <AppShell.Main id="content" tabIndex={-1} className={classes.main}>
          <div className={classes.content}>{rest.children}</div>
        </AppShell.Main>
      </AppShell>
      <Palette
        isOpen={isPaletteOpen}
        onClose={palette.close}
        pages={pages}
        keysOfPage={keysOfPage}
        find={find}
        placeholder={rest.searchPlaceholder}
      />
      <ShortcutHelp
        isOpen={isHelpOpen}
        onClose={help.close}
        ofPage={keysOfPage}
        everywhere={[
          { keys: "Ctrl/⌘+K", label: "Search or jump to" },
          { keys: "/", label: "Search on this page" },
          // A page may mean something else by the same key.
          ...shortcuts.filter(({ keys }) => !keysOfPage.some((own) => own.keys === keys)),
          { keys: "?", label: "This help" },
        ]}
        areSingleKeysOn={areSingleKeysOn}
        onSingleKeysChange={setSingleKeysOn}
      />
    </>
  );
}

function SearchButton({ label, onOpen }: { label: string; onOpen: () => void }) {
  const isMac = useOs() === "macos";
  return (
    <UnstyledButton className={classes.searchButton} onClick={onOpen} aria-keyshortcuts="Control+K Meta+K">
      <IconSearch size={17} aria-hidden />
      <span className={classes.searchLabel}>{label}</span>
      <Kbd size="xs" visibleFrom="sm" aria-hidden>
        {isMac ? "⌘ K" : "Ctrl K"}
      </Kbd>
    </UnstyledButton>
  );
}

function focusSearchOr(fallback: () => void): void {
  const field = document.querySelector<HTMLInputElement>(SEARCH_FIELD);
  if (!field) {
    fallback();
    return;
  }
  field.focus();
  field.select();
}
