// A share on its way from one trustee to another, readable by that one alone, and the complaint.
//
// The dealer i draws r and sends R = r*G and the share under a pad from r*Z_j, where Z_j = z_j*G is the key
// of trustee j for shares (hashed ElGamal). Who got a bad share shows z_j*R with a proof: then everyone
// can read that one share and see who is at fault.
//
// A route is {parties, i, j, key}, a sealed share {ephemeral, octets}, a complaint {i, shared, proof}.
import { utf8ToBytes } from "@noble/hashes/utils.js";
import { SeededDraw, drawScalar } from "./draw.js";
import { Check, CheckFailed } from "./errors.js";
import { checkEquality, proveEquality } from "./proofs.js";
import { checkShare, statementOf } from "./threshold.js";
import { digest, number } from "./transcript.js";
import { readScalar, scalarBytes, scalarSize } from "./wire.js";

const routeStatement = ({ parties, i, j, key }) => [...statementOf(parties, i), number(j), key.bytes];
const complaintStatement = (route, { ephemeral, octets }) => [...routeStatement(route), ephemeral.bytes, octets];

export function sealShare(group, route, share, draw) {
  const r = drawScalar(draw, group);
  const [ephemeral, shared] = [group.multiplyGenerator(r), group.multiply(r, route.key)];
  return { ephemeral, octets: xor(scalarBytes(group, share), padOf(group, route, ephemeral, shared)) };
}

/** The share that was sent to the holder of the secret, checked against the dealing; throws `share`. */
export const openShare = (group, route, sealed, secret, dealing) =>
  readShare(group, route, sealed, group.multiply(secret, sealed.ephemeral), dealing);

/** Shows what opens this one share. */
export function complain(group, route, sealed, secret, draw) {
  const [statement, base] = [complaintStatement(route, sealed), sealed.ephemeral];
  const proof = proveEquality(group, "complaint", statement, base, secret, draw);
  return { i: route.i, shared: group.multiply(secret, base), proof };
}

/** Whose fault it is: the dealer's, if the share is bad, or that of who complained of it. */
export function atFault(group, route, sealed, { shared, proof }, dealing) {
  const points = [route.key, sealed.ephemeral, shared];
  const isShown = holds(() => checkEquality(group, "complaint", complaintStatement(route, sealed), points, proof, Check.SHARE));
  if (!isShown) return route.j;
  return holds(() => readShare(group, route, sealed, shared, dealing)) ? route.j : route.i;
}

function holds(check) {
  try {
    check();
  } catch (failure) {
    if (!(failure instanceof CheckFailed)) throw failure;
    return false;
  }
  return true;
}

function readShare(group, route, sealed, shared, dealing) {
  const where = `from trustee ${route.i} to trustee ${route.j}`;
  const octets = xor(sealed.octets, padOf(group, route, sealed.ephemeral, shared));
  let share;
  if (!holds(() => (share = readScalar(group, octets, where)))) throw new CheckFailed(Check.SHARE, where);
  checkShare(group, dealing, route.j, share);
  return share;
}

function padOf(group, route, ephemeral, shared) {
  const seed = digest("share", utf8ToBytes(group.name), ...routeStatement(route), ephemeral.bytes, shared.bytes);
  return new SeededDraw(seed).bytes(scalarSize(group));
}

const xor = (a, b) => a.map((byte, place) => byte ^ b[place]);
