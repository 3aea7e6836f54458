"use client";

import { useRouter } from "next/navigation";
import { createContext, type MouseEvent, type ReactNode, useContext, useMemo, useTransition } from "react";
import listClasses from "../../customers/_list/customer-list.module.css";

interface QueueNavigation {
  /** True from the moment of a change until the queue for it is there. */
  isPending: boolean;
  /** Shows the queue of an address. `replace` leaves no step for the Back button. */
  go(href: string, how?: "push" | "replace"): void;
}

const Context = createContext<QueueNavigation | undefined>(undefined);

export function useQueueNavigation(): QueueNavigation {
  const navigation = useContext(Context);
  if (!navigation) throw new Error("A control of the queue stands outside of its QueueNavigationProvider.");
  return navigation;
}

/** Lets every control of the queue change the address, and all of it show that the answer is on its way. */
export function QueueNavigationProvider({ children }: { children: ReactNode }) {
  const router = useRouter();
  const [isPending, start] = useTransition();
  const navigation = useMemo<QueueNavigation>(
    () => ({ isPending, go: (href, how = "push") => start(() => router[how](href, { scroll: false })) }),
    [isPending, router],
  );
  return <Context value={navigation}>{children}</Context>;
}

/** Fades what is about to be replaced. */
export function PendingQueue({ children }: { children: ReactNode }) {
  const { isPending } = useQueueNavigation();
  return (
    <div className={listClasses.area} aria-busy={isPending} data-pending={isPending || undefined}>
      {children}
    </div>
  );
}

interface QueueLinkProps {
  /** Undefined when it leads nowhere now: it then stays where it is, so that the keyboard's place is not lost. */
  href: string | undefined;
  className?: string;
  children: ReactNode;
  label?: string;
}

/** A link to another view of the queue. Works without a script; with one, it shows that the queue is on its way. */
export function QueueLink({ href, className, children, label }: QueueLinkProps) {
  const { go } = useQueueNavigation();
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
