// What the page that checks challenged ballots says; the same as `python -m voting.audit_ballot`.
export const WORDS = {
  title: { ja: "端末を確かめる", en: "Check a challenged ballot" },
  lead: {
    ja: "投票のページで保存したファイル（challenge.json）を、この端末の中だけで調べます。この画面は通信をしません。投票した端末とは別の端末で、通信を切って使うと、いちばん確かです。",
    en: "Checks the file that the page of the vote saved (challenge.json) on this device alone. This page connects to nothing. It tells most on another device than the one you voted on, with the network off.",
  },
  choose: { ja: "ファイルを選ぶ", en: "Choose the file" },
  choose_hint: { ja: "ここに置いても選べます。", en: "You may also drop it here." },
  good: { ja: "正しい票です", en: "The ballot is true" },
  says: { ja: "票の中身", en: "The ballot says" },
  nothing: { ja: "（白票）", en: "(nothing)" },
  question: { ja: "投票", en: "Vote" },
  tracker: { ja: "追跡番号", en: "Tracking number" },
  fingerprint: { ja: "定義の指紋", en: "Fingerprint of the definition" },
  compare: {
    ja: "これがあなたの選んだものと同じか、追跡番号が画面に出ていたものと同じか、指紋が市の公表したものと同じかを、見比べてください。どれかが違えば、端末か市のシステムがごまかしています。",
    en: "Compare: is this what you chose? Is the tracking number the one on the screen, the fingerprint the one that the city published? If any differs, the device or the city's system cheats.",
  },
  never_cast: {
    ja: "この票はもう投じられません。投票するには、新しい票を作ってください。",
    en: "This ballot can never be cast. To vote, make a new one.",
  },
  refused: { ja: "この票は正しくありません", en: "The ballot is refused" },
  refused_text: { ja: "{said}（{check}）。", en: "{said} ({check})." },
  where: { ja: "場所：{where}", en: "Where: {where}" },
  refused_next: {
    ja: "ファイルと投票の画面をそのまま残し、市の担当と監視団体に知らせてください。別の端末か、紙での投票もできます。",
    en: "Keep the file and the page of the vote as they are, and tell the city and a monitor. You can vote on another device, or on paper.",
  },
  rehearsal: { ja: "これは練習です。だれの票も秘密になりません。", en: "This is a rehearsal: nobody's vote is secret." },
  unusable: { ja: "このファイルは使えません", en: "The file cannot be used" },
  unusable_text: { ja: "読み取れないか、大きすぎます。投票のページで保存したファイルを選んでください。", en: "It cannot be read, or is too large. Choose the file that the page of the vote saved." },
};
