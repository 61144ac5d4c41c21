// Who may cast: the keys of each electorate in rising order, signed by the registrar.
//
// A list is, for each electorate, the keys one after the other, as bytes that were read as elements.
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { equalBytes } from "@noble/curves/utils.js";
import { Check, CheckFailed } from "./errors.js";
import { checkSignature } from "./signatures.js";
import { fingerprint, number } from "./transcript.js";

const keysIn = (size, octets) =>
  Array.from({ length: octets.length / size }, (_, place) => octets.subarray(place * size, (place + 1) * size));

/** The place of the electorate of each key, which stands in hexadecimal. */
function electoratesByKey(group, lists) {
  const found = new Map();
  lists.forEach((octets, place) => {
    for (const key of keysIn(group.elementSize, octets)) found.set(bytesToHex(key), place);
  });
  return found;
}

/** Checks the list: sorted, nobody twice, no more than the roll, of the definition, signed; gives `electoratesByKey`. */
export function checkCredentials(definition, lists, signature) {
  const { group, election, electorates } = definition;
  const sizes = lists.map((octets) => octets.length / group.elementSize);
  electorates.forEach(({ name, roll }, place) => {
    if (sizes[place] > roll) throw new CheckFailed(Check.CREDENTIAL_LIST, `more keys than entries on the roll: ${name}`);
    if (!isRising(keysIn(group.elementSize, lists[place]))) {
      throw new CheckFailed(Check.CREDENTIAL_LIST, `a key twice, or out of order: ${name}`);
    }
  });
  const electorateOf = electoratesByKey(group, lists);
  if (electorateOf.size !== sizes.reduce((sum, size) => sum + size, 0)) {
    throw new CheckFailed(Check.CREDENTIAL_LIST, "a key in two electorates");
  }
  const parts = lists.flatMap((octets, place) => [number(sizes[place]), octets]);
  const listed = fingerprint("credentials", utf8ToBytes(election), ...parts);
  if (!equalBytes(listed, definition.credentials)) {
    throw new CheckFailed(Check.CREDENTIAL_LIST, "not the list of the definition");
  }
  checkSignature(group, "credentials", listed, definition.registrarKey, signature);
  return electorateOf;
}

const isRising = (keys) => keys.every((key, place) => place === 0 || isBelow(keys[place - 1], key));

function isBelow(a, b) {
  const at = a.findIndex((byte, place) => byte !== b[place]);
  return at >= 0 && a[at] < b[at];
}
