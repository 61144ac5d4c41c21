// From the code on a postcard to the key that signs: fresh for each election.
//
// A code has 100 random bits, written as 20 characters of Crockford's base 32 in groups of four,
// and two more that catch a slip of the pen: `7K3M-…-…-…-…-9F`. The key is scrypt(code, election),
// so the public list of keys links no two elections and is slow to search for codes.
import { bytesToNumberBE } from "@noble/curves/utils.js";
import { scrypt } from "@noble/hashes/scrypt.js";
import { utf8ToBytes } from "@noble/hashes/utils.js";
import { Check, CheckFailed } from "./errors.js";
import { digest } from "./transcript.js";

export const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const CODE_LENGTH = 20;
const CHECK_LENGTH = 2;
// What is mistaken for another character when typed from paper (Crockford).
const MISREAD = { O: "0", I: "1", L: "1", U: "V" };
const BETWEEN = /[ \-\u2010\u2013\u30fc\u3000]/g;

// RFC 7914: N = 2**15 and r = 8 take 32 MB and about a tenth of a second.
const COST = { N: 2 ** 15, r: 8, p: 1, dkLen: 64 };

/** A fresh code of 100 random bits, with its check, in groups of four. */
export function drawCode(draw) {
  const number = bytesToNumberBE(draw.bytes(13)) >> 4n;
  const symbols = Array.from({ length: CODE_LENGTH }, (_, place) => ALPHABET[Number((number >> BigInt(5 * place)) & 31n)]);
  return grouped(symbols.join(""));
}

/**
 * The 20 characters of a code that someone typed, scanned or pasted; throws `code`.
 *
 * Case, spaces and hyphens do not matter, and letters that look alike are taken for what they
 * stand for.
 */
export function readCode(typed) {
  const plain = typed.toUpperCase().replace(BETWEEN, "").replace(/[OILU]/g, (letter) => MISREAD[letter]);
  if (plain.length !== CODE_LENGTH + CHECK_LENGTH || [...plain].some((symbol) => !ALPHABET.includes(symbol))) {
    throw new CheckFailed(Check.CODE, "a code has 22 letters and digits");
  }
  const code = plain.slice(0, CODE_LENGTH);
  if (checkOf(code) !== plain.slice(CODE_LENGTH)) throw new CheckFailed(Check.CODE, "a character is mistyped");
  return code;
}

/** The key of a code (its 20 characters) in one election; never zero. `told` hears the share done. */
export function signingKey(group, code, election, told) {
  const derived = scrypt(utf8ToBytes(code), digest("credential", election), { ...COST, onProgress: told });
  return 1n + (bytesToNumberBE(derived) % (group.order - 1n));
}

function grouped(code) {
  return [...code.match(/.{4}/g), checkOf(code)].join("-");
}

function checkOf(code) {
  const [high, low] = digest("code-check", utf8ToBytes(code));
  return ALPHABET[((high << 3) | (low >> 5)) & 31] + ALPHABET[low & 31];
}
