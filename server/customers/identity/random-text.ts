/** A repeatable source of numbers below 1 (mulberry32), so that a failing random test fails again. */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const ALPHABETS = [
  "abcdefghijklmnopqrstuvwxyzABCXYZ",
  "áéíóúñçüößøåæœđłþıİŐşğžćńěÀÉÎÕÜẞŁØÆ",
  "абвгдеёжзийклмнопрстуфхцчшщъыьэюяЁЙЇЄҐ",
  "αβγδεζηθικλμνξοπρστυφχψωςΆΈΉΐ",
  "אבגדהוזחטיכלמנסעפצקרשת",
  "ابتثجحخدذرزسشصضطظعغفقكلمنهويأإآىئؤة",
  "अआइईउऊकखगघचछजझटठडढणतथदधनपफबभमयरलवशषसहािीुूेैोौंः्",
  "กขคงจฉชซญดตถทธนบปผพฟภมยรลวศษสหอฮะาิีึืุูเแโใไ่้",
  "山田太郎東京商事会社王小明李𠮷𡈽",
  "あいうえおかがきぎくぐはばぱカガッーピョ",
  "김철수이영희박한글각힣",
  "0123456789٠١٢٣०१२",
  "'’ʻ-–./()+&,@_ 👩‍👩‍👧🎉",
  "ﬁﬂＡｂ１①½ﷺ™",
];

/** Words of any script, with the punctuation and digits of real and of unkind names. */
export function randomName(random: () => number): string {
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T; // Never out of bounds.
  const words = Array.from({ length: 1 + Math.floor(random() * 4) }, () => {
    const letters = Array.from(pick(ALPHABETS));
    const others = Array.from(pick(ALPHABETS));
    return Array.from({ length: 1 + Math.floor(random() * 7) }, () => pick(random() < 0.85 ? letters : others)).join(
      "",
    );
  });
  return words.join(" ").normalize("NFC");
}
