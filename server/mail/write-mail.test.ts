import type { MailKind } from "./mail.entity";
import { TEMPLATES } from "./templates/templates";
import { mailbox, oneLine, writeMail } from "./write-mail";

const VALUES = {
  deskName: "Acme Help",
  address: "ann@example.com",
  link: "https://help.example.com/hub/set-password?token=abc",
  hubUrl: "https://help.example.com/hub",
  supportAddress: "help@example.com",
  note: "We moved.\nSorry!",
  subject: "Printer",
  ticketNumber: "7",
  body: "Turn it off.\n\nThen on.",
  agentName: "Gus",
  sentence: "Gus assigned a ticket to you.",
  ticket: "#7 Printer",
  invitedBy: "Ada",
  webhook: "Shop",
  reason: "It answered 410.",
};
const KINDS = Object.keys(TEMPLATES) as MailKind[];

describe.each(KINDS)("the mail %s", (kind) => {
  test("says the same in HTML and in text, with the desk's name and why it came, and leaves no place empty", async () => {
    const { subject, html, text } = await writeMail(kind, VALUES);
    for (const part of [subject, html, text]) expect(part).not.toMatch(/\{\{|undefined|null/);
    for (const part of [html, text]) {
      expect(part).toContain("Acme Help");
      expect(part).toContain("You get this mail because");
    }
    expect(html).toMatch(/<html[^>]* lang="en"/);
    expect(text).not.toContain("<");
  });

  test("is also whole with the values alone that it needs", async () => {
    const needed = Object.fromEntries(TEMPLATES[kind].needs.map((name) => [name, "value"]));
    const { subject, html, text } = await writeMail(kind, {
      deskName: "Acme Help",
      address: "ann@example.com",
      ...needed,
    });
    for (const part of [subject, html, text]) expect(part).not.toMatch(/\{\{|undefined|null/);
  });

  test("keeps hostile values from being anything but text", async () => {
    const hostile = `</p><script>alert("1")</script><img src=x onerror='y'>{{link}}\r\nBcc: all@example.com`;
    const values = Object.fromEntries(Object.keys(VALUES).map((name) => [name, hostile]));
    const { subject, html } = await writeMail(kind, values);
    expect(html).not.toMatch(/<script|<img|onerror='/);
    expect(html).not.toContain("https://help.example.com");
    expect(subject).not.toMatch(/[\r\n]/);
  });
});

test("an answer from the editor keeps its form in HTML, and its words in text", async () => {
  const { html, text } = await writeMail("ticketReply", {
    ...VALUES,
    body: "One\n\n- two",
    bodyHtml: "<p>One</p><ul><li>two</li></ul>",
  });
  expect(html).toContain("<p>One</p><ul><li>two</li></ul>");
  expect(text).toContain("One\n\n- two");
});

test.each([
  ["Printer", "Re: Printer [#7]"],
  ["Re: Printer [#7]", "Re: Printer [#7]"],
  ["Re: AW: Re: Printer [#1] [#1] [#7]", "Re: Printer [#7]"],
  ["Error [#42] at the till", "Re: Error [#42] at the till [#7]"],
  ["Refund", "Re: Refund [#7]"],
  ["[#1]", "Re: [#7]"],
  ["x".repeat(255), `Re: ${"x".repeat(181)}… [#7]`],
])("an answer and a receipt about %j name the ticket once", async (subject, written) => {
  for (const kind of ["ticketReply", "ticketReceipt"] as const) {
    expect((await writeMail(kind, { ...VALUES, subject })).subject).toBe(written);
  }
});

test.each([
  ["Printer\r\nBcc: all@example.com", "Printer Bcc: all@example.com"],
  ["a\u0000b\u2028c\u0085d\te", "a b c d e"],
  ["\ud800 lone", "\ufffd lone"],
  ["x".repeat(500), `${"x".repeat(199)}…`],
])("the header %j becomes one line", (text, line) => {
  expect(oneLine(text)).toBe(line);
});

test.each([
  [{ name: "Acme Help", address: "a@b.example" }, '"Acme Help" <a@b.example>'],
  [{ name: 'Acme "the best" \\ Help', address: "a@b.example" }, '"Acme \\"the best\\" \\\\ Help" <a@b.example>'],
  [{ name: "Acme\r\nBcc: x@y.example", address: "a@b.example" }, '"Acme Bcc: x@y.example" <a@b.example>'],
  [{ name: "Evil <x@y.example>,", address: "a@b.example" }, '"Evil <x@y.example>," <a@b.example>'],
  [{ name: null, address: "a@b.example" }, "a@b.example"],
])("the sender %j is written %s", (sender, written) => {
  expect(mailbox(sender)).toBe(written);
});
