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
import classes from "./customer-list.module.css";
import { type ListState, listHref } from "./list-state";
import { rememberList } from "./remembered-list";

interface ListNavigation {
  /** What the list shows, or will as soon as the answer is there: what was just chosen shows as chosen at once. */
  state: ListState;
  /** True from the moment of a change until the list for it is there. */
  isPending: boolean;
  /** Changes what the list shows. `replace` leaves no step for the Back button. */
  change(changes: Partial<ListState>, how?: "push" | "replace"): void;
  /** Shows the list of an address. */
  go(href: string, how?: "push" | "replace"): void;
}

const Context = createContext<ListNavigation | undefined>(undefined);

export function useListNavigation(): ListNavigation {
  const navigation = useContext(Context);
  if (!navigation) throw new Error("A control of the list stands outside of its ListNavigationProvider.");
  return navigation;
}

/** Lets every control of the list change the address, and all of it show that the answer is on its way. */
export function ListNavigationProvider({ state, children }: { state: ListState; children: ReactNode }) {
  const router = useRouter();
  const [isPending, start] = useTransition();
  const [shown, setShown] = useOptimistic(state);
  const href = listHref(state, { after: state.after, before: state.before });

  useEffect(() => {
    rememberList(href);
    // Columns that this browser remembers are not in the address yet; whoever gets the link shall see them too.
    if (href.includes("columns=") && !window.location.search.includes("columns=")) {
      window.history.replaceState(null, "", href);
    }
  }, [href]);

  const navigation = useMemo<ListNavigation>(() => {
    const go: ListNavigation["go"] = (target, how = "push") => start(() => router[how](target, { scroll: false }));
    const change: ListNavigation["change"] = (changes, how = "push") =>
      start(() => {
        const next = { ...shown, after: undefined, before: undefined, ...changes };
        setShown(next);
        router[how](listHref(next, { after: next.after, before: next.before }), { scroll: false });
      });
    return { state: shown, isPending, change, go };
  }, [shown, isPending, router, setShown]);
  return <Context value={navigation}>{children}</Context>;
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
}

/** A link to another view of the list. Works without a script; with one, it shows that the list is on its way. */
export function ListLink({ href, className, children, label }: ListLinkProps) {
  const { go } = useListNavigation();
  const onClick = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button !== 0) return;
    event.preventDefault();
    if (href) go(href);
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
