"""What can be said in a discussion, how it is looked at, and how it is moderated. Pure: tables."""

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


class Ground(StrEnum):
    """Why somebody reports what another wrote, and why a moderator hides it."""

    PERSONAL = "personal"
    ABUSE = "abuse"
    ADVERTISING = "advertising"
    UNLAWFUL = "unlawful"
    OFF_TOPIC = "off_topic"
    OTHER = "other"
    # Of the word list and of the limits for new accounts: nobody reported it.
    WORD = "word"
    LINK = "link"


AUTOMATIC: frozenset[Ground] = frozenset({Ground.WORD, Ground.LINK})
GROUNDS: tuple[Ground, ...] = tuple(ground for ground in Ground if ground not in AUTOMATIC)


class CaseState(StrEnum):
    """Where the looking at one thing stands."""

    WAITING = "waiting"
    KEPT = "kept"
    HIDDEN = "hidden"
    APPEALED = "appealed"
    UPHELD = "upheld"
    SHOWN = "shown"


class ModerationDeed(StrEnum):
    """What moderators decide. The last two are of another moderator than the one who hid."""

    HIDE = "hide"
    KEEP = "keep"
    SHOW = "show"
    UPHOLD = "uphold"
    GRANT = "grant"


# From which states a deed may be done, and to which it leads. Every state has a way back.
MODERATION: dict[ModerationDeed, tuple[frozenset[CaseState], CaseState]] = {
    ModerationDeed.HIDE: (
        frozenset({CaseState.WAITING, CaseState.KEPT, CaseState.SHOWN}),
        CaseState.HIDDEN,
    ),
    ModerationDeed.KEEP: (frozenset({CaseState.WAITING}), CaseState.KEPT),
    ModerationDeed.SHOW: (
        frozenset({CaseState.HIDDEN, CaseState.APPEALED, CaseState.UPHELD}),
        CaseState.SHOWN,
    ),
    ModerationDeed.UPHOLD: (frozenset({CaseState.APPEALED}), CaseState.UPHELD),
    ModerationDeed.GRANT: (frozenset({CaseState.APPEALED}), CaseState.SHOWN),
}
SECOND_LOOK: frozenset[ModerationDeed] = frozenset({ModerationDeed.UPHOLD, ModerationDeed.GRANT})
OUT_OF_SIGHT: frozenset[CaseState] = frozenset(
    {CaseState.HIDDEN, CaseState.APPEALED, CaseState.UPHELD}
)
# What a moderator has to look at.
IN_QUEUE: frozenset[CaseState] = frozenset({CaseState.WAITING, CaseState.APPEALED})
# Into which state a report of what is in sight brings it, whatever was decided before.
REPORTABLE: frozenset[CaseState] = frozenset(CaseState) - OUT_OF_SIGHT


def open_deeds(state: CaseState) -> tuple[ModerationDeed, ...]:
    """What may be decided in that state, in the order of their buttons."""
    return tuple(deed for deed, (states, _) in MODERATION.items() if state in states)


class ThreadDeed(StrEnum):
    """What who chairs a discussion does. None of it touches what others wrote."""

    CHAIR = "chair"
    LEAVE = "leave"
    SUMMARISE = "summarise"
    WITHDRAW = "withdraw"
    PIN = "pin"
    UNPIN = "unpin"
    MOVE = "move"
    CLOSE = "close"
    REOPEN = "reopen"
