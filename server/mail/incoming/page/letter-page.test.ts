import { letterPage } from "./letter-page";

const page = (html: string, text = "") => letterPage(html, text)?.html ?? "";

describe("a mail's page", () => {
  test("keeps its layout, colours and links, which open elsewhere and tell nothing", () => {
    const html = page(
      '<html><head><title>T</title><style>p{color:red}</style></head><body bgcolor="#eee"><table width="600"><tr><td colspan="2" style="color:#c00; padding: 4px">Hello <a href="https://example.com/x?a=1&b=2" target="_self" onclick="x()">there</a></td></tr></table></body></html>',
    );
    expect(html).toBe(
      '<div bgcolor="#eee"><table width="600"><tr><td colspan="2" style="color:#c00;padding:4px">Hello <a href="https://example.com/x?a=1&amp;b=2" target="_blank" rel="noopener noreferrer nofollow">there</a></td></tr></table></div>',
    );
  });

  test.each([
    ["a script", "<script>steal()</script><b>x</b>"],
    ["a handler", "<b onmouseover=steal()>x</b>"],
    ["a handler of a picture", "<b>x</b><img src=x onerror=steal()>"],
    ["a scripted link", '<b>x</b><a href="java&#115;cript:steal()">y</a><a href="data:text/html,steal()">z</a>'],
    ["a frame", "<b>x</b><iframe src=//steal></iframe><object data=//steal></object><embed src=//steal>"],
    ["a form", "<b>x</b><form action=//steal><input name=p><button>go</button></form>"],
    [
      "a base, a refresh",
      "<b>x</b><base href=//steal><meta http-equiv=refresh content='0;url=//steal'><link href=//steal>",
    ],
    ["a drawing", "<b>x</b><svg onload=steal()><script>steal()</script></svg><math><mtext>m</mtext></math>"],
    ["a way out of a raw text", "<b>x</b><noscript><p title='</noscript><img src=x onerror=steal()>'></noscript>"],
  ])("has nothing left of %s", (_, html) => {
    expect(page(html)).not.toMatch(/steal|<script|<iframe|<form|<svg|<meta|<base|<link|onerror|href="(java|data)/i);
    expect(page(html)).toContain("<b>x</b>");
  });

  test.each([
    "position:fixed",
    "position:absolute;top:0",
    "z-index:9",
    "background:url(https://track.example/x)",
    "background-image:url(x)",
    "height:110vh",
    "margin-top:-500px",
    "width:99999px",
    "color:expression(steal())",
    "behavior:url(x)",
    "transform:scale(9)",
    "font-size:9999px",
    "line-height:900",
  ])("has no style that lies over others, fetches or grows: %s", (style) => {
    expect(page(`<b style="${style}">x</b>`)).toBe("<b>x</b>");
  });

  test("loads no picture from elsewhere, and names those that came with it", () => {
    const found = letterPage(
      '<img src="https://track.example/a.gif" width=1><img src="//b.example/b.png"><img src="cid:logo@x"><img src="data:image/png;base64,AAAA"><img src="data:image/svg+xml;base64,AAAA"><img src="file:///etc/passwd" data-remote="javascript:x">',
      "",
    );
    expect(found?.html).toBe(
      '<img width="1" data-remote="https://track.example/a.gif"><img data-remote="https://b.example/b.png"><img src="cid:logo@x"><img src="data:image/png;base64,AAAA">',
    );
    expect(found?.pictures).toEqual(["logo@x"]);
  });

  test("is none where the text tells the same, and one where it does not", () => {
    expect(
      letterPage("<div>Hello Ann,</div><div><br></div><div>it works.</div>", "Hello Ann,\n\nit works."),
    ).toBeUndefined();
    expect(letterPage('<p style="color:black">Hello</p>', "Hello")).toBeUndefined();
    expect(page('<p style="color:red">Hello</p>', "Hello")).toContain("color:red");
    expect(page("<p>Hello</p>", "Your program cannot show this mail.")).toBe("<p>Hello</p>");
    expect(letterPage(`<b>${"x".repeat(1_000_001)}</b>`, "")).toBeUndefined();
  });

  test("leaves ink to whoever shows it, so that it can be read in the dark", () => {
    expect(page('<b style="color: rgb(34, 34, 34); font-weight: 700">x</b><font color="#000000">y</font>')).toBe(
      '<b style="font-weight:700">x</b><font>y</font>',
    );
  });
});

const FOLDED = '<details class="quoted"><summary>Show quoted text</summary>';

describe("what a mail's page quotes", () => {
  test.each([
    [
      "Gmail",
      '<div>It <b>works</b>.</div><br><div class="gmail_quote"><div>On Monday Bob wrote:</div><blockquote>Try it.</blockquote></div>',
      "<div>It <b>works</b>.</div><br>",
    ],
    [
      "Outlook on the web",
      '<div>It <b>works</b>.</div><div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><b>From:</b> Bob</div><div>Try it.</div>',
      "<div>It <b>works</b>.</div>",
    ],
    [
      "Outlook for Windows",
      '<div><p>It <b>works</b>.</p><div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p><b>From:</b> Bob</p></div></div><p>Try it.</p></div>',
      "<div><p>It <b>works</b>.</p><div>",
    ],
    [
      "Apple Mail",
      '<div>It <b>works</b>.</div><blockquote type="cite"><div>On Monday Bob wrote:</div>Try it.</blockquote>',
      "<div>It <b>works</b>.</div>",
    ],
    [
      "Thunderbird",
      '<p>It <b>works</b>.</p><div class="moz-cite-prefix">On Monday Bob wrote:</div><blockquote>Try it.</blockquote>',
      "<p>It <b>works</b>.</p>",
    ],
  ])("is folded and complete, as %s writes it", (_, html, said) => {
    const [above = "", below = ""] = page(html).split(FOLDED);
    expect(above).toBe(said);
    expect(below).toContain("Bob");
    expect(page(html)).toContain("Try it.");
  });

  test("is not folded where it is all there is, or where somebody has answered within it", () => {
    expect(page('<div class="gmail_quote">Forwarded: <b>Hello</b></div>')).not.toContain("<details");
    expect(
      page("<p>See <b>below</b></p><blockquote>One?</blockquote><p>Yes.</p><blockquote>Two?</blockquote><p>No.</p>"),
    ).not.toContain("<details");
  });

  test("of a page made to hurt costs little time", () => {
    const begin = Date.now();
    expect(letterPage("<div>".repeat(190_000), "")).toBeUndefined();
    letterPage("<div>".repeat(20_000), "");
    letterPage('<blockquote class="gmail_quote">'.repeat(20_000), "");
    letterPage(`<b>x</b>${"<blockquote>q</blockquote>".repeat(9_000)}y`, "");
    letterPage('<b style="color:red;background:url(x);position:fixed">'.repeat(18_000), "");
    expect(Date.now() - begin).toBeLessThan(20_000);
  });
});

test.each([
  [
    "one in ink with a face",
    '<html><head><title>T</title><style>p{color:red}</style></head><body style="font-family:Arial"><p>Hello&nbsp;&amp; you</p></body></html>',
  ],
  ["one of Outlook's", '<div class="WordSection1"><p class="MsoNormal">Hello<o:p></o:p></p><p>&amp; you</p></div>'],
  ["one with a quote", "<div>Hello</div><blockquote>you</blockquote>"],
])("a letter that says what its text says has no page: %s", (_, html) => {
  expect(letterPage(html, "Hello & you")).toBeUndefined();
});

test.each([
  ["a colour", '<p style="color:#c00">Hello you</p>'],
  ["a ground", '<body bgcolor="#eeeeee"><p>Hello you</p></body>'],
  ["a table", "<table><tr><td>Hello you</td></tr></table>"],
  ["more words", "<p>Hello you there</p>"],
  ["a picture", '<p>Hello you<img src="cid:logo"></p>'],
])("a letter has a page where its layout says more: %s", (_, html) => {
  expect(letterPage(html, "Hello you")).toBeDefined();
});
