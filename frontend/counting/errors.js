// Everything that counting refuses: a code, and the values that its sentence needs.

/** A refused election, ballot file or rule. The codes are those of the command's sentences. */
export class CountingError extends Error {
  constructor(code, values = {}) {
    super(`${code} ${JSON.stringify(values)}`);
    this.code = code;
    this.values = values;
  }
}

/** A .pb file, refused whole; `line` is where the faulty record begins, counted from 1. */
export class BrokenPabulibFile extends CountingError {
  constructor(line, code, values) {
    super(code, values);
    this.line = line;
  }
}
