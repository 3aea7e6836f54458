import { splitQuote } from "./split-quote";

const split = (...lines: string[]) => splitQuote(lines.join("\n"));

describe("what a mail says", () => {
  test.each([
    [
      "Outlook, in English",
      ["From: Bob Agent", "Sent: Monday, 23 November 2026 10:00", "To: Ann", "Subject: Re: Printer"],
    ],
    [
      "Outlook, in German",
      ["Von: Bob Agent", "Gesendet: Montag, 23. November 2026", "An: Ann", "Cc: Carl", "Betreff: AW: Drucker"],
    ],
    ["Outlook, in French", ["De : Bob", "Envoyé : lundi", "À : Ann", "Objet : RE: Imprimante"]],
    ["Outlook for Android", ["________________________________", "From: Bob"]],
    ["Outlook, long ago", ["-----Original Message-----", "From: Bob"]],
    ["Gmail", ["On Mon, 23 Nov 2026 at 10:00, Bob <bob@desk.example> wrote:", "> Try it."]],
    ["Gmail, wrapped", ["On Mon, 23 Nov 2026 at 10:00, Bob Agent", "<bob@desk.example> wrote:", "> Try it."]],
    ["a program of any language", ["ср, 25 нояб. 2026 г. в 10:00, Bob <bob@desk.example>:", "", "> Try it."]],
  ])("stands above what %s quotes, and both are kept", (_, quote) => {
    expect(split("It works.", "", ...quote, "", "> More.")).toEqual({
      said: "It works.",
      quoted: [...quote, "", "> More."].join("\n"),
    });
  });

  test.each([
    ["-- ", "Ann Smith", "ACME Ltd"],
    ["--", "Ann Smith"],
    ["Sent from my iPhone"],
    ["Get Outlook for Android<https://aka.ms/x>"],
    ["Von meinem iPad gesendet"],
    ["Envoyé de mon iPhone"],
    ["Kind regards", "Ann"],
  ])("ends where the signature begins: %s", (...signature) => {
    const { said, quoted } = split("It works.", "", ...signature);
    expect([said, quoted]).toEqual(["It works.", signature.join("\n").trim()]);
  });

  test("is folded from the signature on, where a quote follows it", () => {
    expect(split("It works.", "", "-- ", "Ann", "", "On Monday, Bob <b@x> wrote:", "> Try it.")).toEqual({
      said: "It works.",
      quoted: "-- \nAnn\n\nOn Monday, Bob <b@x> wrote:\n> Try it.",
    });
  });

  test.each([
    ["answers between the lines", "> One?", "Yes.", "> Two?", "No."],
    ["nothing but a quote", "> One?"],
    ["a heading that is underlined", "Problem", "-----", "It does not print."],
    ["a table", "Item    Price", "====", "Printer 199"],
    ["a line that only looks like a head", "From: the office", "we went to the shop."],
    ["nothing but a signature", "Sent from my iPhone"],
  ])("is all of it where it is %s", (_, ...lines) => {
    expect(split(...lines)).toEqual({ said: lines.join("\n"), quoted: "" });
  });

  test("made to hurt is split soon, and complete", () => {
    const begin = Date.now();
    for (const text of ["Op schreef\n", "在", "> ", "On a b wrote\n", "From: x\n", "W dniu ", "-", "20"].map((one) =>
      one.repeat(60_000 / one.length),
    )) {
      const { said, quoted } = splitQuote(text);
      expect((said + quoted).replace(/\s/g, "")).toBe(text.replace(/\s/g, ""));
    }
    expect(Date.now() - begin).toBeLessThan(20_000);
  });
});
