// Everything that is frozen when a vote opens, read from its one canonical text, and its fingerprint.
//
// Every member is of its type, within bounds and consistent with the others. Texts for people are {ja, en}.
import { readCanonical } from "./canonical.js";
import { MOST_TRUSTEES, readElement } from "./ceremony.js";
import { Check, CheckFailed } from "./errors.js";
import { fieldsOf } from "./fields.js";
import { requireElement } from "./groups/base.js";
import { GROUPS, VOTING_GROUPS } from "./groups/named.js";
import { readForm } from "./limits.js";
import { checkContribution, lotOrder } from "./lots.js";
import { checkSignature, sign } from "./signatures.js";
import { VERSION, fingerprint } from "./transcript.js";

const MOST_OPTIONS = 10_000;
const MOST_ELECTORATES = 20;
const MOST_GROUPINGS = 20;
const MOST_ON_ROLL = 100_000_000;
const KINDS = ["priority", "budget"];

/**
 * The definition in its canonical text. `groups` is QUICK_GROUPS where nothing secret is handled.
 *
 * Throws `encoding`, `definition`, `ballot-form`, `lot`, `group-element` or `identity-element`.
 */
export function readDefinition(encoded, groups = GROUPS) {
  const [definition, lot] = fieldsOf(readCanonical(encoded), "definition", Check.DEFINITION, (fields) => {
    const read = readMembers(fields, groups);
    if (fields.whole("elements", 1) !== read.elements) throw fields.refusal("elements do not fit the ballot");
    return [read, fields.items("lot", MOST_OPTIONS)];
  });
  const { election, options, contributions } = definition;
  contributions.lot.forEach((contribution, place) => {
    checkContribution(election, "lot", place + 1, contributions.lotCommitments[place], contribution, Check.LOT);
  });
  const drawn = lotOrder(contributions.lot, options.length).map((place) => options[place].id);
  if (lot.length !== drawn.length || lot.some((id, place) => id !== drawn[place])) {
    throw new CheckFailed(Check.LOT, "the order is not that of the contributions");
  }
  return Object.freeze({ ...definition, lot: drawn, encoded, fingerprint: fingerprint("definition", encoded) });
}

function readMembers(fields, groups) {
  const group = readGroup(fields, groups);
  const options = readOptions(fields);
  const trustees = readTrustees(group, fields.value("trustees"));
  const number = trustees.signingKeys.length;
  const read = {
    group,
    options,
    trustees,
    election: fields.text("election", 100),
    kind: readKind(fields),
    question: readWording(fields.value("question"), "question"),
    form: readForm(fields.value("ballot"), options.map((option) => option.cost)),
    electorates: readElectorates(fields),
    rule: fields.value("rule"),
    budget: fields.wholeOrNone("budget"),
    contributions: readContributions(fields.value("contributions"), number),
    opens: fields.text("opens", 40),
    closes: fields.text("closes", 40),
    areaRule: fields.text("area_rule"),
    anonymityMinimum: fields.whole("anonymity_minimum", 1),
    mixes: fields.whole("mixes", 1, number),
    logKey: readElement(group, fields, "log_key"),
    registrarKey: readElement(group, fields, "registrar_key"),
    credentials: fields.octets("credentials", 32),
    rehearsal: fields.flag("rehearsal"),
  };
  return { ...read, elements: read.form.packing.elements(group.payloadSize) };
}

function readGroup(fields, groups) {
  if (fields.text("version") !== VERSION) throw fields.refusal("its version is unknown");
  const name = fields.text("group");
  if (!groups.has(name)) throw fields.refusal("its group is unknown");
  if (!VOTING_GROUPS.has(name) && !fields.peekFlag("rehearsal")) {
    throw fields.refusal("its group is for rehearsals alone");
  }
  return groups.get(name);
}

function readKind(fields) {
  const kind = fields.text("kind");
  if (!KINDS.includes(kind)) throw fields.refusal("its kind is unknown");
  return kind;
}

const readWording = (value, where) =>
  fieldsOf(value, where, Check.DEFINITION, (fields) => ({ ja: fields.text("ja"), en: fields.text("en") }));

function readOptions(fields) {
  const options = fields.items("options", MOST_OPTIONS).map((value, place) => readOption(value, `option ${place}`));
  if (!options.length || new Set(options.map(({ id }) => id)).size !== options.length) {
    throw fields.refusal("options need ids that differ");
  }
  return options;
}

function readOption(value, where) {
  return fieldsOf(value, where, Check.DEFINITION, (fields) => {
    const columns = fields.value("columns");
    const isObject = columns !== null && typeof columns === "object" && !Array.isArray(columns);
    if (!isObject || Object.keys(columns).length > MOST_GROUPINGS) throw fields.refusal("columns are no object");
    if (Object.values(columns).some((cell) => typeof cell !== "string")) throw fields.refusal("a column is no text");
    return {
      id: fields.text("id", 100),
      name: readWording(fields.value("name"), where),
      cost: fields.wholeOrNone("cost", 1),
      columns: new Map(Object.entries(columns)),
    };
  });
}

function readElectorates(fields) {
  const electorates = fields.items("electorates", MOST_ELECTORATES).map(readElectorate);
  if (!electorates.length || new Set(electorates.map(({ name }) => name)).size !== electorates.length) {
    throw fields.refusal("electorates need names that differ");
  }
  electorates.forEach(({ mergedWith: into }, place) => {
    if (into === null) return;
    // One step only: whom others are merged with stays a list of its own.
    if (into >= electorates.length || into === place || electorates[into].mergedWith !== null) {
      throw fields.refusal(`electorate ${place} cannot be merged with that one`);
    }
  });
  return electorates;
}

const readElectorate = (value, place) =>
  fieldsOf(value, `electorate ${place}`, Check.DEFINITION, (fields) => ({
    name: fields.text("name", 100),
    roll: fields.whole("roll", 0, MOST_ON_ROLL),
    mergedWith: fields.wholeOrNone("merged_with", 0, MOST_ELECTORATES),
  }));

function readTrustees(group, value) {
  return fieldsOf(value, "trustees", Check.DEFINITION, (fields) => {
    const signing = fields.allOctets("signing_keys", group.elementSize, MOST_TRUSTEES);
    const verification = fields.allOctets("verification_keys", group.elementSize, MOST_TRUSTEES);
    if (!signing.length || new Set(signing.map(String)).size !== signing.length || verification.length !== signing.length) {
      throw fields.refusal("each has two keys, and a signing key of its own");
    }
    const [signingKeys, verificationKeys] = [signing, verification].map((keys) =>
      keys.map((key) => requireElement(group, key, "a trustee's key")),
    );
    return {
      signingKeys,
      verificationKeys,
      t: fields.whole("t", 1, signing.length),
      key: readElement(group, fields, "key"),
      ceremony: fields.octets("ceremony", 32),
      servedPage: fields.flag("served_page"),
    };
  });
}

function readContributions(value, trustees) {
  return fieldsOf(value, "contributions", Check.DEFINITION, (fields) => {
    const names = ["lot_commitments", "lot", "audit_commitments"];
    const [lotCommitments, lot, auditCommitments] = names.map((name) => fields.allOctets(name, 32, trustees));
    if ([lotCommitments, lot, auditCommitments].some((given) => given.length !== trustees)) {
      throw fields.refusal("one from every trustee");
    }
    return { lotCommitments, lot, auditCommitments };
  });
}

export const approve = (definition, key, draw) =>
  sign(definition.group, "definition", definition.fingerprint, key, draw);

/** Checks the signatures of all trustees, in order; throws `approval`, `signature` or `scalar`. */
export function checkApprovals(definition, signatures) {
  const keys = definition.trustees.signingKeys;
  if (signatures.length !== keys.length) throw new CheckFailed(Check.APPROVAL, "every trustee signs the definition");
  keys.forEach((key, place) => {
    checkSignature(definition.group, "definition", definition.fingerprint, key, signatures[place]);
  });
}
