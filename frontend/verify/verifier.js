// Goes through a record from its definition to its winners, and stops at the first failure: the second
// verifier, after voting/verify/verifier.py, check by check and with the same names and counts.
import { equalBytes } from "@noble/curves/utils.js";
import { canonicalBytes, readCanonical } from "../protocol/canonical.js";
import { checkTrustees, readCeremony } from "../protocol/ceremony.js";
import { checkCredentials } from "../protocol/credential_list.js";
import { checkApprovals, readDefinition } from "../protocol/definition.js";
import { Check, CheckFailed } from "../protocol/errors.js";
import { QUICK_GROUPS } from "../protocol/groups/quick.js";
import { checkHead, requireCountersigned } from "../protocol/heads.js";
import { checkAudit, seedOf } from "../protocol/lots.js";
import { Tree } from "../protocol/merkle.js";
import { checkMixer, checkPlaces, openersKey, openingContext, statementOf } from "../protocol/mixing.js";
import { joined, onPaper } from "../protocol/opened.js";
import { checkOpening, slicesOfOpening } from "../protocol/opening.js";
import { Tag } from "../protocol/record/frames.js";
import { readAudit, readHead, readPaper, readSignatures } from "../protocol/record/parts.js";
import { RecordReader } from "../protocol/record/reader.js";
import { cut, slicesOf } from "../protocol/rows.js";
import { Selector } from "../protocol/selection.js";
import { checkShuffle, seedOfMix, slicesOfMix } from "../protocol/shuffle.js";
import { resultDocument } from "./counting.js";
import { ALONE, ENTRIES_IN_JOB, allOf, inOrder } from "./jobs.js";

const NO_BALLOTS = { choices: [], invalid: [] };

/**
 * Verifies a record, which comes in chunks of bytes; the report tells which checks held, and the first that
 * did not. `read` hears how many bytes were read. Throws RecordUnreadable: the file is no whole record.
 */
export async function verify(chunks, report, crew = ALONE, read = () => {}) {
  try {
    await new Verification(await RecordReader.of(chunks, read), report, crew).run();
  } catch (failure) {
    if (!(failure instanceof CheckFailed)) throw failure;
    report.failure = failure;
  }
}

/** Its steps, in the order of the record; a tool that knows the rest otherwise takes some. */
export class Verification {
  constructor(reader, report, crew) {
    Object.assign(this, { reader, report, crew });
  }

  async run() {
    const definition = await this.definition();
    const { selection, head } = await this.log(definition, await this.parties(definition));
    requireCountersigned(definition, head);
    const mixed = [];
    for (const [place, rows] of selection.lists.entries()) mixed.push(await this.mixes(definition, place, rows));
    const opened = [];
    for (const [place, rows] of mixed.entries()) opened.push(await this.openings(definition, place, rows));
    const whole = await this.paper(definition, selection, opened);
    await this.audit(definition, head.head.root);
    await this.result(definition, selection, whole);
    this.reader.end();
  }

  async definition() {
    const definition = readDefinition(await this.reader.one(Tag.DEFINITION), QUICK_GROUPS);
    const { election, fingerprint, rehearsal, trustees } = definition;
    Object.assign(this.report, { election, fingerprint, rehearsal });
    if (trustees.servedPage) this.report.notes.push("The trustees used a page that the portal served.");
    this.report.notePassed("definition", 1);
    return definition;
  }

  /** Who holds the keys, and who may vote. */
  async parties(definition) {
    const { group } = definition;
    checkTrustees(definition, readCeremony(group, readCanonical(await this.reader.one(Tag.CEREMONY))));
    this.report.notePassed("ceremony", definition.trustees.signingKeys.length);
    const lists = await this.reader.credentials(definition, (octets) => this.readKeys(definition, octets));
    const signatures = readSignatures(group, await this.reader.one(Tag.SIGNATURES));
    const electorateOf = checkCredentials(definition, lists, signatures.registrar);
    this.report.notePassed("credential-list", electorateOf.size);
    checkApprovals(definition, signatures.trustees);
    this.report.notePassed("approval", signatures.trustees.length);
    return electorateOf;
  }

  readKeys({ encoded, group }, octets) {
    const ranges = slicesOf(octets.length / group.elementSize);
    const jobs = ranges.map((range) => ({ kind: "keys", definition: encoded, octets: cut(octets, group.elementSize, range) }));
    return allOf(this.crew, jobs);
  }

  /** Every entry by itself, then in its order, then the heads: {selection, tree, head}. */
  async log(definition, electorateOf) {
    const [selector, tree] = [new Selector(definition, electorateOf), new Tree()];
    for await (const entries of inOrder(this.crew, this.entryJobs(definition))) {
      for (const entry of entries) {
        selector.take(entry, `entry ${tree.length}`);
        tree.append(entry.leaf);
      }
    }
    this.report.notePassed("log-entry", tree.length);
    const heads = [];
    for await (const encoded of this.reader.some(Tag.HEAD)) heads.push(checkedHead(definition, tree, encoded));
    const head = heads.at(-1);
    if (head?.head.size !== tree.length) {
      throw new CheckFailed(Check.LOG_HEAD, "the last head does not cover the whole log");
    }
    this.report.notePassed("log-head", heads.length);
    const selection = selector.selection();
    this.report.notePassed("selection", selection.counted);
    return { selection, tree, head };
  }

  async *entryJobs({ encoded: definition }) {
    let [first, encoded] = [0, []];
    for await (const entry of this.reader.entries()) {
      encoded.push(entry);
      if (encoded.length < ENTRIES_IN_JOB) continue;
      yield { kind: "entries", definition, first, encoded };
      first += encoded.length;
      encoded = [];
    }
    if (encoded.length) yield { kind: "entries", definition, first, encoded };
  }

  /** The list of an electorate after its last mix; a list without ballots has none. */
  async mixes(definition, place, rows) {
    if (!rows.size) return rows;
    let [before, places] = [rows, []];
    for (let turn = 0; turn < definition.mixes; turn += 1) {
      const mix = await this.mix(definition, before);
      places.push(mix.place);
      before = mix.after;
      this.report.notePassed("mix", before.size);
    }
    checkPlaces(definition, place, places);
    return before;
  }

  /** The next mix, checked. */
  async mix(definition, before) {
    const mix = await this.reader.mix(definition, before.size);
    const about = statementOf(definition, before, mix);
    const seed = seedOfMix(about, mix.proof.permutation);
    const jobs = slicesOfMix(about, mix.proof, seed).map((slice) => ({ kind: "mix", definition: definition.encoded, slice }));
    const parts = await allOf(this.crew, jobs);
    const broken = parts.filter((part) => part.failure).sort((a, b) => a.stage - b.stage)[0]?.failure;
    if (broken) throw new CheckFailed(broken.check, broken.where);
    checkMixer(definition, mix);
    checkShuffle(about, mix.proof, seed, parts.map((part) => part.sums));
    return mix;
  }

  /** The choices of a mixed list, from t trustees whose proofs hold. */
  async openings(definition, place, rows) {
    if (!rows.size) return NO_BALLOTS;
    const valid = [];
    const failures = [];
    for (const given of await this.readOpenings(definition, place, rows)) {
      const failure = failureOf(() => checkGiven(definition, given));
      if (failure) failures.push([given.opening.j, failure]);
      else valid.push(given.opening);
    }
    if (valid.length < definition.trustees.t) {
      throw failures[0]?.[1] ?? new CheckFailed(Check.TRUSTEES, `list ${place}: fewer than t opened it`);
    }
    for (const [j, failure] of failures) this.report.notes.push(`Trustee ${j} gave an invalid opening: ${failure.message}`);
    const opened = await this.decoded(definition, rows, valid);
    this.report.notePassed("opening", valid.length * rows.size);
    return opened;
  }

  /** What the trustees gave, with the sums of it. */
  async readOpenings(definition, place, rows) {
    const given = [];
    for (let turn = 0; turn < definition.trustees.signingKeys.length; turn += 1) {
      const header = await this.reader.nextOpening(definition, place);
      if (!header) break;
      if (given.some(({ opening }) => opening.j === header.trustee)) {
        throw new CheckFailed(Check.TRUSTEES, `trustee ${header.trustee} twice`);
      }
      given.push(await this.summed(definition, place, rows, await this.reader.opening(definition, header, rows.size)));
    }
    return given;
  }

  async summed(definition, place, rows, opening) {
    const { group, elements, trustees, encoded } = definition;
    const context = openingContext(definition, place);
    // Who is no trustee has no key; what it gave is read all the same, and refused afterwards.
    const key = trustees.verificationKeys[opening.j - 1] ?? group.generator;
    const [statement, slices] = slicesOfOpening(group, context, key, elements, rows, opening);
    const jobs = slices.map((slice) => ({ kind: "opening", definition: encoded, slice }));
    return { opening, statement, parts: await allOf(this.crew, jobs) };
  }

  /** The choices of a list, from checked openings. */
  async decoded({ group, elements, encoded }, rows, openings) {
    const width = elements * group.elementSize;
    const rising = [...openings].sort((a, b) => a.j - b.j);
    const jobs = slicesOf(rows.size).map((range) => ({
      kind: "rows",
      definition: encoded,
      rows: cut(rows.octets, 2 * width, range),
      factors: rising.map(({ j, factors }) => [j, cut(factors, width, range)]),
    }));
    return joined(await allOf(this.crew, jobs));
  }

  /** The lists with the paper ballots that the log bound before the first mix. */
  async paper({ form }, { batches, onPaper: counts }, opened) {
    const shown = [];
    for await (const encoded of this.reader.some(Tag.PAPER)) shown.push(readPaper(encoded));
    const isBound = ({ electorate, choices, fingerprint }, place) =>
      batches[place]?.electorate === electorate &&
      batches[place].count === BigInt(choices.length) &&
      equalBytes(batches[place].fingerprint, fingerprint);
    if (shown.length !== batches.length || !shown.every(isBound)) {
      throw new CheckFailed(Check.PAPER_BALLOTS, "not the batches that stand in the log");
    }
    this.report.notePassed("paper-ballots", counts.reduce((sum, count) => sum + count, 0));
    return withPaper(form, opened, shown);
  }

  async audit({ election, contributions, trustees }, root) {
    const commitments = contributions.auditCommitments;
    const revealed = readAudit(await this.reader.one(Tag.AUDIT));
    checkAudit(election, commitments, trustees.t, revealed);
    commitments.forEach((_, place) => {
      if (!revealed.has(place + 1)) this.report.notes.push(`Trustee ${place + 1} did not contribute to the audit's seed.`);
    });
    this.report.auditSeed = seedOf("audit", revealed, root);
    this.report.notePassed("audit-seed", revealed.size);
  }

  /** The ballots and winners that the record states, against those that were found. */
  async result(definition, { unopened }, opened) {
    const found = await resultDocument(definition, opened, unopened);
    if (!equalBytes(await this.reader.one(Tag.RESULT), canonicalBytes(found))) {
      throw new CheckFailed(Check.RESULT, "the record states other ballots or winners");
    }
    this.report.result = found;
    const counted = opened.flatMap(({ choices }) => choices).reduce((sum, [, voters]) => sum + voters, 0);
    this.report.notePassed("result", counted);
  }
}

/** The lists joined with what was typed. */
export const withPaper = (form, opened, papers) =>
  opened.map((online, place) => {
    const typed = papers.flatMap(({ electorate, choices }) => (electorate === place ? choices : []));
    return joined([online, onPaper(form, typed)]);
  });

/** Checks what one trustee gave to the opening of a list, from its sums. */
function checkGiven(definition, { opening, statement, parts }) {
  const key = openersKey(definition, opening.j);
  checkOpening(definition.group, statement, key, opening.proof, parts);
}

function failureOf(check) {
  try {
    check();
  } catch (failure) {
    if (!(failure instanceof CheckFailed)) throw failure;
    return failure;
  }
  return null;
}

function checkedHead(definition, tree, encoded) {
  const signed = readHead(definition.group, encoded);
  checkHead(definition, signed);
  const { size, root } = signed.head;
  if (size > tree.length || !equalBytes(tree.root(size), root)) {
    throw new CheckFailed(Check.LOG_HEAD, `the head over ${size} entries is of another log`);
  }
  return signed;
}
