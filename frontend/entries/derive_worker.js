// Told {order, election, code}; tells {share} now and then, and in the end {key}.
import { utf8ToBytes } from "@noble/hashes/utils.js";
import { signingKey } from "../protocol/credentials.js";

self.addEventListener("message", ({ data: { order, election, code } }) => {
  const told = (share) => self.postMessage({ share });
  self.postMessage({ key: signingKey({ order }, code, utf8ToBytes(election), told) });
});
