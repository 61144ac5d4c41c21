"""What may become of a report and of a proposal. Pure: tables and look-ups (lifecycle.md)."""

from collections.abc import Callable, Collection
from enum import StrEnum


class ReportState(StrEnum):
    RECEIVED = "received"
    LOOKED_AT = "looked_at"
    IN_PROGRESS = "in_progress"
    LOOKING_FOR_HELPERS = "looking_for_helpers"
    DONE = "done"
    PASSED_ON = "passed_on"
    CANNOT_DO = "cannot_do"
    DUPLICATE = "duplicate"
    REOPENED = "reopened"


_OUTCOMES = frozenset(
    {
        ReportState.IN_PROGRESS,
        ReportState.LOOKING_FOR_HELPERS,
        ReportState.DONE,
        ReportState.PASSED_ON,
        ReportState.CANNOT_DO,
    }
)
# From each state, those that an officer may answer with.
REPORT_TRANSITIONS: dict[ReportState, frozenset[ReportState]] = {
    ReportState.RECEIVED: _OUTCOMES | {ReportState.LOOKED_AT, ReportState.DUPLICATE},
    ReportState.LOOKED_AT: _OUTCOMES | {ReportState.DUPLICATE},
    ReportState.IN_PROGRESS: _OUTCOMES - {ReportState.IN_PROGRESS},
    ReportState.LOOKING_FOR_HELPERS: _OUTCOMES - {ReportState.LOOKING_FOR_HELPERS},
    ReportState.DONE: frozenset({ReportState.REOPENED}),
    # The other body may have done it.
    ReportState.PASSED_ON: frozenset({ReportState.DONE, ReportState.REOPENED}),
    ReportState.CANNOT_DO: frozenset({ReportState.REOPENED}),
    ReportState.DUPLICATE: frozenset({ReportState.REOPENED}),
    ReportState.REOPENED: _OUTCOMES | {ReportState.LOOKED_AT, ReportState.DUPLICATE},
}
# Decisions that people must be able to understand: a message of real length is asked for.
EXPLAINED: frozenset[ReportState] = frozenset(
    {
        ReportState.DONE,
        ReportState.PASSED_ON,
        ReportState.CANNOT_DO,
        ReportState.DUPLICATE,
        ReportState.REOPENED,
    }
)


class ClusterState(StrEnum):
    """An issue: reports about the same thing. What a machine suggests has no state of its own."""

    CONFIRMED = "confirmed"
    MERGED = "merged"
    UNDONE = "undone"


class ClusterDeed(StrEnum):
    CONFIRM = "confirm"
    ADD = "add"
    SPLIT = "split"
    MERGE = "merge"
    RENAME = "rename"
    UNDO = "undo"


# What may be done with a cluster; the last deed of a cycle may be taken back, whatever it left.
CLUSTER_DEEDS: dict[ClusterState, frozenset[ClusterDeed]] = {
    ClusterState.CONFIRMED: frozenset(
        {ClusterDeed.ADD, ClusterDeed.SPLIT, ClusterDeed.MERGE, ClusterDeed.RENAME}
    ),
    ClusterState.MERGED: frozenset(),
    ClusterState.UNDONE: frozenset(),
}


# Of one report.
MOST_PHOTOS = 3


class Channel(StrEnum):
    """How a report came in; those on paper, by phone and at the counter are typed in by staff."""

    WEB = "web"
    PHONE = "phone"
    PAPER = "paper"
    COUNTER = "counter"


class Delivery(StrEnum):
    """実施主体区分: who would do it (P31)."""

    CITY = "city"
    SHARED = "shared"
    PRIVATE = "private"


class ProposalState(StrEnum):
    DRAFT = "draft"
    CONSENTED = "consented"
    SUBMITTED = "submitted"
    IN_SCREENING = "in_screening"
    RETURNED = "returned"
    DECLINED = "declined"
    COSTED = "costed"
    APPEALED = "appealed"
    MERGED = "merged"


# Seen by their authors only, and counted nowhere.
PRIVATE_STATES: frozenset[ProposalState] = frozenset({ProposalState.DRAFT, ProposalState.CONSENTED})


class ProposalDeed(StrEnum):
    EDIT = "edit"
    INVITE = "invite"
    ANSWER_INVITATION = "answer_invitation"
    UNLIST = "unlist"
    CONSENT = "consent"
    COMPLETE_CONSENT = "complete_consent"
    SUBMIT = "submit"
    SUPPORT = "support"
    TAKE_UP = "take_up"
    RETURN = "return"
    DECLINE = "decline"
    COST = "cost"
    APPEAL = "appeal"
    DISMISS_APPEAL = "dismiss_appeal"
    ALLOW_APPEAL = "allow_appeal"


# What may be done in each state, and the state it leads to. Whatever is not here is refused.
PROPOSAL_DEEDS: dict[ProposalState, dict[ProposalDeed, ProposalState]] = {
    ProposalState.DRAFT: {
        ProposalDeed.EDIT: ProposalState.DRAFT,
        ProposalDeed.INVITE: ProposalState.DRAFT,
        ProposalDeed.ANSWER_INVITATION: ProposalState.DRAFT,
        ProposalDeed.UNLIST: ProposalState.DRAFT,
        ProposalDeed.CONSENT: ProposalState.DRAFT,
        ProposalDeed.COMPLETE_CONSENT: ProposalState.CONSENTED,
        # Where no organisation is listed, there is nobody to ask.
        ProposalDeed.SUBMIT: ProposalState.SUBMITTED,
    },
    # Any change asks everyone again.
    ProposalState.CONSENTED: {
        ProposalDeed.EDIT: ProposalState.DRAFT,
        ProposalDeed.INVITE: ProposalState.DRAFT,
        ProposalDeed.UNLIST: ProposalState.DRAFT,
        ProposalDeed.SUBMIT: ProposalState.SUBMITTED,
    },
    ProposalState.SUBMITTED: {
        ProposalDeed.SUPPORT: ProposalState.SUBMITTED,
        ProposalDeed.TAKE_UP: ProposalState.IN_SCREENING,
    },
    ProposalState.IN_SCREENING: {
        ProposalDeed.SUPPORT: ProposalState.IN_SCREENING,
        ProposalDeed.RETURN: ProposalState.RETURNED,
        ProposalDeed.DECLINE: ProposalState.DECLINED,
        ProposalDeed.COST: ProposalState.COSTED,
    },
    # Sent back with questions: worked on in public, consented to anew, handed in again.
    ProposalState.RETURNED: {
        ProposalDeed.EDIT: ProposalState.RETURNED,
        ProposalDeed.INVITE: ProposalState.RETURNED,
        ProposalDeed.ANSWER_INVITATION: ProposalState.RETURNED,
        ProposalDeed.UNLIST: ProposalState.RETURNED,
        ProposalDeed.CONSENT: ProposalState.RETURNED,
        ProposalDeed.COMPLETE_CONSENT: ProposalState.RETURNED,
        ProposalDeed.SUBMIT: ProposalState.SUBMITTED,
        ProposalDeed.SUPPORT: ProposalState.RETURNED,
    },
    ProposalState.DECLINED: {ProposalDeed.APPEAL: ProposalState.APPEALED},
    # Somebody else looks again: what is allowed is screened once more.
    ProposalState.APPEALED: {
        ProposalDeed.SUPPORT: ProposalState.APPEALED,
        ProposalDeed.DISMISS_APPEAL: ProposalState.DECLINED,
        ProposalDeed.ALLOW_APPEAL: ProposalState.IN_SCREENING,
    },
    ProposalState.COSTED: {ProposalDeed.SUPPORT: ProposalState.COSTED},
    ProposalState.MERGED: {},
}


EDITABLE_STATES: frozenset[ProposalState] = frozenset(
    state for state, deeds in PROPOSAL_DEEDS.items() if ProposalDeed.EDIT in deeds
)


class SuggestionState(StrEnum):
    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"


class ScreeningVerdict(StrEnum):
    COSTED = "costed"
    RETURNED = "returned"
    DECLINED = "declined"


DEED_OF_VERDICT: dict[ScreeningVerdict, ProposalDeed] = {
    ScreeningVerdict.COSTED: ProposalDeed.COST,
    ScreeningVerdict.RETURNED: ProposalDeed.RETURN,
    ScreeningVerdict.DECLINED: ProposalDeed.DECLINE,
}


class Order(StrEnum):
    """In which a list of proposals is read; the highest first."""

    NEWEST = "newest"
    SUPPORT = "support"
    COST = "cost"


class CostBand(StrEnum):
    SMALL = "small"
    MIDDLE = "middle"
    LARGE = "large"
    LARGEST = "largest"


# From this cost on, and below that, in the unit of the cycle's money.
COST_BANDS: dict[CostBand, tuple[int, int | None]] = {
    CostBand.SMALL: (0, 1_000_000),
    CostBand.MIDDLE: (1_000_000, 5_000_000),
    CostBand.LARGE: (5_000_000, 10_000_000),
    CostBand.LARGEST: (10_000_000, None),
}


class Heading(StrEnum):
    """Under what a department looks at a proposal (E04)."""

    LAW = "law"
    COST = "cost"
    DUPLICATION = "duplication"
    FEASIBILITY = "feasibility"


class Judgement(StrEnum):
    """What was found under one heading."""

    CLEAR = "clear"
    CONDITIONAL = "conditional"
    OBSTACLE = "obstacle"


# With which findings a verdict cannot be given: the answer would deny what it stands on.
CONTRADICTED: dict[ScreeningVerdict, Callable[[Collection[Judgement]], bool]] = {
    ScreeningVerdict.COSTED: lambda found: Judgement.OBSTACLE in found,
    ScreeningVerdict.RETURNED: lambda _found: False,
    ScreeningVerdict.DECLINED: lambda found: set(found) <= {Judgement.CLEAR},
}


class Criterion(StrEnum):
    """What reviewers give points for, from LEAST_POINTS to MOST_POINTS (D21)."""

    PUBLIC_BENEFIT = "public_benefit"
    FEASIBILITY = "feasibility"
    EFFECT = "effect"
    COOPERATION = "cooperation"


LEAST_POINTS, MOST_POINTS = 1, 5
# Of fewer reviewers nothing is shown: points of one would be one person's opinion.
FEWEST_SCORERS = 2
# Until the answer is out, points may be given, and given anew.
SCORED_IN = frozenset({ProposalState.SUBMITTED, ProposalState.IN_SCREENING, ProposalState.APPEALED})


class Risk(StrEnum):
    """How likely a way of delivery goes wrong, and how badly."""

    LOW = "low"
    MIDDLE = "middle"
    HIGH = "high"


# So many ways of delivery are compared, or a reason is given for one.
FEWEST_OPTIONS = 2


class AppealOutcome(StrEnum):
    ALLOWED = "allowed"
    DISMISSED = "dismissed"


DEED_OF_OUTCOME: dict[AppealOutcome, ProposalDeed] = {
    AppealOutcome.ALLOWED: ProposalDeed.ALLOW_APPEAL,
    AppealOutcome.DISMISSED: ProposalDeed.DISMISS_APPEAL,
}


def allows(state: ProposalState, deed: ProposalDeed) -> bool:
    return deed in PROPOSAL_DEEDS[state]
