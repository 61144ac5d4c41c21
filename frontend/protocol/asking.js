// What a voter's device signs, besides ballots: it asks the portal for something that is not in the log.
//
// Spoiling a ballot writes to the log, so only who may vote may do it; where one's ballots stand is
// told to the holder of the code alone.
import { concatBytes } from "@noble/hashes/utils.js";
import { checkSignature, sign } from "./signatures.js";
import { number } from "./transcript.js";

/** Asks that the ballot of this tracker be spoilt. */
export const signChallenge = (definition, tracker, key, draw) =>
  sign(definition.group, "challenge", concatBytes(definition.fingerprint, tracker), key, draw);

/** Checks who asks that a ballot be spoilt; throws `signature` or `scalar`. */
export const checkChallenge = (definition, tracker, credential, signature) =>
  checkSignature(definition.group, "challenge", concatBytes(definition.fingerprint, tracker), credential, signature);

/** Asks where one's ballots stand; `now` is the portal's clock, in seconds since 1970. */
export const signQuestion = (definition, now, key, draw) =>
  sign(definition.group, "state", concatBytes(definition.fingerprint, number(now)), key, draw);

/** Checks who asks where the ballots of a credential stand; throws `signature` or `scalar`. */
export const checkQuestion = (definition, now, credential, signature) =>
  checkSignature(definition.group, "state", concatBytes(definition.fingerprint, number(now)), credential, signature);
