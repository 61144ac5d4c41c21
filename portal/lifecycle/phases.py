"""The ten phases, what each opens, and to whom. Pure: tables and look-ups (lifecycle.md)."""

from enum import IntEnum, StrEnum

from portal.accounts.roles import Role


class Phase(IntEnum):
    KNOW = 1
    DISCOVER = 2
    ORGANISE = 3
    DESIGN = 4
    ESTIMATE = 5
    CHOOSE = 6
    BUDGET = 7
    EXECUTE = 8
    VERIFY = 9
    IMPROVE = 10


class PhaseState(StrEnum):
    AHEAD = "ahead"
    OPEN = "open"
    CLOSED = "closed"
    LEFT_OUT = "left_out"


# From each state, those that it may turn into. Closed may open again: with a reason, in public.
TRANSITIONS: dict[PhaseState, frozenset[PhaseState]] = {
    PhaseState.AHEAD: frozenset({PhaseState.OPEN, PhaseState.LEFT_OUT}),
    PhaseState.OPEN: frozenset({PhaseState.CLOSED}),
    PhaseState.CLOSED: frozenset({PhaseState.OPEN}),
    PhaseState.LEFT_OUT: frozenset({PhaseState.AHEAD}),
}


class Action(StrEnum):
    CHANGE_PHASE = "change_phase"
    COMMENT = "comment"
    HOLD_DIALOGUE = "hold_dialogue"
    REQUEST_EVIDENCE = "request_evidence"
    ATTACH_EVIDENCE = "attach_evidence"
    REPORT_ISSUE = "report_issue"
    SUPPORT_ISSUE = "support_issue"
    ANSWER_REPORT = "answer_report"
    SORT_ISSUES = "sort_issues"
    DRAFT_PROPOSAL = "draft_proposal"
    SUBMIT_PROPOSAL = "submit_proposal"
    RESUBMIT_PROPOSAL = "resubmit_proposal"
    SUPPORT_PROPOSAL = "support_proposal"
    SCREEN_PROPOSAL = "screen_proposal"
    ESTIMATE_COST = "estimate_cost"
    ANSWER_QUESTION = "answer_question"
    SCORE_PROPOSAL = "score_proposal"
    APPEAL_SCREENING = "appeal_screening"
    DECIDE_APPEAL = "decide_appeal"
    PREPARE_PRIORITY_ELECTION = "prepare_priority_election"
    PREPARE_BUDGET_ELECTION = "prepare_budget_election"
    ANSWER_PRIORITIES = "answer_priorities"
    RECORD_DECISION = "record_decision"
    UPDATE_PROJECT = "update_project"
    RECORD_READING = "record_reading"
    HOLD_REVIEW = "hold_review"
    ASK_REVIEW = "ask_review"
    GIVE_VERDICT = "give_verdict"
    ENDORSE_IMPROVEMENT = "endorse_improvement"
    CARRY_OVER = "carry_over"
    HOLD_KEYS = "hold_keys"
    LIST_VOTERS = "list_voters"
    CERTIFY_RESULT = "certify_result"


# Running the cycle itself belongs to no phase; the duties of a vote go by the vote's own state.
OUTSIDE_PHASES: frozenset[Action] = frozenset(
    {Action.CHANGE_PHASE, Action.HOLD_KEYS, Action.LIST_VOTERS, Action.CERTIFY_RESULT}
)

# People are asked and talked with whatever the phase is about.
OPEN_ACTIONS: dict[Phase, frozenset[Action]] = {
    Phase.KNOW: frozenset(
        {
            Action.COMMENT,
            Action.HOLD_DIALOGUE,
            Action.REQUEST_EVIDENCE,
            Action.ATTACH_EVIDENCE,
        }
    ),
    Phase.DISCOVER: frozenset(
        {
            Action.COMMENT,
            Action.HOLD_DIALOGUE,
            Action.REPORT_ISSUE,
            Action.SUPPORT_ISSUE,
            Action.ANSWER_REPORT,
            Action.ATTACH_EVIDENCE,
        }
    ),
    Phase.ORGANISE: frozenset(
        {
            Action.COMMENT,
            Action.HOLD_DIALOGUE,
            Action.SUPPORT_ISSUE,
            Action.ANSWER_REPORT,
            Action.SORT_ISSUES,
        }
    ),
    Phase.DESIGN: frozenset(
        {
            Action.COMMENT,
            Action.HOLD_DIALOGUE,
            Action.DRAFT_PROPOSAL,
            Action.SUBMIT_PROPOSAL,
            Action.RESUBMIT_PROPOSAL,
            Action.SUPPORT_PROPOSAL,
            Action.ATTACH_EVIDENCE,
        }
    ),
    # What was handed in is still discussed while it is screened, and what was sent back with
    # questions is answered; new drafts may not start.
    Phase.ESTIMATE: frozenset(
        {
            Action.COMMENT,
            Action.HOLD_DIALOGUE,
            Action.RESUBMIT_PROPOSAL,
            Action.SUPPORT_PROPOSAL,
            Action.SCREEN_PROPOSAL,
            Action.ESTIMATE_COST,
            Action.ANSWER_QUESTION,
            Action.SCORE_PROPOSAL,
            Action.APPEAL_SCREENING,
            Action.DECIDE_APPEAL,
            Action.ATTACH_EVIDENCE,
        }
    ),
    Phase.CHOOSE: frozenset(
        {Action.COMMENT, Action.HOLD_DIALOGUE, Action.PREPARE_PRIORITY_ELECTION}
    ),
    Phase.BUDGET: frozenset(
        {
            Action.COMMENT,
            Action.HOLD_DIALOGUE,
            Action.PREPARE_BUDGET_ELECTION,
            Action.ANSWER_PRIORITIES,
            Action.RECORD_DECISION,
        }
    ),
    Phase.EXECUTE: frozenset(
        {Action.COMMENT, Action.HOLD_DIALOGUE, Action.UPDATE_PROJECT, Action.RECORD_READING}
    ),
    Phase.VERIFY: frozenset(
        {
            Action.COMMENT,
            Action.HOLD_DIALOGUE,
            Action.ASK_REVIEW,
            Action.UPDATE_PROJECT,
            Action.RECORD_READING,
            Action.HOLD_REVIEW,
            Action.GIVE_VERDICT,
        }
    ),
    Phase.IMPROVE: frozenset(
        {
            Action.COMMENT,
            Action.HOLD_DIALOGUE,
            Action.ENDORSE_IMPROVEMENT,
            Action.GIVE_VERDICT,
            Action.CARRY_OVER,
        }
    ),
}

_RESIDENTS = frozenset({Role.RESIDENT})
_CITY = frozenset({Role.DEPARTMENT_OFFICER})
_ORGANISATIONS = frozenset({Role.ORGANISATION_REPRESENTATIVE, Role.ORGANISATION_EDITOR})

WHO_MAY: dict[Action, frozenset[Role]] = {
    Action.CHANGE_PHASE: frozenset({Role.ADMINISTRATOR}),
    Action.COMMENT: _RESIDENTS,
    Action.HOLD_DIALOGUE: _CITY | {Role.FACILITATOR, Role.MAYORS_OFFICE},
    Action.REQUEST_EVIDENCE: _RESIDENTS,
    Action.ATTACH_EVIDENCE: _ORGANISATIONS | _CITY,
    Action.REPORT_ISSUE: _RESIDENTS,
    Action.SUPPORT_ISSUE: _RESIDENTS,
    Action.ANSWER_REPORT: _CITY | {Role.WARD_OFFICER},
    # Neutral, and no author of what is sorted.
    Action.SORT_ISSUES: frozenset({Role.FACILITATOR}),
    Action.DRAFT_PROPOSAL: _RESIDENTS,
    Action.SUBMIT_PROPOSAL: _RESIDENTS,
    Action.RESUBMIT_PROPOSAL: _RESIDENTS,
    Action.SUPPORT_PROPOSAL: _RESIDENTS,
    Action.SCREEN_PROPOSAL: _CITY,
    Action.ESTIMATE_COST: _CITY,
    Action.ANSWER_QUESTION: _RESIDENTS,
    Action.SCORE_PROPOSAL: frozenset({Role.REVIEWER}),
    Action.APPEAL_SCREENING: _RESIDENTS,
    Action.DECIDE_APPEAL: _CITY,
    Action.PREPARE_PRIORITY_ELECTION: frozenset({Role.ADMINISTRATOR}),
    Action.PREPARE_BUDGET_ELECTION: frozenset({Role.ADMINISTRATOR}),
    Action.ANSWER_PRIORITIES: frozenset({Role.MAYORS_OFFICE}),
    Action.RECORD_DECISION: frozenset({Role.MAYORS_OFFICE}),
    Action.UPDATE_PROJECT: _CITY | _ORGANISATIONS,
    Action.RECORD_READING: _CITY | _ORGANISATIONS | {Role.ANALYST},
    Action.HOLD_REVIEW: frozenset({Role.ANALYST, Role.FACILITATOR}),
    Action.ASK_REVIEW: _RESIDENTS,
    Action.GIVE_VERDICT: frozenset({Role.PANEL_MEMBER}),
    Action.ENDORSE_IMPROVEMENT: _RESIDENTS,
    Action.CARRY_OVER: frozenset({Role.PANEL_MEMBER, Role.MAYORS_OFFICE}),
    Action.HOLD_KEYS: frozenset({Role.TRUSTEE}),
    Action.LIST_VOTERS: frozenset({Role.REGISTRAR}),
    Action.CERTIFY_RESULT: frozenset({Role.AUDITOR}),
}


def may(role: Role, phase: Phase, action: Action) -> bool:
    """Whether the role may do the action while the phase is open."""
    return action in OPEN_ACTIONS[phase] and role in WHO_MAY[action]


def phases_opening(action: Action) -> tuple[Phase, ...]:
    """The phases in which an action is open, in their order."""
    return tuple(phase for phase in Phase if action in OPEN_ACTIONS[phase])
