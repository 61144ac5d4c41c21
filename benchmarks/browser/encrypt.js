// What a voter's browser computes, in milliseconds: see benchmarks/areas/voting.py.
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { encryptChoice, readTypedCode, signedEntry, voterOf } from "../../frontend/ballot/voter.js";
import { NO_TRACKER } from "../../frontend/protocol/ballots.js";
import { drawCode, signingKey } from "../../frontend/protocol/credentials.js";
import { readDefinition } from "../../frontend/protocol/definition.js";
import { SYSTEM_DRAW } from "../../frontend/protocol/draw.js";

function median(times, deed) {
  const taken = Array.from({ length: times }, () => {
    const start = performance.now();
    deed();
    return performance.now() - start;
  });
  return taken.sort((a, b) => a - b)[times >> 1];
}

/** Deriving the key, encrypting (packing, proof and tracker with it), signing; and one such entry. */
globalThis.measureBallot = (text, choice) => {
  const definition = readDefinition(utf8ToBytes(text));
  const code = readTypedCode(drawCode(SYSTEM_DRAW));
  const voter = voterOf(definition, signingKey(definition.group, code, utf8ToBytes(definition.election)));
  const standing = { counter: 0, previous: NO_TRACKER };
  const encrypt = () => encryptChoice(definition, voter, standing, choice, SYSTEM_DRAW);
  const first = performance.now();
  const inHand = encrypt();
  const cold = performance.now() - first;
  return {
    derive: median(5, () => signingKey(definition.group, code, utf8ToBytes(definition.election))),
    cold,
    encrypt: median(200, encrypt),
    sign: median(200, () => signedEntry(definition, voter, inHand, SYSTEM_DRAW)),
    entry: bytesToHex(signedEntry(definition, voter, inHand, SYSTEM_DRAW)),
  };
};
