// What a verification throws. The names are those of voting/crypto/errors.py.

/** The checks of the protocol by name; docs/protocol.md says what each rests on. */
export const Check = Object.freeze({
  ENCODING: "encoding",
  EMBEDDING: "embedding",
  CHOICE: "choice",
  CODE: "code",
  BALLOT_SHAPE: "ballot-shape",
  BALLOT_PROOF: "ballot-proof",
  MIX_SHAPE: "mix-shape",
  MIX_PROOF: "mix-proof",
  DEALING_COMMITMENT: "dealing-commitment",
  DEALING_SHAPE: "dealing-shape",
  DEALING_PROOF: "dealing-proof",
  SHARE: "share",
  TRUSTEES: "trustees",
  OPENING_SHAPE: "opening-shape",
  OPENING_PROOF: "opening-proof",
  LOG_INCLUSION: "log-inclusion",
  LOG_CONSISTENCY: "log-consistency",
  CHALLENGED_BALLOT: "challenged-ballot",
  GROUP_ELEMENT: "group-element",
  IDENTITY_ELEMENT: "identity-element",
  SCALAR: "scalar",
  SIGNATURE: "signature",
  DEFINITION: "definition",
  BALLOT_FORM: "ballot-form",
  LIMITS: "limits",
  LOT: "lot",
  AUDIT_SEED: "audit-seed",
  CEREMONY: "ceremony",
  APPROVAL: "approval",
  CREDENTIAL_LIST: "credential-list",
  LOG_ENTRY: "log-entry",
  LOG_HEAD: "log-head",
  COUNTERSIGNATURE: "countersignature",
  CLOSING: "closing",
  UNLISTED_CREDENTIAL: "unlisted-credential",
  EXCLUDED_CREDENTIAL: "excluded-credential",
  COPIED_CIPHERTEXT: "copied-ciphertext",
  BALLOT_CHAIN: "ballot-chain",
  SPOILT_BALLOT: "spoilt-ballot",
  PAPER_BALLOTS: "paper-ballots",
  MIXERS: "mixers",
  RESULT: "result",
});

/** A check did not hold. `check` names it, `where` tells what was being checked. */
export class CheckFailed extends Error {
  constructor(check, where) {
    super(`${check}: ${where}`);
    this.check = check;
    this.where = where;
  }
}
