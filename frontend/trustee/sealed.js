// A secret under a passphrase: scrypt, then ChaCha20-Poly1305, in the format of voting/tools/sealed.py.
//
// Layout: magic, the binary logarithm of scrypt's N (1 byte), salt (16), nonce (12), the rest.
import { chacha20poly1305 } from "@noble/ciphers/chacha.js";
import { equalBytes } from "@noble/curves/utils.js";
import { scryptAsync } from "@noble/hashes/scrypt.js";
import { concatBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import { Refused } from "./refusal.js";

const MAGIC = utf8ToBytes("TOMONI-SEALED-1\n");
/** N = 2**17 with r = 8: 128 MB and about a second for each guess. */
const COST = 17;
const COSTS = { least: 10, most: 20 };
const SALT = 16;
const NONCE = 12;
const HEAD = MAGIC.length + 1 + SALT;
export const SHORTEST = 12;

/** What a passphrase came to: {cost, salt, key} seals the same file again without asking for it. */
export async function newSeal(passphrase, draw, cost = COST) {
  if ([...passphrase].length < SHORTEST) throw new Refused("short_passphrase", { least: SHORTEST });
  return sealOf(passphrase, draw.bytes(SALT), cost);
}

export function closed({ cost, salt, key }, content, draw) {
  const header = concatBytes(MAGIC, Uint8Array.of(cost), salt);
  const nonce = draw.bytes(NONCE);
  return concatBytes(header, nonce, chacha20poly1305(key, nonce, header).encrypt(content));
}

/** The content of a sealed file, and the seal to close it with again; a damaged file looks like a wrong passphrase. */
export async function openSealed(sealed, passphrase) {
  const cost = sealed[MAGIC.length];
  const isSealed = sealed.length >= HEAD + NONCE && equalBytes(sealed.subarray(0, MAGIC.length), MAGIC);
  if (!isSealed || cost < COSTS.least || cost > COSTS.most) throw new Refused("not_sealed");
  const seal = await sealOf(passphrase, sealed.slice(MAGIC.length + 1, HEAD), cost);
  const [nonce, rest] = [sealed.subarray(HEAD, HEAD + NONCE), sealed.subarray(HEAD + NONCE)];
  try {
    return { content: chacha20poly1305(seal.key, nonce, sealed.subarray(0, HEAD)).decrypt(rest), seal };
  } catch {
    throw new Refused("wrong_passphrase");
  }
}

async function sealOf(passphrase, salt, cost) {
  const key = await scryptAsync(utf8ToBytes(passphrase), salt, { N: 2 ** cost, r: 8, p: 1, dkLen: 32, maxmem: 2 ** 31 });
  return { cost, salt, key };
}
