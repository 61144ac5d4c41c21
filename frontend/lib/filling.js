const PLACE = /\{(\w+)\}/;

/** The contents of a template, with a text or an element for each {place}. */
export function filled(template, values) {
  const contents = template.content.cloneNode(true);
  const texts = document.createTreeWalker(contents, NodeFilter.SHOW_TEXT);
  const found = [];
  while (texts.nextNode()) found.push(texts.currentNode);
  for (const text of found) text.replaceWith(...partsOf(text.data, values));
  return contents;
}

const partsOf = (text, values) =>
  text.split(PLACE).map((part, i) => (i % 2 && part in values ? (values[part].cloneNode?.(true) ?? values[part]) : part));
