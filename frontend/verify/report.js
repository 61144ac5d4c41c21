// What a verification found, for people and for programs: the same as `python -m voting.verify --json`.
import { bytesToHex } from "@noble/hashes/utils.js";

/** Filled as the verification goes on; notes do not make a record wrong. `told` hears of every check that held. */
export class Report {
  election = "";
  fingerprint = new Uint8Array();
  rehearsal = false;
  passed = [];
  notes = [];
  failure = null;
  result = null;
  auditSeed = new Uint8Array();

  constructor(told = () => {}) {
    this.told = told;
  }

  notePassed(name, count) {
    this.passed.push({ name, count });
    this.told({ name, count });
  }

  /** The ids of the options chosen, in the order in which the rule chose them. */
  get winners() {
    return this.result?.count?.winners ?? [];
  }

  toValue() {
    return {
      verdict: this.failure ? "refused" : "good",
      election: this.election,
      fingerprint: bytesToHex(this.fingerprint),
      rehearsal: this.rehearsal,
      checks: this.passed,
      failed: this.failure && { check: this.failure.check, where: this.failure.where },
      notes: this.notes,
      audit_seed: bytesToHex(this.auditSeed),
      winners: this.winners,
    };
  }
}
