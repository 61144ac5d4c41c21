// The groups that a definition may name; no other parameters are ever accepted.
import { MODP_2048, TOY } from "./modular.js";
import { RISTRETTO255 } from "./ristretto.js";

export const GROUPS = new Map([RISTRETTO255, MODP_2048, TOY].map((group) => [group.name, group]));
/** A rehearsal may use the toy group, a vote never. */
export const VOTING_GROUPS = new Set([RISTRETTO255.name, MODP_2048.name]);
