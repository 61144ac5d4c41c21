// Where the others write: a caret with a name, by classes alone, since pages carry no styles of their own.
import * as Y from "yjs";
import { Annotation, RangeSet } from "@codemirror/state";
import { Decoration, ViewPlugin, WidgetType } from "@codemirror/view";

export const moved = Annotation.define();
const tones = 6;

class Caret extends WidgetType {
  constructor(name, tone) {
    super();
    Object.assign(this, { name, tone });
  }

  eq(other) {
    return other.name === this.name && other.tone === this.tone;
  }

  toDOM() {
    const caret = document.createElement("span");
    caret.className = `tm-caret tm-caret--${this.tone}`;
    // The list of people says who is here; read aloud in the midst of a text it would disturb.
    caret.setAttribute("aria-hidden", "true");
    // Not as text: it is no part of what was written, also not when somebody copies it.
    caret.dataset.name = this.name;
    return caret;
  }

  ignoreEvent() {
    return true;
  }
}

/** @param {import("./people.js").People} people */
export function carets(people, text) {
  return ViewPlugin.define(
    (view) => {
      const plugin = {
        decorations: RangeSet.empty,
        update({ state, docChanged, transactions }) {
          if (docChanged || transactions.some((transaction) => transaction.annotation(moved))) {
            plugin.decorations = drawn(people, text, state.doc.length);
          }
        },
        destroy: people.watch(() => view.dispatch({ annotations: moved.of(true) })),
      };
      return plugin;
    },
    { decorations: (plugin) => plugin.decorations },
  );
}

function drawn(people, text, length) {
  const ranges = people.others.flatMap(({ name, anchor, head }, index) => {
    const [from, to] = [placeOf(anchor, text), placeOf(head, text)];
    if (from === null || to === null) return [];
    const tone = index % tones;
    const caret = Decoration.widget({ widget: new Caret(name, tone), side: 1 }).range(Math.min(to, length));
    const [start, end] = [Math.min(from, to, length), Math.min(Math.max(from, to), length)];
    return start === end ? [caret] : [Decoration.mark({ class: `tm-selected--${tone}` }).range(start, end), caret];
  });
  return Decoration.set(ranges, true);
}

/** The place in this text, or null where it is in another, or nowhere. */
function placeOf(bytes, text) {
  try {
    const place = bytes && Y.createAbsolutePositionFromRelativePosition(Y.decodeRelativePosition(bytes), text.doc);
    return place && place.type === text ? place.index : null;
  } catch {
    return null; // A browser that is not our page may say anything.
  }
}
