// One record of cells between semicolons: quoting as in CSV, and as strict as Python's csv module.

const LONGEST_CELL = 131_072;
const START = "start of a cell";
const PLAIN = "in a plain cell";
const QUOTED = "in a quoted cell";
const AFTER_QUOTE = "after a quotation mark";
const END = "after the last cell";

/**
 * The record that begins at a place of the text: its `row` (null for a blank line), the place
 * after its `end`, and over how many `lines` it went. `isOpen`: the text ends inside a quoted
 * cell. `isBroken`: a quotation mark or a line end is out of place.
 */
export function readRecord(text, start) {
  const end = lineEnd(text, start);
  const line = text.slice(start, end);
  if (line.includes('"')) return new QuotedRecord(text, start).read();
  const cells = line.replace(/[\r\n]+$/, "");
  if (cells.includes("\r")) return { isBroken: true };
  const row = cells ? cells.split(";") : null;
  return row?.some(isTooLong) ? { isBroken: true } : { row, end, lines: 1 };
}

const lineEnd = (text, at) => text.indexOf("\n", at) + 1 || text.length;
const isTooLong = (cell) => cell.length > LONGEST_CELL && [...cell].length > LONGEST_CELL;
const isLineEnd = (character) => character === "\n" || character === "\r";

class QuotedRecord {
  constructor(text, start) {
    Object.assign(this, { text, at: start, row: [], cell: "", state: START });
  }

  read() {
    let lines = 0;
    do {
      if (this.at === this.text.length) return { isOpen: true };
      lines += 1;
      for (const end = lineEnd(this.text, this.at); this.at < end; this.at++) {
        if (!this.take(this.text[this.at])) return { isBroken: true };
      }
      if (isTooLong(this.cell)) return { isBroken: true };
    } while (this.state === QUOTED);
    if (this.state !== END) this.close(END);
    return this.row.some(isTooLong) ? { isBroken: true } : { row: this.row, end: this.at, lines };
  }

  /** One more character; false where it is out of place. */
  take(character) {
    if (this.state === END) return isLineEnd(character);
    if (this.state === QUOTED) return character === '"' ? this.go(AFTER_QUOTE) : this.add(character);
    if (character === ";") return this.close(START);
    if (isLineEnd(character)) return this.close(END);
    if (character === '"' && this.state === START) return this.go(QUOTED);
    if (character === '"' && this.state === AFTER_QUOTE) return this.go(QUOTED) && this.add(character);
    if (this.state === AFTER_QUOTE) return false;
    return this.go(PLAIN) && this.add(character);
  }

  go(state) {
    this.state = state;
    return true;
  }

  add(character) {
    this.cell += character;
    return true;
  }

  close(state) {
    this.row.push(this.cell);
    this.cell = "";
    return this.go(state);
  }
}
