import { parseEmail } from "./email-key";

const keyOf = (typed: string) => {
  const parsed = parseEmail(typed);
  return parsed.ok ? parsed.key : `refused: ${parsed.message}`;
};

describe("two spellings of one address", () => {
  test.each([
    ["Ann@Example.com", " ann@EXAMPLE.com "],
    ["ann@example.com\r\n", "\u00a0ann@example.com\u3000"],
    ["zoe\u0301@example.com", "ZOÉ@example.com"],
    ["ann@bücher.example", "ann@XN--BCHER-KVA.example"],
    ["ann@bu\u0308cher.example", "ann@BÜCHER.example"],
    ["ann@пример.рф", "ann@xn--e1afmkfd.xn--p1ai"],
    ["ann@example。com", "ann@ｅｘａｍｐｌｅ.com"],
    ["\u212aim@example.com", "kim@example.com"],
  ])("%j and %j have the same key", (one, other) => {
    expect(keyOf(one)).not.toContain("refused");
    expect(keyOf(one)).toBe(keyOf(other));
  });
});

describe("two addresses that are different people", () => {
  test.each([
    ["ann.lee@example.com", "annlee@example.com"],
    ["ann+shop@example.com", "ann@example.com"],
    ["alice@example.com", "älice@example.com"],
    ["strasse@example.com", "straße@example.com"],
    ["ann@strasse.example", "ann@straße.example"],
    ["ann@example.com", "аnn@example.com"],
  ])("%j and %j have different keys", (one, other) => {
    expect(keyOf(one)).not.toContain("refused");
    expect(keyOf(other)).not.toContain("refused");
    expect(keyOf(one)).not.toBe(keyOf(other));
  });
});

describe("an address that is taken", () => {
  test.each([
    ["  Ann.O'Neil+Shop@Example.COM ", "Ann.O'Neil+Shop@Example.COM", "ann.o'neil+shop@example.com"],
    ["Ann@BÜCHER.example", "Ann@BÜCHER.example", "ann@xn--bcher-kva.example"],
    ["Ann@ｅx。com", "Ann@ex.com", "ann@ex.com"],
    ["用户@例子.广告", "用户@例子.广告", "用户@xn--fsqu00a.xn--4rr70v"],
    ["_@a-b.co", "_@a-b.co", "_@a-b.co"],
    ["!#$%&'*+/=?^_`{|}~-@example.com", "!#$%&'*+/=?^_`{|}~-@example.com", "!#$%&'*+/=?^_`{|}~-@example.com"],
  ])("%j keeps its spelling", (typed, value, key) => {
    expect(parseEmail(typed)).toEqual({ ok: true, value, key });
  });

  test("its key and its spelling lead to the same key again", () => {
    for (const typed of ["Ann@BÜCHER.example", "İlker@ex。com", "ΑΝΝΑΣ@example.com", "Zoe\u0301@xn--bcher-kva.de"]) {
      const parsed = parseEmail(typed);
      if (!parsed.ok) throw new Error(parsed.message);
      expect([keyOf(parsed.key), keyOf(parsed.value)]).toEqual([parsed.key, parsed.key]);
    }
  });

  test("may have 64 octets before the @ and 254 in all, and no more", () => {
    const domain = `${`${"d".repeat(62)}.`.repeat(3)}`;
    expect(parseEmail(`${"a".repeat(64)}@example.com`)).toMatchObject({ ok: true });
    expect(keyOf(`${"a".repeat(65)}@example.com`)).toContain("Shorten the part before the @");
    expect(keyOf(`${"é".repeat(33)}@example.com`)).toContain("Shorten the part before the @");
    expect(parseEmail(`${"a".repeat(61)}@${domain}com`)).toMatchObject({
      ok: true,
      key: expect.stringMatching(/^.{254}$/),
    });
    expect(keyOf(`${"a".repeat(62)}@${domain}com`)).toContain("at most 254");
  });
});

describe("an address that is refused", () => {
  test.each([
    ["", "Type an e-mail address"],
    [" \r\n", "Type an e-mail address"],
    ["ann", "Add the @"],
    ["ann＠example.com", "full-width @"],
    ["ann@exa＠mple.com", "must be a domain"],
    ["@example.com", "before the @"],
    ["ann@", "after the @"],
    ["ann@lee@example.com", "one @ only"],
    ["ann@example.com, bo@example.com", "only the address"],
    ["Ann <ann@example.com>", "only the address"],
    ['"ann lee"@example.com', "only the address"],
    ["ann@[127.0.0.1]", "only the address"],
    ["ann(x)@example.com", "only the address"],
    ["ann lee@example.com", "Remove the spaces"],
    ["ann@exam ple.com", "Remove the spaces"],
    ["ann@example.com\r\nBcc: all@example.com", "line breaks"],
    ["ann\0@example.com", "control characters"],
    ["ann@example.com\u2028x", "line breaks"],
    ["an\u200bn@example.com", "invisible"],
    ["\u202eann@example.com", "invisible"],
    ["ann@exam\u00adple.com", "invisible"],
    ["an\u3164n@example.com", "invisible"],
    ["an\ud83dn@example.com", "invisible"],
    ["ａnn@example.com", "plain letters"],
    ["o’neil@example.com", "plain letters"],
    ["👩@example.com", "plain letters"],
    [".ann@example.com", "Remove the dot"],
    ["ann.@example.com", "Remove the dot"],
    ["ann..lee@example.com", "Remove the dot"],
    ["ann@.example.com", "Remove the dot"],
    ["ann@example..com", "Remove the dot"],
    ["ann@example.com.", "Remove the dot"],
    ["ann@example。", "Remove the dot"],
    ["ann@localhost", "has no dot"],
    ["ann@127.0.0.1", "must be a domain"],
    ["ann@1.2", "must be a domain"],
    ["ann@0x7f.1", "must be a domain"],
    ["ann@１.２", "must be a domain"],
    ["ann@exa_mple.com", "must be a domain"],
    ["ann@-example.com", "must be a domain"],
    ["ann@example-.com", "must be a domain"],
    ["ann@%65xample.com", "must be a domain"],
    ["ann@example.com/path", "must be a domain"],
    ["ann@example.com?x", "must be a domain"],
    ["ann@xn--zzzzzz.com", "must be a domain"],
    [`ann@${"d".repeat(64)}.com`, "must be a domain"],
  ])("%j is told: … %s …", (typed, message) => {
    expect(parseEmail(typed)).toEqual({ ok: false, message: expect.stringContaining(message) });
  });

  test("a pasted page is refused before it is looked at", () => {
    expect(keyOf("a@".repeat(1_000_000))).toContain("at most 254");
  });
});
