"""What can be said in a discussion, and how a discussion can be looked at. Pure: tables."""

from enum import StrEnum


class Kind(StrEnum):
    """What a contribution is. Plain remarks, and replies, are of no particular kind."""

    REMARK = ""
    FOR = "for"
    AGAINST = "against"
    QUESTION = "question"
    ALTERNATIVE = "alternative"
    EVIDENCE = "evidence"
    # Of the city, in reply to a question.
    ANSWER = "answer"


# What a discussion is begun with; the rest are replies.
OPENING: tuple[Kind, ...] = (
    Kind.REMARK,
    Kind.FOR,
    Kind.AGAINST,
    Kind.QUESTION,
    Kind.ALTERNATIVE,
    Kind.EVIDENCE,
)
REPLYING: frozenset[Kind] = frozenset({Kind.REMARK, Kind.ANSWER})
# What a thread keeps count of.
COUNTED: frozenset[Kind] = frozenset({Kind.FOR, Kind.AGAINST, Kind.QUESTION, Kind.ANSWER})


class ReactionKind(StrEnum):
    """What one may say of another's contribution without words. None of them is a vote."""

    THANKS = "thanks"
    LEARNED = "learned"
    CHANGED_MIND = "changed_mind"


class View(StrEnum):
    """How a discussion is looked at, and its list ordered."""

    NEW = "new"
    BALANCE = "balance"
    UNANSWERED = "unanswered"


# Of each view its lists: the kinds of contribution that stand in one.
LISTS: dict[View, tuple[frozenset[Kind], ...]] = {
    View.NEW: (frozenset(OPENING),),
    View.BALANCE: (frozenset({Kind.FOR}), frozenset({Kind.AGAINST})),
    View.UNANSWERED: (frozenset({Kind.QUESTION}),),
}
