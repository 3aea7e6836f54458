import { Body, Button, Container, Head, Hr, Html, Preview, Text } from "@react-email/components";

type Children = Parameters<typeof Html>[0]["children"];

/** Marks where a value goes. The values are filled in later, escaped: see write-mail.ts. */
export const slot = (name: string): string => `{{${name}}}`;

/** Values that are HTML: whoever queues a mail has sanitised them. All others are text. */
export const RICH_VALUES = ["bodyHtml"] as const;
type RichValue = (typeof RICH_VALUES)[number];

const FONT = "'IBM Plex Sans', -apple-system, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif";
const INK = "#1c2530";
const QUIET = "#55606e";
const ACCENT = "#1864ab";

/** The one look of all mails: the desk's name, what is to be said, and why it came. */
export function Layout({ preview, reason, children }: { preview: string; reason: string; children: Children }) {
  return (
    <Html lang="en">
      <Head>
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
      </Head>
      <Preview>{preview}</Preview>
      <Body style={{ backgroundColor: "#f3f5f7", color: INK, fontFamily: FONT, margin: 0, padding: "24px 12px" }}>
        <Container
          style={{
            backgroundColor: "#ffffff",
            border: "1px solid #dde2e7",
            borderRadius: 8,
            maxWidth: 560,
            padding: 32,
          }}
        >
          <Text style={{ color: QUIET, fontSize: 14, fontWeight: 600, margin: "0 0 24px" }}>{slot("deskName")}</Text>
          {children}
          <Hr style={{ borderColor: "#dde2e7", margin: "32px 0 16px" }} />
          <Text style={{ color: QUIET, fontSize: 13, lineHeight: "20px", margin: 0 }}>{reason}</Text>
        </Container>
      </Body>
    </Html>
  );
}

export function Title({ children }: { children: Children }) {
  // A paragraph, because the plain text would shout a heading in capitals.
  return <Text style={{ fontSize: 22, fontWeight: 600, lineHeight: "30px", margin: "0 0 16px" }}>{children}</Text>;
}

export function Line({ children }: { children: Children }) {
  return <Text style={{ fontSize: 16, lineHeight: "25px", margin: "0 0 16px" }}>{children}</Text>;
}

const QUOTE = {
  borderLeft: "3px solid #c3cbd4",
  fontSize: 16,
  lineHeight: "25px",
  margin: "0 0 16px",
  overflowWrap: "anywhere" as const,
  padding: "0 0 0 16px",
};

/** What somebody wrote, set apart from our own words. */
export function Quote({ children }: { children: Children }) {
  return <Text style={QUOTE}>{children}</Text>;
}

/** The same for what was written with an editor, which has paragraphs of its own. */
export function RichQuote({ name }: { name: RichValue }) {
  return <div style={QUOTE}>{slot(name)}</div>;
}

/** A button, and the address itself for programs that show none. */
export function Action({ href, children }: { href: string; children: Children }) {
  return (
    <>
      <Button
        href={href}
        style={{
          backgroundColor: ACCENT,
          borderRadius: 6,
          color: "#ffffff",
          fontSize: 16,
          fontWeight: 600,
          margin: "8px 0 16px",
          padding: "12px 20px",
        }}
      >
        {children}
      </Button>
      <Text style={{ color: QUIET, fontSize: 13, lineHeight: "20px", margin: "0 0 16px", overflowWrap: "anywhere" }}>
        If the button does not work, open this address: {href}
      </Text>
    </>
  );
}
