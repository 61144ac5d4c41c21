// Seeds that no single party chooses: every trustee commits to a contribution, then reveals it.
//
// The seed is a hash of all contributions, so it is uniform if one of them is. One is made before
// opening, for the order that breaks ties; one revealed after closing and bound to the last head, for
// the sample of paper ballots that is audited. Contributions are Maps by number of trustee.
import { equalBytes } from "@noble/curves/utils.js";
import { utf8ToBytes } from "@noble/hashes/utils.js";
import { SeededDraw, drawPermutation } from "./draw.js";
import { Check, CheckFailed } from "./errors.js";
import { digest, fingerprint, number } from "./transcript.js";

/** What trustee i = 1 .. n publishes before anyone reveals: 32 bytes. */
export const committed = (election, purpose, trustee, contribution) =>
  fingerprint("contribution", utf8ToBytes(election), utf8ToBytes(purpose), number(trustee), contribution);

/** Checks that a trustee revealed what it had committed to; throws the check given. */
export function checkContribution(election, purpose, trustee, commitment, contribution, check) {
  if (!equalBytes(committed(election, purpose, trustee, contribution), commitment)) {
    throw new CheckFailed(check, `trustee ${trustee} revealed something else`);
  }
}

/** Checks the contributions to the audit's seed, of which t are enough; throws `audit-seed`. */
export function checkAudit(election, commitments, t, contributions) {
  if (contributions.size < t || [...contributions.keys()].some((i) => i < 1 || i > commitments.length)) {
    throw new CheckFailed(Check.AUDIT_SEED, "fewer than t trustees revealed");
  }
  for (const [i, contribution] of contributions) {
    checkContribution(election, "audit", i, commitments[i - 1], contribution, Check.AUDIT_SEED);
  }
}

/** 64 bytes from the contributions, and what was fixed before they came. */
export function seedOf(purpose, contributions, bound = new Uint8Array()) {
  const rising = [...contributions].sort(([i], [j]) => i - j);
  return digest("seed", utf8ToBytes(purpose), bound, ...rising.flatMap(([i, contribution]) => [number(i), contribution]));
}

/** The places 0 .. options - 1 in the order in which they win a tie; `contributions` of the trustees in order. */
export const lotOrder = (contributions, options) =>
  drawPermutation(new SeededDraw(seedOf("lot", new Map(contributions.map((each, place) => [place + 1, each])))), options);
