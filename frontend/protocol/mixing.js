// The mixes of an election's lists and the opening of the last one, each bound to its place.
//
// A mix is {place: {electorate, number, mixer}, after, proof, signature}: mix `number` (from 1) of the list
// of an electorate, by a trustee (from 1); the signature is the mixer's, over the place and what it gave.
import { Check, CheckFailed } from "./errors.js";
import { openPartially } from "./opening.js";
import { shuffle } from "./shuffle.js";
import { checkSignature, sign } from "./signatures.js";
import { digest, number } from "./transcript.js";

const contextOf = (definition, { electorate, number: turn, mixer }) => [
  definition.fingerprint,
  ...[electorate, turn, mixer].map(number),
];

const messageOf = (definition, place, after) =>
  digest("mixed", ...contextOf(definition, place), number(after.size), after.octets);

export const openingContext = (definition, electorate) => [definition.fingerprint, number(electorate)];

/** Mixes a list as the trustee whose signing key is given. */
export function mixList(definition, place, before, key, draw, told) {
  const { group, elements, trustees } = definition;
  const [after, proof] = shuffle(group, contextOf(definition, place), trustees.key, elements, before, draw, told);
  return { place, after, proof, signature: sign(group, "mix", messageOf(definition, place, after), key, draw) };
}

/** Checks who made a mix; throws `mixers` or `signature`. */
export function checkMixer(definition, { place, after, signature }) {
  const key = definition.trustees.signingKeys[place.mixer - 1];
  if (!key) throw new CheckFailed(Check.MIXERS, `there is no trustee ${place.mixer}`);
  checkSignature(definition.group, "mix", messageOf(definition, place, after), key, signature);
}

/** What the proof of a mix is about. */
export const statementOf = (definition, before, { place, after }) => ({
  group: definition.group,
  context: contextOf(definition, place),
  key: definition.trustees.key,
  width: definition.elements,
  before,
  after,
});

/** Checks that a list was mixed k times, in order, by different trustees; throws `mixers`. */
export function checkPlaces(definition, electorate, places) {
  const isInOrder = places.every((place, turn) => place.electorate === electorate && place.number === turn + 1);
  const mixers = new Set(places.map(({ mixer }) => mixer));
  if (!isInOrder || places.length !== definition.mixes || mixers.size !== definition.mixes) {
    throw new CheckFailed(Check.MIXERS, `list ${electorate} needs ${definition.mixes} mixers`);
  }
}

/** What trustee j gives to the opening of a mixed list. */
export const openList = (definition, electorate, j, share, rows, draw, told) =>
  openPartially(definition.group, openingContext(definition, electorate), j, share, rows, draw, told);

/** The verification key of a trustee who opens; throws `trustees` for a number that is none's. */
export function openersKey(definition, j) {
  const key = definition.trustees.verificationKeys[j - 1];
  if (!key) throw new CheckFailed(Check.TRUSTEES, `there is no trustee ${j}`);
  return key;
}
