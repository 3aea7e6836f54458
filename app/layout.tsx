import "@fontsource-variable/ibm-plex-sans/wght.css";
import "@mantine/core/styles.layer.css";
import "@mantine/notifications/styles.layer.css";
import "@/app/_ui/look.css";
import latinFont from "@fontsource-variable/ibm-plex-sans/files/ibm-plex-sans-latin-wght-normal.woff2";
import { ColorSchemeScript, mantineHtmlProps } from "@mantine/core";
import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import type { ReactNode } from "react";
import { preload } from "react-dom";
import { HOLD_EARLY_INPUT } from "@/app/_ui/early-input";
import { LookProvider } from "@/app/_ui/look-provider";
import { PageProgress } from "@/app/_ui/page-progress";

export const metadata: Metadata = {
  title: { default: "Deskfolk", template: "%s · Deskfolk" },
  description: "The customer side of a help desk.",
  icons: { icon: [{ url: "/icon.svg", type: "image/svg+xml" }], shortcut: "/favicon.ico", apple: "/apple-icon.png" },
  // A help desk is nobody's search result.
  robots: { index: false, follow: false },
  // iOS would turn every number that looks like a phone number into a link of its own.
  formatDetection: { telephone: false, email: false, address: false },
};

export const viewport: Viewport = {
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#ffffff" },
    { media: "(prefers-color-scheme: dark)", color: "#1a2224" },
  ],
};

/** Reading the nonce makes every page dynamic, which a nonce needs: a page rendered at build time could not carry one. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  // Without this the browser learns of the font only from the style sheet, and the text jumps when it comes.
  preload(latinFont, { as: "font", type: "font/woff2", crossOrigin: "anonymous" });
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  return (
    <html lang="en" {...mantineHtmlProps}>
      <head>
        <ColorSchemeScript defaultColorScheme="auto" nonce={nonce} />
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: a text of our own, with nothing put into it. */}
        <script nonce={nonce} dangerouslySetInnerHTML={{ __html: HOLD_EARLY_INPUT }} />
      </head>
      <body>
        <LookProvider>
          <PageProgress />
          {children}
        </LookProvider>
      </body>
    </html>
  );
}
