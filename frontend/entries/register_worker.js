// Told {election, recipient, ticket}: draws a code, derives its key, seals that to the registrar.
import { bytesToHex, hexToBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import { drawCode, readCode, signingKey } from "../protocol/credentials.js";
import { SYSTEM_DRAW } from "../protocol/draw.js";
import { requireElement } from "../protocol/groups/base.js";
import { RISTRETTO255 } from "../protocol/groups/ristretto.js";
import { sealKey } from "../protocol/sealed_keys.js";

self.addEventListener("message", ({ data: { election, recipient, ticket } }) => {
  const registrar = requireElement(RISTRETTO255, hexToBytes(recipient), "registrar's key");
  const code = drawCode(SYSTEM_DRAW);
  const key = signingKey(RISTRETTO255, readCode(code), utf8ToBytes(election));
  const sealed = sealKey(RISTRETTO255, election, registrar, hexToBytes(ticket), key, SYSTEM_DRAW);
  self.postMessage({ code, sealed: bytesToHex(sealed) });
});
