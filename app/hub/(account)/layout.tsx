import Link from "next/link";
import type { ReactNode } from "react";
import { hub, hubViewer } from "@/app/_lib/hub";
import { HUB_HOME } from "@/app/_lib/return-path";
import { DeskMark } from "@/app/_ui/logo";
import { signOutEverywhere, signOutOfHub } from "../sign-out";
import classes from "./account.module.css";
import { CustomerMenu } from "./customer-menu";

/** Every page in here needs a signed-in customer: asking who it is checks the session on the server, or leads elsewhere. */
export default async function AccountLayout({ children }: { children: ReactNode }) {
  const { name, email } = await hubViewer();
  const { deskName, logoUrl } = await hub();
  return (
    <>
      <a href="#content" className={classes.skip}>
        Skip to content
      </a>
      <header className={classes.header}>
        <Link href={HUB_HOME} className={classes.brand}>
          <DeskMark name={deskName} logoUrl={logoUrl} />
          <span className={classes.desk} aria-hidden={!!logoUrl}>
            {deskName}
          </span>
        </Link>
        <CustomerMenu
          name={name}
          email={email ?? ""}
          onSignOut={signOutOfHub}
          onSignOutEverywhere={signOutEverywhere}
        />
      </header>
      <main id="content" tabIndex={-1} className={classes.main}>
        {children}
      </main>
    </>
  );
}
