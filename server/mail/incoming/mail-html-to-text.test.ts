import { mailHtmlToText } from "./mail-html-to-text";
import { letterPage } from "./page/letter-page";

test("a mail's lines and cells do not run together, and its title is no text", () => {
  const html =
    "<html><head><title>T</title></head><body><table><tr><td>Order</td><td>12</td></tr>\n<tr><td>Sum</td><td>9</td></tr></table>\n" +
    "<div>one\n  line</div><div><br></div><div>two &lt;b&gt;</div><p>three</p></body></html>";
  expect(mailHtmlToText(html)).toBe("Order 12\nSum 9\none line\n\ntwo <b>\nthree");
});

test("its text keeps lists, quotes, links and lines", () => {
  const html =
    '<p>Dear <b>Ann</b>,<br>see <a href="https://example.com/x?a=1&amp;b=2">the <i>page</i></a>, <a href="mailto:a@example.com">a@example.com</a> or ' +
    "<a href=' java&#10;script:alert(1)'>this</a>.</p><ul><li><p>one</p></li><li>two<ol start=3><li>three</ol></ul><blockquote>You wrote<br>this</blockquote>" +
    "<p>1 &lt; 2 &amp;amp; &quot;x&quot;&nbsp;&euro;</p>";
  expect(mailHtmlToText(html)).toBe(
    [
      "Dear Ann,",
      "see the page (https://example.com/x?a=1&b=2), a@example.com or this.",
      "",
      "- one",
      "- two",
      "  3. three",
      "",
      "> You wrote",
      "> this",
      "",
      '1 < 2 &amp; "x" €',
    ].join("\n"),
  );
});

test.each([
  ["paragraphs that nobody closed", "<p>one<p>two<div>three</div>four", "one\n\ntwo\n\nthree\nfour"],
  ["a paragraph that ends with what it stands in", "<div><p>one</div>two", "one\n\ntwo"],
  ["tags in tags", "a<b title='</p><p>'>b</b><!-- <p> -->c", "abc"],
  ["a choice that nobody closed", "<select><option>a<option>b</select>c<p>d", "cd"],
  ["a choice without an end", "<option>a<p>b</p>c", "b\n\nc"],
  ["a script and a style", "<style>p{}</style>a<script>if (a < b) '</p>'</script>b", "ab"],
  [
    "a link in a link",
    '<a href="http://a.example">one <a href="http://b.example">two</a></a>',
    "one  (http://a.example)two (http://b.example)",
  ],
  ["ends without a beginning", "a</ul></blockquote></a></td>b<ul><li>c", "a\n\nb\n- c"],
  ["text of a program", "<pre>a\n  b</pre>c", "a\n  b\n\nc"],
  ["nothing", "", ""],
])("%s are read as they are shown", (_, html, text) => {
  expect(mailHtmlToText(html)).toBe(text);
});

const COUNT = 50_000;
const many = (part: string, count = COUNT): string => part.repeat(count);

/** Each took seconds to hours, or would at twice the length take four times as long. */
const HOSTILE: [string, string][] = [
  ["elements that are left open", many("<div>x ")],
  ["unknown ones", many("<foo>x ")],
  ["quotes in quotes", many("<blockquote>x ")],
  ["lists in lists", many("<ul><li>x ")],
  ["links in links", many('<a href="http://x.example/">x ')],
  ["links", many('<a href="http://x.example/path">x</a> ')],
  ["paragraphs", many("<p>x ")],
  ["tables in tables", many("<table><tr><td>x ")],
  ["elements properly nested", many("<div>x ") + many("</div>")],
  ["ends of what was never begun", many("<div>x ") + many("</foo>")],
  ["ends far from their beginnings", many("<b>x ") + many("<i></b>")],
  ["spaces that do not break", `${many("x ")}y${many("&nbsp;", 4 * COUNT)}y`],
  ["angle brackets", many("x ") + many("<")],
  ["attributes", `${many("x ")}<div ${many("a=b ")}>`],
];

test.each(HOSTILE)("50,000 %s are read soon, and no word is lost", (_, html) => {
  const began = performance.now();
  const text = mailHtmlToText(html);
  letterPage(html, text);
  // It takes a tenth of that on a machine that does nothing else.
  expect(performance.now() - began).toBeLessThan(5000);
  expect(text.match(/x(?![.])/g)?.length).toBeGreaterThanOrEqual(COUNT);
});

test.each([
  ["<div>x", "</foo>"],
  ["<b>x", "<i></b>"],
  ["<p><b>x", "</foo>"],
  ["<li><p>x", "</foo>"],
])("a letter of as many tags as one may have, %j and %j, takes a bounded time too", (begin, end) => {
  const html = many(begin, 9_000 / (begin.split("<").length - 1)) + many(end, 4_000);
  const began = performance.now();
  letterPage(html, "");
  expect(performance.now() - began).toBeLessThan(5000);
});
