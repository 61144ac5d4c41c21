// Short words by which people compare what they see, over the telephone, in kana or in letters.
//
// Each word has three of 32 syllables that are told apart by ear in Japanese and in English. Eight words
// are 120 bits, and scrypt stands before them (voting/crypto/words.py).
import { bytesToNumberBE } from "@noble/curves/utils.js";
import { scrypt } from "@noble/hashes/scrypt.js";
import { digest } from "./transcript.js";

const SYLLABLES = new Map(
  Object.entries({
    ka: "か", ki: "き", ku: "く", ke: "け", ko: "こ",
    sa: "さ", shi: "し", su: "す", se: "せ", so: "そ",
    ta: "た", te: "て", to: "と",
    ha: "は", hi: "ひ", he: "へ", ho: "ほ",
    na: "な", ni: "に", nu: "ぬ", ne: "ね", no: "の",
    ma: "ま", mi: "み", mu: "む", me: "め", mo: "も",
    ra: "ら", ri: "り", ru: "る", re: "れ", ro: "ろ",
  }),
);
const WORDS = 8;
const SYLLABLES_IN_WORD = 3;
const LETTERS = /shi|[kstnhmr][aiueo]/g;

/** The words of a fingerprint, in letters; `inKana` gives them in kana. */
export function wordsOf(compared) {
  const wide = scrypt(compared, digest("words"), { N: 2 ** 15, r: 8, p: 1, dkLen: 16 });
  const number = bytesToNumberBE(wide);
  const letters = [...SYLLABLES.keys()];
  const taken = Array.from({ length: WORDS * SYLLABLES_IN_WORD }, (_, i) => letters[Number((number >> BigInt(5 * i)) & 31n)]);
  return Array.from({ length: WORDS }, (_, word) => taken.slice(word * SYLLABLES_IN_WORD, (word + 1) * SYLLABLES_IN_WORD).join(""));
}

export const inKana = (text) => text.replace(LETTERS, (found) => SYLLABLES.get(found) ?? found);

/** Whether someone typed these words, in kana or letters, with whatever between them. */
export function areSameWords(words, typed) {
  const plain = [...typed].slice(0, 1000).join("").normalize("NFKC").toLowerCase();
  const hiragana = plain.replace(/[\u30a1-\u30f6]/g, (kata) => String.fromCharCode(kata.charCodeAt(0) - 0x60));
  const heard = inKana(hiragana).replace(/\P{L}/gu, "");
  return heard === words.map(inKana).join("");
}
