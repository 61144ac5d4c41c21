// A small vote for tests of the voter's side: a definition of the vectors, whose log signs with a known key.
import { readFileSync } from "node:fs";
import { PracticePortal } from "../../../frontend/ballot/practice.js";
import { canonicalBytes } from "../../../frontend/protocol/canonical.js";
import { readDefinition } from "../../../frontend/protocol/definition.js";
import { SeededDraw, drawScalar } from "../../../frontend/protocol/draw.js";
import { TOY } from "../../../frontend/protocol/groups/modular.js";
import { bytesToHex } from "@noble/hashes/utils.js";

const CASES = JSON.parse(readFileSync(new URL("../../vectors/protocol/ballots.json", import.meta.url), "utf8"));
const SEED = Uint8Array.of(1);

/** A portal on the device, and its definition: the log's key of the definition is the one that signs. */
export function town() {
  const text = CASES.find(({ name }) => name === "toy: encrypt").definition;
  const logKey = TOY.multiplyGenerator(drawScalar(new SeededDraw(SEED), TOY));
  const definition = readDefinition(canonicalBytes({ ...JSON.parse(text), log_key: bytesToHex(logKey.bytes) }));
  return { definition, portal: new PracticePortal(definition, new SeededDraw(SEED)) };
}
