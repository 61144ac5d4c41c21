// A discussion on a page: contributions come in where they belong, and nobody's place moves.
const announceAfter = 1_200;

export class Discussion {
  constructor(section) {
    this.section = section;
    this.lists = [...section.querySelectorAll("[data-thread-list]")];
    this.unseen = new Set();
    this.arrived = 0;
    this.watch = new IntersectionObserver((entries) => this.seen(entries), { threshold: 0.5 });
  }

  /** A message of the stream. */
  receive(message) {
    if (message.type === "reload") this.offerReload();
    else if (message.type === "contribution") this.show(message, { isOwn: false });
  }

  /** Puts a contribution in its place; one that is there already gives way to its newer self. */
  show(message, { isOwn }) {
    const { sequence, number, html, parent } = message;
    this.count(sequence);
    const present = this.section.querySelector(`[data-sequence="${sequence}"]`);
    const list = parent ? this.repliesTo(parent) : this.listFor(message.kind ?? "");
    // What changed stands on another page, or belongs to another view.
    if (!list || (!present && isBefore(list, sequence))) return;
    // What one has said oneself comes twice; the answer to its sender offers to edit it.
    const known = Number(present?.dataset.number ?? 0);
    if (isOwn ? known > number : known >= number) return;
    const shown = elementOf(html);
    keepingPlace(() => {
      if (present) this.replace(present, shown);
      else place(list, shown, sequence);
      this.section.querySelector("[data-thread-empty]").hidden = true;
    });
    if (isOwn) return;
    if (present) this.announce(this.section.dataset.textChanged);
    else if (parent) this.announce(this.section.dataset.textReply);
    else this.welcome(shown);
  }

  listFor(kind) {
    return this.lists.find(({ dataset }) => !dataset.takes || dataset.takes.split(" ").includes(kind));
  }

  repliesTo(parent) {
    return this.section.querySelector(`[data-sequence="${parent}"] > [data-replies]`);
  }

  /** Its replies stay, and so does what this reader has pressed. */
  replace(present, shown) {
    this.unseen.delete(present);
    this.watch.unobserve(present);
    const [before, after] = [present, shown].map((item) => item.querySelector(":scope > [data-replies]"));
    if (before && after) after.replaceWith(before);
    for (const button of present.querySelectorAll(":scope > article [aria-pressed=true]"))
      shown.querySelector(`[value="${button.value}"]`)?.setAttribute("aria-pressed", "true");
    present.replaceWith(shown);
  }

  count(sequence) {
    const total = this.section.querySelector("[data-thread-total]");
    if (sequence > Number(total.textContent)) total.textContent = sequence;
  }

  welcome(shown) {
    this.unseen.add(shown);
    this.watch.observe(shown);
    this.arrived += 1;
    this.announce(() => this.news(this.arrived));
    this.showCounts();
  }

  seen(entries) {
    for (const entry of entries) {
      if (!entry.isIntersecting) continue;
      this.watch.unobserve(entry.target);
      this.unseen.delete(entry.target);
    }
    this.showCounts();
  }

  /** A way to those that came in out of sight. */
  showCounts() {
    const news = this.section.querySelector("[data-thread-news]");
    const [next] = this.unseen;
    keepingPlace(() => (news.hidden = !next));
    if (!next) return;
    news.querySelector("a").href = `#${next.id}`;
    news.querySelector("span").textContent = this.news(this.unseen.size);
  }

  news(count) {
    return this.section.dataset.textNew.replace("%(count)s", count);
  }

  offerReload() {
    this.section.querySelector("[data-thread-reload]").hidden = false;
    this.announce(this.section.dataset.textReload);
  }

  /** Politely, and once for many that come together. */
  announce(text) {
    this.saying = text;
    this.timer ??= setTimeout(() => {
      this.section.querySelector("[data-thread-status]").textContent =
        typeof this.saying === "function" ? this.saying() : this.saying;
      this.timer = undefined;
      this.arrived = 0;
    }, announceAfter);
  }
}

/** Whether a list, which runs from old to new, begins after it: it stands on an earlier page. */
function isBefore(list, sequence) {
  if ("newestFirst" in list.dataset || "replies" in list.dataset) return false;
  return sequence < Number(list.firstElementChild?.dataset.sequence ?? 0);
}

function place(list, shown, sequence) {
  const others = [...list.children];
  const isNewer = (item) => Number(item.dataset.sequence) > sequence;
  if ("newestFirst" in list.dataset) {
    const newer = others.findLast(isNewer);
    if (newer) newer.after(shown);
    else list.prepend(shown);
  } else if ("replies" in list.dataset && shown.classList.contains("tm-contribution--answer")) {
    list.prepend(shown);
  } else {
    const newer = others.find((item) => isNewer(item) && !item.classList.contains("tm-contribution--answer"));
    if (newer) newer.before(shown);
    else list.append(shown);
  }
}

function elementOf(html) {
  const template = document.createElement("template");
  template.innerHTML = html.trim();
  return template.content.firstElementChild;
}

/** What the reader looks at (or writes in) stays where it is on the screen. */
function keepingPlace(change) {
  const active = document.activeElement;
  const anchor =
    active && active !== document.body && isOnScreen(active)
      ? active
      : document.elementFromPoint(innerWidth / 2, innerHeight / 3);
  const before = anchor?.getBoundingClientRect().top;
  change();
  if (!anchor?.isConnected) return;
  const moved = anchor.getBoundingClientRect().top - before;
  if (Math.abs(moved) >= 1) window.scrollBy({ top: moved, behavior: "instant" });
}

function isOnScreen(element) {
  const { top, bottom } = element.getBoundingClientRect();
  return bottom > 0 && top < innerHeight;
}
