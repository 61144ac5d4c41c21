"""What a resident is told of a project's fate: Japanese and English side by side."""

from typing import Final

from voting.counting.sentences.both import Both

FUNDED: Final[Both] = {
    "ja": "「{name}」は採択されました。{votes}票で{rank}位、費用は{cost}です。",
    "en": "“{name}” is funded: {votes} votes, rank {rank}, cost {cost}.",
}
BOUGHT: Final[Both] = {
    "ja": "支持した{voters}人が、{round}番目に費用を出し合いました。",
    "en": "Its {voters} supporters paid for it together, as number {round}.",
}
NOT_FUNDED: Final[Both] = {
    "ja": "「{name}」は採択されませんでした（{votes}票で{rank}位、費用は{cost}）。",
    "en": "“{name}” is not funded ({votes} votes, rank {rank}, cost {cost}).",
}
TOO_FEW_VOTES: Final[Both] = {
    "ja": "費用に対して、票が足りませんでした。",
    "en": "It had too few votes for its cost.",
}
BELOW_MINIMUM: Final[Both] = {
    "ja": "最低得点の{minimum}に届きませんでした。",
    "en": "It did not reach the minimum score of {minimum}.",
}
MONEY_WAS_SPENT: Final[Both] = {
    "ja": "順番が来たときに残っていた予算では、{short}足りませんでした。",
    "en": "When its turn came, the money left was {short} short.",
}
CUT_OFF: Final[Both] = {
    "ja": "先の提案が予算に収まらず、そこで打ち切られたので、順番が来ませんでした。",
    "en": "The count stopped before, at a project that did not fit into the budget.",
}
SUPPORTERS_PAID: Final[Both] = {
    "ja": "支持者の持ち分は{others}に使われ、この提案には{short}足りませんでした。",
    "en": "Its supporters’ money went to {others}, and they were {short} short.",
}
BUDGET_ENDED: Final[Both] = {
    "ja": "支持者が費用を出せるようになったときには、残っていた予算では{short}足りませんでした。",
    "en": "When its supporters could pay for it, the money left was {short} short.",
}
PAID_FOR: Final[Both] = {
    "ja": "「{name}」（{voters}人から{amount}）",
    "en": "“{name}” ({amount} from {voters} of them)",
}
AND: Final[Both] = {"ja": "、", "en": ", "}
DEARER_THAN_BUDGET: Final[Both] = {
    "ja": "費用が、予算全体の{budget}を超えています。",
    "en": "It costs more than the whole budget of {budget}.",
}
GROUP_IS_FULL: Final[Both] = {
    "ja": "同じ区分の上限に達していました。",
    "en": "The cap on its group was reached.",
}
MORE_SUPPORTERS: Final[Both] = {
    "ja": "この提案だけを選ぶ人が、あと{number}人いれば予算の範囲に入っていました。",
    "en": "So many more voters for it alone would have carried it: {number}.",
}
LESS_MONEY: Final[Both] = {
    "ja": "費用が{amount}少なければ予算の範囲に入っていました。",
    "en": "Had it cost {amount} less, it would have been funded.",
}
