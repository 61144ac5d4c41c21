// Hints for plain Japanese, as proposals/plain_words.py has them: held to the same vectors.
const mostLettersOfASentence = 60;
const mostCommas = 3;

const sentences = /[^。！？!?\n]+[。！？!?]?/g;
const doubleNegative = /ないわけではな|なくはな|ないことはな|ないとは言えな|ないとはいえな|ざるを得な|ずにはいられな|ないではいられな|ないものでもな/g;
const officialWord = /に資する|鑑み|かんがみ|遺憾|可及的速やか|所要の|当該|勘案|寄与する|喫緊|図る必要|講じる|講ずる|のもと、?推進/g;
const chainOfNo = /(?:[^、。\s]{1,8}の){4}/gu;

/** @returns {{hint: string, words: string}[]} in the order of the text */
export function remarksOn(text) {
  return (text.match(sentences) ?? []).flatMap((sentence) => on(sentence.trim()));
}

function on(sentence) {
  const remarks = [];
  if ([...sentence].length > mostLettersOfASentence) remarks.push({ hint: "long_sentence", words: sentence });
  if (sentence.split("、").length - 1 > mostCommas) remarks.push({ hint: "many_commas", words: sentence });
  for (const [hint, pattern] of [["double_negative", doubleNegative], ["official_word", officialWord], ["chain_of_no", chainOfNo]]) {
    for (const words of sentence.match(pattern) ?? []) remarks.push({ hint, words });
  }
  return remarks;
}
