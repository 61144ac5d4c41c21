"""The states of projects, sessions and commitments, and what each allows. Pure: tables."""

from enum import StrEnum


class ProjectState(StrEnum):
    PLANNED = "planned"
    UNDER_WAY = "under_way"
    FINISHED = "finished"
    STOPPED = "stopped"


class ProjectDeed(StrEnum):
    TAKE_ON = "take_on"
    PLAN = "plan"
    ADD_MILESTONE = "add_milestone"
    REACH_MILESTONE = "reach_milestone"
    RECORD_PLANNED = "record_planned"
    RECORD_COMMITTED = "record_committed"
    RECORD_SPENT = "record_spent"
    ADD_INDICATOR = "add_indicator"
    EDIT_INDICATOR = "edit_indicator"
    RECORD_READING = "record_reading"
    START = "start"
    FINISH = "finish"
    STOP = "stop"


class MoneyKind(StrEnum):
    PLANNED = "planned"
    COMMITTED = "committed"
    SPENT = "spent"


class MoneySource(StrEnum):
    BUDGET = "budget"
    SUBSIDY = "subsidy"
    DONATION = "donation"
    IN_KIND = "in_kind"


class SessionState(StrEnum):
    SCHEDULED = "scheduled"
    MEMO_OUT = "memo_out"
    HELD = "held"
    FOLLOW_UP_OUT = "follow_up_out"
    CANCELLED = "cancelled"


class SessionDeed(StrEnum):
    ASK = "ask"
    PUBLISH_MEMO = "publish_memo"
    HOLD = "hold"
    ANSWER = "answer"
    COMMIT = "commit"
    PUBLISH_FOLLOW_UP = "publish_follow_up"
    GIVE_VERDICT = "give_verdict"
    CANCEL = "cancel"
    SUPPORT = "support"
    SET_AGENDA = "set_agenda"
    CHAIR = "chair"
    WRITE_NOTE = "write_note"
    CARRY = "carry"


class ChairDeed(StrEnum):
    """What the one who chairs a session does, each with a line in its log."""

    TAKE_CHAIR = "take_chair"
    MOVE_ON = "move_on"
    TAKE_UP = "take_up"


class BulkKind(StrEnum):
    """What a line of a file with many entries is: a reading, money, a milestone reached."""

    READING = "reading"
    PLANNED = "planned"
    COMMITTED = "committed"
    SPENT = "spent"
    MILESTONE = "milestone"


class SeatSide(StrEnum):
    CITY = "city"
    RESIDENT = "resident"
    ORGANISATION = "organisation"


class NoteKind(StrEnum):
    NOTE = "note"
    DECISION = "decision"


class CommitmentState(StrEnum):
    OPEN = "open"
    # Never stored: an open commitment is overdue from the day after its due date.
    OVERDUE = "overdue"
    DONE = "done"
    # Closed by an agreed later one, which stands beside it: the broken date stays visible.
    RENEGOTIATED = "renegotiated"


class CommitmentDeed(StrEnum):
    ASSIGN = "assign"
    SETTLE = "settle"
    RENEGOTIATE = "renegotiate"


class VerdictKind(StrEnum):
    CONTINUE = "continue"
    IMPROVE = "improve"
    SHRINK = "shrink"
    END = "end"
    ROLL_OUT = "roll_out"


class CarriedAs(StrEnum):
    REPORT = "report"
    PROPOSAL = "proposal"


PROJECT_TRANSITIONS: dict[ProjectState, frozenset[ProjectState]] = {
    ProjectState.PLANNED: frozenset({ProjectState.UNDER_WAY, ProjectState.STOPPED}),
    ProjectState.UNDER_WAY: frozenset({ProjectState.FINISHED, ProjectState.STOPPED}),
    ProjectState.FINISHED: frozenset(),
    ProjectState.STOPPED: frozenset(),
}
_BEFORE_AND_DURING = frozenset({ProjectState.PLANNED, ProjectState.UNDER_WAY})
_BEGUN = frozenset(ProjectState) - {ProjectState.PLANNED}
PROJECT_DEEDS: dict[ProjectDeed, frozenset[ProjectState]] = {
    ProjectDeed.TAKE_ON: frozenset({ProjectState.PLANNED}),
    ProjectDeed.PLAN: _BEFORE_AND_DURING,
    ProjectDeed.ADD_MILESTONE: _BEFORE_AND_DURING,
    ProjectDeed.REACH_MILESTONE: frozenset({ProjectState.UNDER_WAY}),
    ProjectDeed.RECORD_PLANNED: _BEFORE_AND_DURING,
    # Bills come in, and contracts are released, after the work has ended.
    ProjectDeed.RECORD_COMMITTED: _BEGUN,
    ProjectDeed.RECORD_SPENT: _BEGUN,
    ProjectDeed.ADD_INDICATOR: _BEFORE_AND_DURING,
    # Once work has begun, the goal posts stand where they were promised.
    ProjectDeed.EDIT_INDICATOR: frozenset({ProjectState.PLANNED}),
    # An outcome shows long after the last milestone, and after a stop too.
    ProjectDeed.RECORD_READING: _BEGUN,
    ProjectDeed.START: frozenset({ProjectState.PLANNED}),
    ProjectDeed.FINISH: frozenset({ProjectState.UNDER_WAY}),
    ProjectDeed.STOP: _BEFORE_AND_DURING,
}
PROJECT_BECOMES: dict[ProjectDeed, ProjectState] = {
    ProjectDeed.START: ProjectState.UNDER_WAY,
    ProjectDeed.FINISH: ProjectState.FINISHED,
    ProjectDeed.STOP: ProjectState.STOPPED,
}
MONEY_DEEDS: dict[MoneyKind, ProjectDeed] = {
    MoneyKind.PLANNED: ProjectDeed.RECORD_PLANNED,
    MoneyKind.COMMITTED: ProjectDeed.RECORD_COMMITTED,
    MoneyKind.SPENT: ProjectDeed.RECORD_SPENT,
}

SESSION_TRANSITIONS: dict[SessionState, frozenset[SessionState]] = {
    SessionState.SCHEDULED: frozenset({SessionState.MEMO_OUT, SessionState.CANCELLED}),
    SessionState.MEMO_OUT: frozenset({SessionState.HELD, SessionState.CANCELLED}),
    SessionState.HELD: frozenset({SessionState.FOLLOW_UP_OUT}),
    SessionState.FOLLOW_UP_OUT: frozenset(),
    SessionState.CANCELLED: frozenset(),
}
_TO_COME = frozenset({SessionState.SCHEDULED, SessionState.MEMO_OUT})
_UNTIL_CLOSED = _TO_COME | {SessionState.HELD}
_TOOK_PLACE = frozenset({SessionState.HELD, SessionState.FOLLOW_UP_OUT})
SESSION_DEEDS: dict[SessionDeed, frozenset[SessionState]] = {
    # Also while it is held: a session is there for questions, until its follow-up closes it.
    SessionDeed.ASK: _UNTIL_CLOSED,
    SessionDeed.PUBLISH_MEMO: frozenset({SessionState.SCHEDULED}),
    # Without a memo there is nothing to review: one that comes late is shown as late.
    SessionDeed.HOLD: frozenset({SessionState.MEMO_OUT}),
    SessionDeed.ANSWER: frozenset(SessionState) - {SessionState.CANCELLED},
    SessionDeed.COMMIT: frozenset({SessionState.HELD}),
    SessionDeed.PUBLISH_FOLLOW_UP: frozenset({SessionState.HELD}),
    SessionDeed.GIVE_VERDICT: _TOOK_PLACE,
    SessionDeed.CANCEL: _TO_COME,
    SessionDeed.SUPPORT: _UNTIL_CLOSED,
    SessionDeed.SET_AGENDA: _UNTIL_CLOSED,
    SessionDeed.CHAIR: _UNTIL_CLOSED,
    SessionDeed.WRITE_NOTE: frozenset({SessionState.HELD}),
    SessionDeed.CARRY: frozenset({SessionState.HELD}),
}
SESSION_BECOMES: dict[SessionDeed, SessionState] = {
    SessionDeed.PUBLISH_MEMO: SessionState.MEMO_OUT,
    SessionDeed.HOLD: SessionState.HELD,
    SessionDeed.PUBLISH_FOLLOW_UP: SessionState.FOLLOW_UP_OUT,
    SessionDeed.CANCEL: SessionState.CANCELLED,
}

COMMITMENT_TRANSITIONS: dict[CommitmentState, frozenset[CommitmentState]] = {
    CommitmentState.OPEN: frozenset(
        {CommitmentState.DONE, CommitmentState.OVERDUE, CommitmentState.RENEGOTIATED}
    ),
    CommitmentState.OVERDUE: frozenset({CommitmentState.DONE, CommitmentState.RENEGOTIATED}),
    CommitmentState.DONE: frozenset(),
    CommitmentState.RENEGOTIATED: frozenset(),
}
UNMET: frozenset[CommitmentState] = frozenset({CommitmentState.OPEN, CommitmentState.OVERDUE})
COMMITMENT_DEEDS: dict[CommitmentDeed, frozenset[CommitmentState]] = {
    # An overdue one has a due date; it is changed by renegotiation, with a reason.
    CommitmentDeed.ASSIGN: frozenset({CommitmentState.OPEN}),
    CommitmentDeed.SETTLE: UNMET,
    CommitmentDeed.RENEGOTIATE: UNMET,
}
COMMITMENT_BECOMES: dict[CommitmentDeed, CommitmentState] = {
    CommitmentDeed.SETTLE: CommitmentState.DONE,
    CommitmentDeed.RENEGOTIATE: CommitmentState.RENEGOTIATED,
}

# What to change, how it is measured and when, has to be said with these.
VERDICTS_WITH_IMPROVEMENT: frozenset[VerdictKind] = frozenset({VerdictKind.IMPROVE})
# 「実証実験にて一定の成果が得られたことから、本格実施を決定」: not before an outcome was measured.
VERDICTS_ON_OUTCOME: frozenset[VerdictKind] = frozenset({VerdictKind.ROLL_OUT})
# What goes on as it is, smaller or not at all needs no new proposal; change and spread do.
VERDICT_CARRIED_AS: dict[VerdictKind, CarriedAs | None] = {
    VerdictKind.CONTINUE: None,
    VerdictKind.IMPROVE: CarriedAs.PROPOSAL,
    VerdictKind.SHRINK: None,
    VerdictKind.END: None,
    VerdictKind.ROLL_OUT: CarriedAs.PROPOSAL,
}
# Without a verdict that says more: the need behind a stopped project is still there.
PROJECT_CARRIED_AS: dict[ProjectState, CarriedAs | None] = {
    ProjectState.PLANNED: CarriedAs.REPORT,
    ProjectState.UNDER_WAY: None,
    ProjectState.FINISHED: None,
    ProjectState.STOPPED: CarriedAs.REPORT,
}


def carried_as(state: ProjectState, verdict: VerdictKind | None) -> CarriedAs | None:
    """As what a project comes into the next cycle: the last verdict decides, else its state."""
    return PROJECT_CARRIED_AS[state] if verdict is None else VERDICT_CARRIED_AS[verdict]
