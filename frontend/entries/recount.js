// "Recount on this device": fetches what is published, has a worker count it, and says in words
// whether it came to the same. All texts stand in the page, as templates.
import { jsonText, parseJson } from "../counting/json.js";
import { VERSION } from "../counting/version.js";
import { filled } from "../lib/filling.js";
import { changes, chosenIn, firstDifference } from "../lib/recounting.js";

class DownloadFailed extends Error {}

class Recount {
  constructor(section) {
    const { worker, result, input } = section.dataset;
    Object.assign(this, { section, worker, result, input, run: null });
    this.ballots = JSON.parse(document.getElementById("recount-ballots").textContent);
    this.form = section.querySelector("form");
    this.progress = section.querySelector("progress");
    this.names = JSON.parse(document.getElementById("recount-names").textContent);
    this.faults = JSON.parse(document.getElementById("recount-faults").textContent);
    this.numbers = new Intl.NumberFormat(document.documentElement.lang);
    this.form.hidden = false;
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (!this.run) this.start();
    });
    this.cancel.addEventListener("click", () => this.stop("cancelled"));
  }

  get cancel() {
    return this.section.querySelector("[data-cancel]");
  }

  async start() {
    const started = performance.now();
    const run = (this.run = { leaving: new AbortController(), worker: null });
    this.show("list");
    this.show("said", "downloading");
    this.setRunning(true);
    try {
      if (!window.isSecureContext) return this.stop("insecure");
      const [text, ...files] = await Promise.all([
        this.fetched(this.result, (response) => response.text()),
        ...this.ballots.map(async ({ name, address, totals }) => ({
          name,
          totals,
          bytes: await this.fetched(address, (response) => response.arrayBuffer()),
        })),
      ]);
      const published = this.readResult(text);
      const own = this.form.elements.rule.value;
      const rule = own || jsonText(published.get("rule"));
      const told = await this.counted(run, { files, rule, input: this.input });
      if (this.run !== run) return undefined;
      const seconds = this.numbers.format(Math.round((performance.now() - started) / 100) / 10);
      return this.tell(told, published, own, seconds);
    } catch (error) {
      if (this.run !== run) return undefined;
      return this.stop(error instanceof DownloadFailed ? "download" : "failed");
    }
  }

  async fetched(address, body) {
    try {
      const response = await fetch(address, { signal: this.run.leaving.signal, cache: "no-cache" });
      if (response.ok) return await body(response);
    } catch {
      // No network, or left.
    }
    throw new DownloadFailed();
  }

  readResult(text) {
    try {
      return parseJson(text);
    } catch {
      throw new DownloadFailed();
    }
  }

  /** What the worker has to say in the end. */
  counted(run, task) {
    return new Promise((resolve, reject) => {
      run.worker = new Worker(this.worker, { type: "module" });
      run.worker.addEventListener("error", reject);
      run.worker.addEventListener("message", ({ data }) => {
        if (data.kind === "reading") this.progress.value = data.share;
        else if (data.kind === "counting") this.showCounting(data);
        else resolve(data);
      });
      run.worker.postMessage(task, task.files.map(({ bytes }) => bytes));
      this.show("said", "reading");
    });
  }

  showCounting({ bought = 0, step = 0 }) {
    this.progress.removeAttribute("value");
    if (!bought) this.show("said", "counting");
    else this.show("detail", step ? "step" : "bought", { bought: this.numbers.format(bought), step: this.numbers.format(step) });
  }

  tell(told, published, own, seconds) {
    if (told.kind === "foreign") return this.stop("foreign");
    if (told.kind === "refused") return this.stop(told.line ? "broken" : "refused", this.reasonOf(told));
    const ours = parseJson(told.text);
    const values = { seconds, votes: this.numbers.format(told.voters), count: this.numbers.format(chosenIn(ours).length) };
    return own ? this.tellChanges(published, ours, values) : this.tellDifference(published, ours, values);
  }

  tellDifference(published, ours, values) {
    const difference = firstDifference(published, ours);
    if (!difference) return this.stop("same", values);
    if (published.get("version") !== VERSION) {
      return this.stop("version", { published: published.get("version"), ours: VERSION });
    }
    const named = Object.fromEntries(
      ["published", "ours", "project"].map((key) => [key, this.nameOf(difference[key])]),
    );
    return this.stop(difference.kind, { ...values, ...named, place: this.numbers.format(difference.place ?? 0) });
  }

  tellChanges(published, ours, values) {
    const { gained, lost } = changes(published, ours);
    const rule = this.form.elements.rule.selectedOptions[0].textContent;
    const before = this.numbers.format(chosenIn(published).length);
    const isInOrder = `${chosenIn(ours)}` === `${chosenIn(published)}`;
    const name = gained.length || lost.length ? "changed" : isInOrder ? "unchanged" : "reordered";
    this.stop(name, { ...values, rule, before });
    for (const [list, ids] of Object.entries({ gained, lost, chosen: chosenIn(ours) })) {
      if (ids.length) this.show("list", list, {}, ids);
    }
  }

  /** A refusal in words, as the command says it. */
  reasonOf({ code, values, line }) {
    const told = (text, places) =>
      text.replace(/\{(\w+)(?:!r)?\}/g, (_, key) => (key in places ? places[key] : ""));
    return { line: this.numbers.format(line ?? 0), reason: told(this.faults[code] ?? code, values) };
  }

  nameOf(id) {
    const name = document.createElement("span");
    const known = this.names[id] ?? { title: id ?? "－" };
    name.textContent = known.title;
    if (known.language) name.lang = known.language;
    return name;
  }

  /** Puts the filled template of this name into its place; without a name, empties the place. */
  show(place, name = null, values = {}, ids = []) {
    const target = this.section.querySelector(`[data-place="${place}"]`);
    if (!name) return target.replaceChildren();
    const contents = filled(this.section.querySelector(`template[data-for="${name}"]`), values);
    contents.querySelector("[data-ids]")?.append(
      ...ids.map((id) => {
        const item = document.createElement("li");
        item.append(this.nameOf(id));
        return item;
      }),
    );
    return place === "list" ? target.append(contents) : target.replaceChildren(contents);
  }

  stop(name, values) {
    this.run.leaving.abort();
    this.run.worker?.terminate();
    this.run = null;
    this.setRunning(false);
    this.show("said", name, values);
  }

  setRunning(isRunning) {
    const button = this.form.querySelector("[type=submit]");
    button.setAttribute("aria-disabled", isRunning);
    if (!isRunning && document.activeElement === this.cancel) button.focus();
    this.cancel.hidden = this.progress.hidden = !isRunning;
    this.progress.removeAttribute("value");
    this.show("detail");
  }
}

for (const section of document.querySelectorAll("[data-recount]")) new Recount(section);
