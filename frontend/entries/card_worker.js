// Told {election, code}; tells the public key of the code in this vote.
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { signingKey } from "../protocol/credentials.js";
import { RISTRETTO255 } from "../protocol/groups/ristretto.js";

self.addEventListener("message", ({ data: { election, code } }) => {
  const key = signingKey(RISTRETTO255, code, utf8ToBytes(election));
  self.postMessage({ credential: bytesToHex(RISTRETTO255.multiplyGenerator(key).bytes) });
});
