// A key that someone made in the browser, on its way to the registrar, whom alone it is for:
// voting/crypto/sealed_keys.py once more, the sender's half.
import { concatBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import { drawScalar, SeededDraw } from "./draw.js";
import { sign } from "./signatures.js";
import { digest } from "./transcript.js";
import { proofBytes } from "./wire.js";

/** The public key of a secret one, with its proof, readable by the registrar (`recipient`) alone. */
export function sealKey(group, election, recipient, ticket, key, draw) {
  const r = drawScalar(draw, group);
  const ephemeral = group.multiplyGenerator(r);
  const shared = group.multiply(r, recipient);
  const message = digest("registration-message", utf8ToBytes(election), ticket);
  const signature = sign(group, "registration", message, key, draw);
  const content = concatBytes(group.multiplyGenerator(key).bytes, proofBytes(group, signature));
  const points = [recipient.bytes, ephemeral.bytes, shared.bytes];
  const seed = digest("registration", utf8ToBytes(group.name), utf8ToBytes(election), ...points);
  const pad = new SeededDraw(seed).bytes(content.length);
  return concatBytes(ephemeral.bytes, content.map((octet, place) => octet ^ pad[place]));
}
