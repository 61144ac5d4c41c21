// The order in which other languages sort texts: by code points, not by UTF-16 units.

const BEYOND_ORDER = /[\ud800-\uffff]/;

/** Strings in the order of their code points; sorts the list that is given. */
export function sortedByCodePoint(texts) {
  return texts.some((text) => BEYOND_ORDER.test(text)) ? texts.sort(byCodePoint) : texts.sort();
}

export function byCodePoint(a, b) {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  if (at === a.length || at === b.length) return a.length - b.length;
  const [x, y] = [a.charCodeAt(at), b.charCodeAt(at)];
  // Half of a character beyond U+FFFF comes after all that are whole.
  const isHalf = (unit) => unit >= 0xd800 && unit <= 0xdfff;
  return isHalf(x) === isHalf(y) ? x - y : isHalf(x) ? 1 : -1;
}
