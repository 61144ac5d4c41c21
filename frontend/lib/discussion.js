// A discussion on a page: contributions come in where they belong, and nobody's place moves.
const announceAfter = 1_200;

export class Discussion {
  constructor(section) {
    this.section = section;
    this.list = section.querySelector("[data-thread-list]");
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
  show({ sequence, number, html }, { isOwn }) {
    const present = this.list.querySelector(`[data-sequence="${sequence}"]`);
    const first = Number(this.list.firstElementChild?.dataset.sequence ?? 0);
    // An older one that changed stands on another page.
    if (!present && sequence < first) return;
    // What one has said oneself comes twice; the answer to its sender offers to edit it.
    const known = Number(present?.dataset.number ?? 0);
    if (isOwn ? known > number : known >= number) return;
    const shown = elementOf(html);
    keepingPlace(() => {
      if (present) this.replace(present, shown);
      else this.placeFor(sequence)(shown);
      this.section.querySelector("[data-thread-empty]").hidden = true;
    });
    if (isOwn) return;
    if (present) this.announce(this.section.dataset.textChanged);
    else this.welcome(shown);
  }

  replace(present, shown) {
    this.unseen.delete(present);
    this.watch.unobserve(present);
    present.replaceWith(shown);
  }

  placeFor(sequence) {
    const before = [...this.list.children].findLast((item) => Number(item.dataset.sequence) < sequence);
    return before ? (shown) => before.after(shown) : (shown) => this.list.prepend(shown);
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

  /** How many there are, and a way to those that came in out of sight. */
  showCounts() {
    const total = this.section.querySelector("[data-thread-total]");
    const last = Number(this.list.lastElementChild?.dataset.sequence ?? 0);
    if (last > Number(total.textContent)) total.textContent = last;
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
