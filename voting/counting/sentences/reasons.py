"""What a resident is told of a project's fate: Japanese and English side by side."""

from typing import Final

from voting.counting.sentences.both import Both

FUNDED: Final[Both] = {
    "ja": "「{name}」は採択されました。{votes}票で{rank}位、費用は{cost}です。",
    "en": "“{name}” is funded (votes: {votes}, rank: {rank}, cost: {cost}).",
}
BOUGHT: Final[Both] = {
    "ja": "支持した{voters}人の持ち分で、{round}番目に費用がまかなわれました。",
    "en": "It was bought in round {round}, with the money of its supporters ({voters}).",
}
NOT_FUNDED: Final[Both] = {
    "ja": "「{name}」は採択されませんでした（{votes}票で{rank}位、費用は{cost}）。",
    "en": "“{name}” is not funded (votes: {votes}, rank: {rank}, cost: {cost}).",
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
    "en": "Its turn never came: the count had stopped at a project that did not fit into the budget.",
}
SUPPORTERS_PAID: Final[Both] = {
    "ja": "支持者の持ち分は{others}に使われ、この提案には{short}足りませんでした。",
    "en": "Its supporters’ money went to {others}, and they were {short} short.",
}
BUDGET_ENDED: Final[Both] = {
    "ja": "支持者が費用を出せるようになったときには、残っていた予算では{short}足りませんでした。",
    "en": "By the time its supporters could pay for it, the budget left was {short} short.",
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
    "en": "The limit for its group had been reached.",
}
MORE_SUPPORTERS: Final[Both] = {
    "ja": "この提案だけを選ぶ人があと{number}人いれば、予算の範囲に入っていました。",
    "en": "It would have been funded if {number} more people had voted for it alone.",
}
ONE_MORE_SUPPORTER: Final[Both] = {
    "ja": "この提案だけを選ぶ人があと1人いれば、予算の範囲に入っていました。",
    "en": "It would have been funded if one more person had voted for it alone.",
}
LESS_MONEY: Final[Both] = {
    "ja": "費用があと{amount}少なければ、予算の範囲に入っていました。",
    "en": "It would have been funded if it had cost {amount} less.",
}
