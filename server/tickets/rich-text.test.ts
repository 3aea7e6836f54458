import { htmlToShow, htmlToText, safeHtml } from "./rich-text";

test("what the editor writes stays as it is", () => {
  const html =
    '<p>Hi <strong>Ann</strong>, <em>see</em> <a href="https://example.com/?a=1&amp;b=2">this</a>:</p><ol start="3"><li><p>one</p></li></ol><blockquote><p>you wrote</p></blockquote><pre><code>a &lt; b</code></pre>';
  expect(safeHtml(html)).toBe(html);
});

test.each([
  ["a script", "<p>a</p><script>alert(1)</script>"],
  ["a style", "<style>*{display:none}</style><p style='position:fixed' class=x>a</p>"],
  ["an event", "<p onclick=alert(1) onmouseover=alert(1)>a</p>"],
  ["a picture", "<p>a<img src=x onerror=alert(1)></p>"],
  ["a frame", "<iframe src='https://evil.example'></iframe><p>a</p>"],
  ["a drawing", "<svg><script>alert(1)</script></svg><p>a</p>"],
  ["a form", "<form action='https://evil.example'><input name=password></form><p>a</p>"],
  ["a comment", "<!-- <p>b</p> --><p>a</p>"],
  ["nested tricks", "<p>a</p><scr<script>ipt>alert(1)</scr</script>ipt>"],
])("%s is taken out", (_what, html) => {
  for (const safe of [safeHtml(html), htmlToShow(html)]) {
    expect(safe).not.toMatch(/script>|style|class|onclick|onmouse|onerror|<img|<iframe|<svg|<form|<input|<!--/i);
    expect(safe).toContain("<p>a</p>");
  }
});

test.each([
  "javascript:alert(1)",
  " JaVaScRiPt:alert(1)",
  "java&#10;script:alert(1)",
  "java\tscript:alert(1)",
  "&#106;avascript:alert(1)",
  "data:text/html,<script>alert(1)</script>",
  "vbscript:x",
  "//evil.example",
  "blob:https://x/1",
  "file:///etc/passwd",
])("a link to %j leads nowhere and keeps its words", (address) => {
  expect(safeHtml(`<p><a href="${address}">look</a></p>`)).toBe("<p><a>look</a></p>");
});

test("a link that is shown opens elsewhere and does not tell where it stood", () => {
  expect(htmlToShow('<a href="https://example.com">x</a>')).toBe(
    '<a href="https://example.com" target="_blank" rel="noopener noreferrer nofollow">x</a>',
  );
});

test("sanitising twice is sanitising once, whatever it was", () => {
  for (const html of [
    "<p>a & b <",
    "<<<<p>>>",
    "&lt;script&gt;",
    "<ul><li>a<li>b",
    "</p></div>x",
    "<a href='x'>y",
    "&#x0;",
  ])
    expect(safeHtml(safeHtml(html))).toBe(safeHtml(html));
});

test("its text keeps lists, quotes, links and lines", () => {
  const html =
    '<p>Dear <b>Ann</b>,<br>see <a href="https://example.com/x">the page</a> or <a href="mailto:a@example.com">a@example.com</a>.</p><ul><li><p>one</p></li><li><p>two</p><ol start="3"><li>three</li></ol></li></ul><blockquote><p>You wrote<br>this</p></blockquote><p>1 &lt; 2 &amp;amp; &quot;x&quot;</p>';
  expect(htmlToText(html)).toBe(
    [
      "Dear Ann,",
      "see the page (https://example.com/x) or a@example.com.",
      "",
      "- one",
      "- two",
      "  3. three",
      "",
      "> You wrote",
      "> this",
      "",
      '1 < 2 &amp; "x"',
    ].join("\n"),
  );
});

test("64 KB of the worst that can be thought of takes no two seconds", () => {
  const worst = [
    "<p>".repeat(21_000),
    "<div><td>".repeat(7000),
    " \n".repeat(32_000),
    "<a href='javascript:x'>".repeat(2_800),
    "<".repeat(65_000),
    "&".repeat(65_000),
  ];
  for (const html of worst) {
    const started = performance.now();
    htmlToText(html);
    expect(performance.now() - started).toBeLessThan(2000);
  }
});
