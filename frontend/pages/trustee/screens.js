// The parts of the trustees' page, drawn from what the page knows.
import { button, h, paragraph } from "../dom.js";
import { canOpenFolders } from "./board.js";

const section = (title, ...parts) => h("section", { class: "tm-section" }, h("h2", {}, title), ...parts);

const field = (id, label, input, hint) =>
  h(
    "div",
    { class: "tm-field" },
    h("label", { class: "tm-field__label", for: id }, label),
    hint && paragraph(hint, "tm-field__hint"),
    h("input", { id, ...input }),
  );

/** A form whose fields are given to `act` as an object; nothing is ever sent. */
const form = (label, act, ...fields) =>
  h(
    "form",
    {
      class: "tm-form",
      submit: (event) => {
        event.preventDefault();
        act(Object.fromEntries([...event.target.querySelectorAll("input")].map((input) => [input.id, input])));
      },
    },
    ...fields,
    h("div", { class: "tm-button-row" }, h("button", { class: "tm-button tm-button--primary" }, h("span", {}, label))),
  );

const passphrase = (page, id, label, hint) =>
  field(id, page.say(label), { type: "password", autocomplete: "off", required: true }, hint && page.say(hint));

export function boardScreen(page) {
  const { board, run } = page.state;
  const names = [...board.files.keys()].sort();
  const input = { type: "file", multiple: true, disabled: Boolean(run), change: (event) => page.addFiles([...event.target.files]) };
  const opened = async (open) => {
    try {
      await open();
    } catch (error) {
      // Whoever closes the browser's own dialog has chosen nothing.
      if (error.name !== "AbortError") throw error;
    }
    await page.goOn();
  };
  const folder = board.folder
    ? button(page.say("refresh"), () => opened(() => board.refresh()), "secondary")
    : canOpenFolders() && button(page.say("open_folder"), () => opened(() => board.openFolder()), "secondary");
  const drop = (event) => {
    event.preventDefault();
    if (!run) page.addFiles([...event.dataTransfer.files]);
  };
  return section(
    page.say("board"),
    paragraph(page.say("board_text")),
    h(
      "div",
      { class: "tm-page-drop", dragover: (event) => event.preventDefault(), drop },
      field("board-files", page.say("choose_files"), input),
      folder && h("div", { class: "tm-button-row" }, folder),
    ),
    h(
      "details",
      {},
      h("summary", {}, page.say("files_there", { count: names.length })),
      h("ul", {}, names.map((name) => h("li", {}, h("code", {}, name)))),
    ),
  );
}

export function ownScreen(page) {
  const { about } = page.state;
  if (about) return section(page.say("own"), paragraph(page.say("you_are", { ...about, number: `${about.number}` })));
  return section(
    page.say("own"),
    h("h3", {}, page.say("first_time")),
    form(
      page.say("make"),
      (inputs) => make(page, inputs),
      field("number", page.say("number"), { type: "number", min: 1, max: 100, required: true }),
      passphrase(page, "new-passphrase", "passphrase", "passphrase_hint"),
      passphrase(page, "new-passphrase-again", "passphrase_again"),
    ),
    h("h3", {}, page.say("again")),
    form(
      page.say("unseal"),
      (inputs) => unseal(page, inputs),
      field("sealed-file", page.say("sealed_file"), { type: "file" }),
      passphrase(page, "passphrase", "passphrase"),
    ),
  );
}

function refuse(page, reason) {
  page.state.trouble = { kind: "refused", reason, values: {} };
  page.draw();
}

function make(page, { number, ...typed }) {
  const [first, second] = [typed["new-passphrase"].value, typed["new-passphrase-again"].value];
  if (first !== second) return refuse(page, "typed_differently");
  return page.deed("create", { number: Number(number.value), passphrase: first });
}

async function unseal(page, inputs) {
  const [file] = inputs["sealed-file"].files;
  if (!file) return refuse(page, "no_file");
  const octets = new Uint8Array(await file.arrayBuffer());
  if (await page.deed("unseal", { file: octets, passphrase: inputs.passphrase.value })) return page.goOn();
  return undefined;
}

export function deedsScreen(page) {
  const { about, standing, pending, run } = page.state;
  if (pending || run) return null;
  const parts = [];
  if (standing) parts.push(...standingParts(page, standing));
  if (standing && !about.hasShare) parts.push(...ceremonyParts(page, standing));
  if (about.hasShare) parts.push(...dutyParts(page));
  parts.push(lostPart(page));
  return section(page.say("todo"), ...parts);
}

function standingParts(page, { attempt, stage, missing, key }) {
  const said = [paragraph(page.say("standing", { attempt, stage: page.say(`stage_${stage}`) }))];
  if (key) said.push(paragraph(page.say("finished", { key })));
  else if (missing.length) said.push(paragraph(page.say("waiting", { missing: missing.join(", ") })));
  return said;
}

function ceremonyParts(page, { words, stage }) {
  const parts = [];
  if (words) parts.push(compareForm(page, words));
  else if (stage > 0) parts.push(h("div", { class: "tm-button-row" }, button(page.say("step"), () => page.goOn())));
  if (stage > 0 && stage < 4 && !words) parts.push(callOffPart(page));
  return parts;
}

const compareForm = (page, { kana, letters }) =>
  h(
    "div",
    {},
    h("h3", {}, page.say("compare")),
    paragraph(page.say("compare_text")),
    paragraph(page.say("your_words"), "tm-field__label"),
    h("p", { class: "tm-page-words", "data-words": "" }, h("span", { lang: "ja" }, kana), h("br"), letters),
    form(
      page.say("compare_act"),
      ({ heard }) => page.deed("compare", { heard: heard.value }),
      field("heard", page.say("heard"), { type: "text", autocomplete: "off", required: true }),
    ),
  );

const callOffPart = (page) =>
  h(
    "details",
    {},
    h("summary", {}, page.say("call_off")),
    paragraph(page.say("call_off_text")),
    h("div", { class: "tm-button-row" }, button(page.say("call_off_sure"), () => page.deed("endAttempt"), "secondary")),
  );

function dutyParts(page) {
  const duty = (name) =>
    h(
      "div",
      {},
      h("h3", {}, page.say(name)),
      paragraph(page.say(`${name}_text`)),
      h("div", { class: "tm-button-row" }, button(page.say(name), () => page.deed(name), "secondary", { "data-deed": name })),
    );
  return [approvePart(page), duty("countersign"), duty("mix"), duty("open")];
}

function approvePart(page) {
  const { definition } = page.state;
  return h(
    "div",
    {},
    h("h3", {}, page.say("approve")),
    paragraph(page.say("approve_text")),
    definition
      ? [
          factsOf(page, definition),
          form(
            page.say("approve_act"),
            ({ typed }) => page.deed("approve", { typed: typed.value }),
            field("typed", page.say("typed"), { type: "text", autocomplete: "off", required: true }),
          ),
        ]
      : h("div", { class: "tm-button-row" }, button(page.say("read_definition"), () => page.deed("readBeforeSigning"), "secondary")),
  );
}

function factsOf(page, { question, options, electorates, opens, closes, mixes, anonymityMinimum, t, n, fingerprint, rehearsal }) {
  const { language } = page.speaker;
  const facts = [
    ["question", question[language]],
    ["options", h("ol", {}, options.map((name) => h("li", {}, name[language])))],
    ["electorates", electorates.map(({ name, roll }) => `${name} (${page.speaker.numbers.format(roll)})`).join(", ")],
    ["period", page.say("period", { opens, closes })],
    ["opening", page.say("opening_facts", { t, n, mixes, minimum: anonymityMinimum })],
    ["fingerprint", h("code", { "data-fingerprint": "" }, fingerprint)],
  ];
  return h(
    "div",
    {},
    rehearsal && paragraph(page.say("rehearsal")),
    h("dl", { class: "tm-descriptions" }, facts.map(([name, fact]) => h("div", {}, h("dt", {}, page.say(`definition_${name}`)), h("dd", {}, fact)))),
  );
}

const lostPart = (page) =>
  h(
    "details",
    {},
    h("summary", {}, page.say("lost")),
    paragraph(page.say("lost_text")),
    form(
      page.say("ask"),
      ({ lost }) => page.deed("ask", { lost: (lost.value.normalize("NFKC").match(/\d+/g) ?? []).map(Number) }),
      field("lost", page.say("lost_numbers"), { type: "text", autocomplete: "off", required: true }),
    ),
  );

export function keepScreen(page) {
  const { sealed, parts, isStored, isSaved, mustProve } = page.state.pending;
  const shown = [];
  if (sealed && !isStored) {
    shown.push(
      h("h3", {}, page.say("keep_first")),
      paragraph(page.say("keep_text")),
      h("div", { class: "tm-button-row" }, button(page.say("keep_act"), () => page.storeSealed(), "primary", { "data-keep": "" })),
    );
    if (mustProve && isSaved) {
      const chosen = (event) => event.target.files[0] && page.prove(event.target.files[0]);
      shown.push(field("proved", page.say("prove"), { type: "file", change: chosen, "data-keep": "" }, page.say("prove_text")));
    }
  }
  if (isStored) shown.push(...layOut(page, parts));
  return section(page.say("keep"), ...shown);
}

function layOut(page, parts) {
  if (!parts.length) return [h("div", { class: "tm-button-row" }, button(page.say("stored"), () => page.finishKeeping(), "primary", { "data-keep": "" }))];
  const saved = parts.map((part) => button(page.say("save_part", { name: part.name }), () => page.savePart(part), "primary", { "data-keep": "" }));
  const put = page.state.board.folder ? [button(page.say("put_part"), () => page.putParts(), "primary", { "data-keep": "" })] : saved;
  return [h("h3", {}, page.say("lay_out")), paragraph(page.say("lay_out_text")), h("div", { class: "tm-button-row" }, ...put)];
}
