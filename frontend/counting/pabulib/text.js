// The .pb file as text: bytes to lines to rows, each with the line on which it begins.
import { BrokenPabulibFile } from "../errors.js";
import { readRecord } from "./records.js";

const SECTIONS = ["META", "PROJECTS", "VOTES"];
const ROWS_BETWEEN_TELLING = 4096;
// What Python's str.strip takes off, which is not quite what String.trim does.
const SPACES = "[\\t-\\r\\x1c- \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]+";
const OUTER_SPACES = new RegExp(`^${SPACES}|${SPACES}$`, "g");

export const strip = (text) => text.replace(OUTER_SPACES, "");

/** The rows of a file, read as they are asked for; `line` is where the last one began. */
export class Rows {
  /** `told` hears now and then which share of the file has been read. */
  constructor(bytes, told = () => {}) {
    this.line = 1;
    this.section = null;
    this.rows = this.read(decoded(bytes), told);
  }

  *read({ text, foreignLine }, told) {
    let [at, lines, passed] = [0, 0, 0];
    while (at < text.length) {
      const record = readRecord(text, at);
      if (record.isBroken) throw this.refuse("bad_quoting");
      if (record.isOpen) break;
      at = record.end;
      lines += record.lines;
      if (record.row) yield record.row;
      this.line = lines + 1;
      if (passed++ % ROWS_BETWEEN_TELLING === 0) told(at / text.length);
    }
    if (foreignLine) throw new BrokenPabulibFile(foreignLine, "wrong_encoding");
    if (at < text.length) throw this.refuse("bad_quoting");
    this.line = Math.max(lines, 1);
  }

  /** The error for the row that was read last. */
  refuse(code, values) {
    return new BrokenPabulibFile(this.line, code, values);
  }

  /** Passes the head of a section, which must come next; its column names. */
  enter(section, ...needed) {
    if (section === SECTIONS[0]) {
      const head = this.rows.next().value;
      this.section = head ? sectionNamed(head) : null;
      if (head && !this.section) throw this.refuse("outside_sections");
    }
    if (this.section !== section) throw this.outOfOrder(section);
    const names = (this.rows.next().value ?? []).map(strip);
    for (const column of needed) {
      if (!names.includes(column)) throw this.refuse("missing_column", { section, column });
    }
    const twice = names.find((name) => name && names.indexOf(name) !== names.lastIndexOf(name));
    if (twice) throw this.refuse("duplicate_column", { column: twice });
    return names;
  }

  outOfOrder(expected) {
    const found = this.section;
    if (!found || SECTIONS.indexOf(found) > SECTIONS.indexOf(expected)) {
      return this.refuse("missing_section", { section: expected });
    }
    return this.refuse("misplaced_section", { section: found });
  }

  /** The rows of the section that was entered, `width` cells each. */
  *body(width) {
    for (;;) {
      const { value: row, done } = this.rows.next();
      if (done) break;
      // Only a short row, or one with an empty end, can be a head or be padded.
      if (row.length === width && row[width - 1]) yield row;
      else {
        this.section = sectionNamed(row);
        if (this.section) return;
        yield this.fit(row, width);
      }
    }
    this.section = null;
  }

  /** Without the empty cells that spreadsheets add. */
  fit(row, width) {
    if (row.length < width || row.slice(width).some((cell) => cell)) {
      throw this.refuse("wrong_width", { found: row.length, expected: width });
    }
    return row.slice(0, width);
  }

  /** Nothing may follow the last section. */
  end() {
    if (this.section) throw this.refuse("misplaced_section", { section: this.section });
  }
}

function sectionNamed(row) {
  const name = strip(row[0]).toUpperCase();
  return SECTIONS.includes(name) && !row.slice(1).some((cell) => cell) ? name : null;
}

/** The text; where a line is not UTF-8, the text before it and the number of that line. */
function decoded(bytes) {
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes), foreignLine: null };
  } catch {
    return decodedInPart(bytes);
  }
}

function decodedInPart(bytes) {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  for (let [start, line] = [0, 1]; ; line++) {
    const stop = bytes.indexOf(0x0a, start) + 1 || bytes.length;
    try {
      decoder.decode(bytes.subarray(start, stop));
    } catch {
      return { text: decoder.decode(bytes.subarray(0, start)), foreignLine: line };
    }
    start = stop;
  }
}
