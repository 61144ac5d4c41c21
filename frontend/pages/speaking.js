// What the pages say: tables of {ja, en} by name, with {places}.

/** Says the sentences of some tables in a language. */
export class Speaker {
  constructor(language, ...tables) {
    this.language = language;
    this.table = Object.assign({}, ...tables);
    this.numbers = new Intl.NumberFormat(language);
  }

  /** A sentence with its places filled; numbers as the language writes them. */
  say(name, values = {}) {
    return this.table[name][this.language].replace(/\{(\w+)\}/g, (whole, place) => {
      const value = values[place];
      return typeof value === "number" ? this.numbers.format(value) : (value ?? whole);
    });
  }

  has(name) {
    return name in this.table;
  }
}
