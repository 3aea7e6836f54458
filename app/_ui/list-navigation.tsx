"use client";

import { useRouter } from "next/navigation";
import {
  createContext,
  type MouseEvent,
  type ReactNode,
  useContext,
  useEffect,
  useMemo,
  useOptimistic,
  useTransition,
} from "react";
import { rememberList } from "@/app/_lib/remembered-list";
import type { ListPage } from "@/app/_lib/url-state";
import classes from "./list.module.css";

export interface ListNavigation<S extends ListPage> {
  /** What the list shows, or will as soon as the answer is there: what was just chosen shows as chosen at once. */
  state: S;
  /** True from the moment of a change until the list for it is there. */
  isPending: boolean;
  /** Changes what the list shows. `replace` leaves no step for the Back button. */
  change(changes: Partial<S>, how?: "push" | "replace"): void;
  /** Shows the list of an address. */
  go(href: string, how?: "push" | "replace"): void;
  /** The address of the list after a change. */
  hrefOf(state: S, changes?: Partial<S>): string;
}

/** The list itself: see ListArea. */
const LIST = "[data-list]";

const Context = createContext<ListNavigation<ListPage> | undefined>(undefined);

/** For a control of any list, or with its type for one that knows what else its list shows. */
export function useListNavigation<S extends ListPage = ListPage>(): ListNavigation<S> {
  const navigation = useContext(Context);
  if (!navigation) throw new Error("A control of a list stands outside of its ListNavigationProvider.");
  // A control that names its list's state stands in that list alone; a context cannot be generic.
  return navigation as unknown as ListNavigation<S>;
}

interface ListNavigationProviderProps<S extends ListPage> {
  /** Under which name the tab remembers the list that was shown last. */
  name: string;
  state: S;
  hrefOf: ListNavigation<S>["hrefOf"];
  /** The paths of the records on this page of the list, in its order, for who goes from one to the next. */
  records?: readonly string[];
  children: ReactNode;
}

/** Lets every control of a list change the address, and all of it show that the answer is on its way. */
export function ListNavigationProvider<S extends ListPage>(props: ListNavigationProviderProps<S>) {
  const { name, state, hrefOf, records = [], children } = props;
  const router = useRouter();
  const [isPending, start] = useTransition();
  const [shown, setShown] = useOptimistic(state);
  const href = hrefOf(state, state);
  const shownRecords = records.join();

  useEffect(() => {
    rememberList(name, href, shownRecords.split(","));
    // Columns that this browser remembers are not in the address yet; whoever gets the link shall see them too.
    if (href.includes("columns=") && !window.location.search.includes("columns=")) {
      window.history.replaceState(null, "", href);
    }
  }, [name, href, shownRecords]);

  const navigation = useMemo<ListNavigation<S>>(() => {
    const go: ListNavigation<S>["go"] = (target, how = "push") => start(() => router[how](target, { scroll: false }));
    const change: ListNavigation<S>["change"] = (changes, how = "push") =>
      start(() => {
        const next = { ...shown, after: undefined, before: undefined, ...changes };
        setShown(next);
        router[how](hrefOf(next, next), { scroll: false });
      });
    return { state: shown, isPending, change, go, hrefOf };
  }, [shown, isPending, router, setShown, hrefOf]);
  return <Context value={navigation as unknown as ListNavigation<ListPage>}>{children}</Context>;
}

/** Fades what is about to be replaced. */
export function PendingArea({ children }: { children: ReactNode }) {
  const { isPending } = useListNavigation();
  return (
    <div className={classes.area} aria-busy={isPending} data-pending={isPending || undefined}>
      {children}
    </div>
  );
}

interface ListLinkProps {
  /** Undefined when it leads nowhere now: it then stays where it is, so that the keyboard's place is not lost. */
  href: string | undefined;
  className?: string;
  children: ReactNode;
  label?: string;
  /** For one that the new view no longer has: the keyboard then goes on at the list, not at the top of the page. */
  goesToList?: boolean;
}

/** A link to another view of the list. Works without a script; with one, it shows that the list is on its way. */
export function ListLink({ href, className, children, label, goesToList }: ListLinkProps) {
  const { go } = useListNavigation();
  const onClick = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button !== 0) return;
    event.preventDefault();
    if (href) go(href);
    if (goesToList) document.querySelector<HTMLElement>(LIST)?.focus({ preventScroll: true });
  };
  return (
    <a
      href={href}
      className={className}
      onClick={onClick}
      aria-label={label}
      {...(href ? {} : { role: "link", "aria-disabled": true, tabIndex: 0 })}
    >
      {children}
    </a>
  );
}

/** A link that looks like a button: the next page, "Clear the search". */
export function ListButton(props: Omit<ListLinkProps, "className">) {
  return <ListLink {...props} className={classes.step} />;
}
