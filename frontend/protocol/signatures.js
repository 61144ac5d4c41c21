// Schnorr signatures over the group: of ballots, trustees, registrar and log.
import { Check } from "./errors.js";
import { checkLogarithm, proveLogarithm } from "./proofs.js";

/** Signs a message for one purpose; a signature for another purpose is none for this. */
export const sign = (group, purpose, message, key, draw) =>
  proveLogarithm(group, `signature/${purpose}`, [message], key, draw);

/** Checks a signature against the key that is said to have made it; throws `signature` or `scalar`. */
export const checkSignature = (group, purpose, message, publicKey, signature) =>
  checkLogarithm(group, `signature/${purpose}`, [message], publicKey, signature, Check.SIGNATURE);
