"""The states of an election, and which may follow which. Pure: a table (docs/lifecycle.md)."""

from enum import StrEnum

from portal.lifecycle.phases import Phase


class ElectionKind(StrEnum):
    PRIORITY = "priority"
    BUDGET = "budget"


PHASE_OF_KIND: dict[ElectionKind, Phase] = {
    ElectionKind.PRIORITY: Phase.CHOOSE,
    ElectionKind.BUDGET: Phase.BUDGET,
}


class ElectionState(StrEnum):
    PREPARED = "prepared"
    FROZEN = "frozen"
    OPEN = "open"
    CLOSED = "closed"
    MIXED = "mixed"
    OPENED = "opened"
    CERTIFIED = "certified"
    WITHDRAWN = "withdrawn"


# A vote held here goes the whole way: its rules are frozen, it opens, closes, its ballots are
# mixed, opened and counted. Ballots that were cast elsewhere arrive without names and in clear:
# their election is opened at once, because the portal froze, held and mixed nothing and must not
# say so. Importing them fixes options, costs, budget and rule, which is what freezing promises.
# What was set up wrongly is withdrawn before that, with a reason; afterwards nothing is.
TRANSITIONS: dict[ElectionState, frozenset[ElectionState]] = {
    ElectionState.PREPARED: frozenset(
        {ElectionState.FROZEN, ElectionState.OPENED, ElectionState.WITHDRAWN}
    ),
    ElectionState.FROZEN: frozenset({ElectionState.OPEN}),
    ElectionState.OPEN: frozenset({ElectionState.CLOSED}),
    ElectionState.CLOSED: frozenset({ElectionState.MIXED}),
    ElectionState.MIXED: frozenset({ElectionState.OPENED}),
    ElectionState.OPENED: frozenset({ElectionState.CERTIFIED}),
    ElectionState.CERTIFIED: frozenset(),
    ElectionState.WITHDRAWN: frozenset(),
}


# Nobody casts any more, and the log lies open.
CLOSED_STATES = frozenset(
    {
        ElectionState.CLOSED,
        ElectionState.MIXED,
        ElectionState.OPENED,
        ElectionState.CERTIFIED,
    }
)


def may_become(current: ElectionState, wanted: ElectionState) -> bool:
    return wanted in TRANSITIONS[current]


class CountStage(StrEnum):
    """Where a count is that a worker has taken up."""

    READING = "reading"
    COUNTING = "counting"
    COMPARING = "comparing"
    MEASURING = "measuring"


class TallyStep(StrEnum):
    """What a worker does, or waits for, between closing and counting."""

    WRITING = "writing"
    MIXES = "mixes"
    OPENINGS = "openings"
    RECORD = "record"
    WAITING = "waiting"
    DONE = "done"


class DeskKind(StrEnum):
    """Where one votes on paper: the channels that are counted."""

    COUNTER = "counter"
    OUTREACH = "outreach"


class PaperState(StrEnum):
    """Of someone who votes on paper: until the exclusion stands in the log it waits."""

    WAITING = "waiting"
    EXCLUDED = "excluded"
    REFUSED = "refused"
