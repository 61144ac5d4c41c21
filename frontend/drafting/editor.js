// One field of a draft: an editor whose text is a text of the shared document.
import * as Y from "yjs";
import { standardKeymap } from "@codemirror/commands";
import { Compartment, EditorState } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import { ySyncAnnotation, yCollab, yUndoManagerKeymap } from "y-codemirror.next";
import { charactersOf } from "../lib/counting.js";
import { carets } from "./carets.js";
import { lettersOf } from "./letters.js";

// More than a little over its limit nothing is taken: what is too long cannot be handed in anyway.
const mostOver = 1.2;

export class Editor {
  constructor(section, { text, people, nonce, onChange }) {
    const { field, most, label, hint } = section.dataset;
    Object.assign(this, { section, text, field, most: Number(most), people, onChange, writable: new Compartment() });
    const isLine = "line" in section.dataset;
    this.view = new EditorView({
      parent: section.querySelector("[data-editor]"),
      state: EditorState.create({
        doc: text.toString(),
        extensions: [
          EditorView.cspNonce.of(nonce),
          EditorView.lineWrapping,
          // No indenting by Tab: the keyboard leads out of the field as it led in.
          keymap.of([...yUndoManagerKeymap, ...standardKeymap]),
          EditorView.contentAttributes.of({ "aria-labelledby": label, ...(hint ? { "aria-describedby": hint } : {}), "aria-multiline": String(!isLine) }),
          this.writable.of(writableAs(false)),
          EditorState.transactionFilter.of((transaction) => (this.isTooMuch(transaction, isLine) ? [] : transaction)),
          isLine ? EditorView.clipboardInputFilter.of((pasted) => pasted.replace(/\s*\n\s*/g, " ")) : [],
          yCollab(text, null, { undoManager: new Y.UndoManager(text) }),
          carets(people, text),
          EditorView.updateListener.of((update) => this.look(update)),
        ],
      }),
    });
    this.count();
  }

  allow(mayWrite) {
    this.view.dispatch({ effects: this.writable.reconfigure(writableAs(mayWrite)) });
  }

  /** What others wrote is never refused; what one writes oneself is, where it is far too long. */
  isTooMuch(transaction, isLine) {
    if (!transaction.docChanged || transaction.annotation(ySyncAnnotation)) return false;
    if (isLine && transaction.newDoc.lines > 1) return true;
    return transaction.newDoc.length > transaction.startState.doc.length && transaction.newDoc.length > this.most * mostOver;
  }

  look({ docChanged, selectionSet, focusChanged, view }) {
    if (docChanged) {
      this.count();
      this.onChange();
    }
    if (!docChanged && !selectionSet && !focusChanged) return;
    if (view.hasFocus) this.people.stand({ field: this.field, ...this.placesOf(view.state.selection.main) });
  }

  placesOf({ anchor, head }) {
    const letters = (index) => lettersOf(Y.encodeRelativePosition(Y.createRelativePositionFromTypeIndex(this.text, index)));
    return { anchor: letters(anchor), head: letters(head) };
  }

  count() {
    const counter = this.section.querySelector("[data-count]");
    const left = this.most - charactersOf(this.view.state.doc.toString());
    counter.textContent = (left < 0 ? counter.dataset.overText : counter.dataset.text).replace("{left}", left).replace("{over}", -left);
    counter.toggleAttribute("data-over", left < 0);
  }
}

function writableAs(mayWrite) {
  return [EditorState.readOnly.of(!mayWrite), EditorView.editable.of(true), EditorView.contentAttributes.of({ "aria-readonly": String(!mayWrite) })];
}
