import { detectDelimiter } from "./detect-delimiter";

test.each([
  [",", "email,first_name\na@example.com,Ann\n"],
  [";", "Name;Stadt\nMüller;Bonn, Stadt\n"],
  ["\t", "Name\tE-mail\nAnn\ta@example.com\n"],
  ["|", "name|email\nAnn|a@example.com"],
  [";", 'Betrag;"Name, Vorname";E-Mail\n1,5;"Groß, Ute";u@example.de\n2,5;"Klein, Udo";k@example.de\n'],
  [",", '"name; title","e-mail"\n"Ann; Dr","a@example.com"\n'],
  [",", "email\na@example.com\n"],
  [",", 'note,email\n"a;b;c\nd;e;f",x@example.com\n"g;h;i",y@example.com\n'],
  [";", "id;tags;price\n1;a,b;2,5\n2;c,d;3,5\n"],
])("%j is the delimiter of %j", (delimiter, head) => {
  expect(detectDelimiter(head)).toEqual({ delimiter, hasSeparatorLine: false });
});

test.each([";", ",", "\t", "|", "^"])("sep=%s as first line settles it", (delimiter) => {
  expect(detectDelimiter(`sep=${delimiter}\r\na,b;c\r\n`)).toEqual({ delimiter, hasSeparatorLine: true });
  expect(detectDelimiter(`"SEP=${delimiter}"\na,b;c\n`)).toEqual({ delimiter, hasSeparatorLine: true });
});

test("an open quote does not stop the detection", () => {
  expect(detectDelimiter('a;b\n1;2\n"never closed;\n').delimiter).toBe(";");
});
