"""Every address of the portal: how to look at it, or why it is no page. Tables."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from deliberation.models import Case, Contribution, OpinionMap, Outcome, Statement, Summary
from portal.accounts.models import Membership, Organisation, RoleGrant
from portal.budget.models import BudgetYear, Simulator
from portal.demo.people import email_of
from portal.evidence.models import DataSet, EvidenceRequest
from portal.lifecycle.models import Cycle
from portal.notices.models import Follow, Notice
from portal.opendata.deeds import all_deeds
from portal.opendata.models import ApiKey, Dump, Reuse
from portal.opendata.tables import all_tables
from proposals.models import Cluster, DepartmentOpinion, Proposal, Report, ScreeningQuestion
from reviews.models import (
    AnnualReport,
    Commitment,
    Indicator,
    Milestone,
    Project,
    Question,
    ReviewSeries,
    ReviewSession,
    SessionNote,
    Verdict,
)
from tests.e2e.site.readers import (
    ADMINISTRATOR,
    ANALYST,
    AUDITOR,
    CLERK,
    COMMITTEE,
    FACILITATOR,
    HALF_WAY,
    MAYOR,
    MEMBER,
    MODERATOR,
    OFFICER,
    PANEL,
    REGISTRAR,
    RESIDENT,
    VISITOR,
    WARD_OFFICER,
)
from tests.e2e.site.scene import (
    TOKENS,
    WORKSHOP,
    The,
    confirmation_key,
    frozen_chart,
    reset_link,
    the,
)
from voting.models import Election, HeldVote, Option, PaperDesk


@dataclass(frozen=True)
class Visit:
    """One look at a page: its name, what it is about, who looks, and what the look adds."""

    name: str
    reader: str | The = VISITOR
    about: tuple[object, ...] | Callable[[], tuple[object, ...]] = ()
    note: str = ""
    query: str | Callable[[], str] = ""

    def __str__(self) -> str:
        return f"{self.name}-{self.note}" if self.note else self.name

    def address(self) -> str:
        about = self.about() if callable(self.about) else self.about
        found = [each.found() if isinstance(each, The) else each for each in about]
        query = self.query() if callable(self.query) else self.query
        return reverse(self.name, args=found) + query


PAST = the(Cycle, "slug", parent=None, slug__startswith="city-")
NOW = the(Cycle, "slug", parent__isnull=False)
NPO = the(Organisation, memberships__user__email=email_of(MEMBER))
ESTABLISHED = the(Organisation, kind="area_committee", seats__accepted_at__isnull=False)
PICTURED = the(Report, photos__isnull=False)
OF_NOW = the(Report, item__cycle__parent__isnull=False)
HERE = {"item__cycle__slug": WORKSHOP}
UNDER_WAY = {**HERE, "state": "under_way"}
PLANNED = the(Project, **HERE, state="planned", owner__isnull=False)
RUNNING = the(Project, **UNDER_WAY)
FROZEN = the(ReviewSession, snapshot__isnull=False)
FOLLOWED_UP = the(ReviewSession, follow_up_out_at__isnull=False)
SCHEDULED = the(ReviewSession, cycle__slug=WORKSHOP, state="scheduled")
HELD = the(ReviewSession, cycle__slug=WORKSHOP, state="held")
REPORTED = the(AnnualReport)
WITH_GAP = {"item__title": "実感も測る事業"}
OWED = {**HERE, "session__title": "前の検証会議"}
OPEN_COMMITMENT = the(Commitment, **HERE, state="open")
COUNTED_BUDGET = the(Election, kind="budget", state="certified", cycle__slug__startswith="city-")
WAITS_FOR_COUNT = the(Election, name_en="A vote to count")
TO_IMPORT = the(Election, name_en="A vote to come")
SET_UP = the(Election, name_en="A vote to set up")
CLOSED = the(Election, name_en="A closed vote")
FINGERPRINT = the(HeldVote, "fingerprint", election__name_en="A closed vote")
VOTE_NAME = the(HeldVote, "name", election__name_en="A closed vote")
OPEN = the(Election, name_en="Budget vote: paths and parks")
DESK = the(PaperDesk, election__name_en="Budget vote: paths and parks", kind="counter")
COUNTED_HELD = the(Election, name_en="Budget vote: everyday life")
TO_CERTIFY = the(Election, name_en="A vote to certify")
COUNTED_PRIORITY = the(Election, kind="priority", state="certified")
MEASURED = the(Indicator, level="outcome", readings__isnull=False)
OPEN_SIMULATOR = the(Simulator, state="open")
DISCUSSED = the(Contribution, "thread.item_id", edited_at__isnull=False)
MAPPED = the(OpinionMap, groups__found__isnull=False)
DISCUSSED_AT = the(Contribution, "sequence", edited_at__isnull=False)
SUMMARISED = the(Summary, "thread_id")
SUMMARY = the(Summary)
# On whose words that summary rests.
OBJECTS = "kurita"
DECIDED = the(Outcome, "thread_id")
SAID = "contribution"
FLAGGED = the(Case, "number", state="waiting")
CONTESTED = the(Case, "number", state="appealed")
HIDDEN = the(Case, "number", state="hidden")
# Who wrote what is hidden.
HIDDEN_OF = "hamada"
QUESTIONED = the(Contribution, "thread.item_id", kind="question", answers__gt=0)
QUESTIONED_AT = the(Contribution, "sequence", kind="question", answers__gt=0)

SORTED = the(Cluster, state="confirmed", is_settled=False)
SORTED_CYCLE = the(Cluster, "item.cycle.slug", state="confirmed", is_settled=False)
COMPARED = the(Proposal, options_of_delivery__delivery="city")
ASKED = the(Proposal, title="駅前の水飲み場")
QUESTION = the(ScreeningQuestion, proposal__title="駅前の水飲み場")
OPINION = the(DepartmentOpinion, screening__proposal__title="駅前の水飲み場")
APPEALED = the(Proposal, appeal__outcome="dismissed")
WAITING_STATEMENT = the(Statement, "sequence", state="waiting")

VISITS: tuple[Visit, ...] = (
    Visit("home"),
    Visit("home", RESIDENT, note="signed in"),
    Visit("about"),
    Visit("how_it_works"),
    Visit("accessibility"),
    Visit("privacy"),
    Visit("terms"),
    Visit("help"),
    # Accounts: signing in and up, second steps.
    Visit("account_login"),
    Visit("account_logout", RESIDENT),
    Visit("account_inactive"),
    Visit("account_signup"),
    Visit("account_reauthenticate", MEMBER),
    Visit("account_email", COMMITTEE),
    Visit("account_email_verification_sent"),
    Visit("account_change_password", MEMBER),
    Visit("account_set_password", RESIDENT),
    Visit("account_reset_password"),
    Visit("account_reset_password_done"),
    Visit("account_reset_password_from_key", VISITOR, reset_link),
    Visit("account_reset_password_from_key", VISITOR, ("1", "used-up"), note="used up"),
    Visit("account_reset_password_from_key_done"),
    Visit("account_confirm_email", VISITOR, lambda: (confirmation_key(),)),
    Visit("account_confirm_email", VISITOR, ("used-up",), note="used up"),
    Visit("mfa_index", RESIDENT),
    Visit("mfa_index", MEMBER, note="secured"),
    Visit("mfa_authenticate", HALF_WAY),
    Visit("mfa_reauthenticate", MEMBER),
    Visit("mfa_activate_totp", RESIDENT),
    Visit("mfa_deactivate_totp", MEMBER),
    Visit("mfa_view_recovery_codes", MEMBER),
    Visit("mfa_generate_recovery_codes", MEMBER),
    Visit("mfa_list_webauthn", MEMBER),
    Visit("mfa_add_webauthn", MEMBER),
    Visit("mfa_reauthenticate_webauthn", MEMBER),
    Visit("mfa_edit_webauthn", MEMBER, (the(Authenticator, type="webauthn"),)),
    Visit("mfa_remove_webauthn", MEMBER, (the(Authenticator, type="webauthn"),)),
    Visit("usersessions_list", MEMBER),
    # People and organisations.
    Visit("accounts:edit_profile", RESIDENT),
    Visit("accounts:my_organisations", RESIDENT, note="invited"),
    Visit("accounts:my_organisations", MEMBER, note="offered a seat"),
    Visit("accounts:terms", RESIDENT),
    Visit("accounts:my_data", RESIDENT),
    Visit("accounts:close_account", RESIDENT),
    Visit("accounts:organisations"),
    Visit("accounts:organisations", query="?q=nothing-like-it", note="nothing found"),
    Visit("accounts:register_organisation", RESIDENT),
    Visit("accounts:enter_department", ADMINISTRATOR),
    Visit("accounts:organisation", VISITOR, (ESTABLISHED,), note="committee"),
    Visit("accounts:organisation", MEMBER, (NPO,), note="own"),
    Visit("accounts:edit_organisation", MEMBER, (NPO,)),
    Visit("accounts:edit_identity", MEMBER, (NPO,)),
    Visit("accounts:end_organisation", MEMBER, (NPO,)),
    Visit("accounts:members", MEMBER, (NPO,)),
    Visit(
        "accounts:change_member_role",
        MEMBER,
        (
            NPO,
            the(Membership, organisation__memberships__user__email=email_of(MEMBER), role="editor"),
        ),
    ),
    Visit(
        "accounts:end_membership",
        MEMBER,
        (
            NPO,
            the(Membership, organisation__memberships__user__email=email_of(MEMBER), role="editor"),
        ),
    ),
    Visit("accounts:hand_over", MEMBER, (NPO,)),
    Visit("accounts:leave_organisation", MEMBER, (NPO,)),
    Visit("accounts:seats", COMMITTEE, (ESTABLISHED,)),
    Visit("accounts:verifications", WARD_OFFICER),
    Visit(
        "accounts:decide_verification",
        WARD_OFFICER,
        (the(Organisation, verification_asked_at__isnull=False),),
    ),
    Visit("accounts:invitation", VISITOR, lambda: (TOKENS["invitation"],)),
    Visit("accounts:invitation", RESIDENT, lambda: (TOKENS["invitation"],), note="own"),
    Visit("accounts:roles", ADMINISTRATOR),
    Visit("accounts:revoke_role", ADMINISTRATOR, (the(RoleGrant, role="moderator"),)),
    Visit("accounts:audit", AUDITOR),
    # The lifecycle.
    Visit("lifecycle:cycles"),
    Visit("lifecycle:cycle", VISITOR, (PAST,), note="past"),
    Visit("lifecycle:cycle", ADMINISTRATOR, (NOW,), note="running"),
    Visit("lifecycle:phases", ADMINISTRATOR, (NOW,)),
    Visit("lifecycle:change_phase", ADMINISTRATOR, (NOW, 5, "open")),
    Visit("lifecycle:change_phase", ADMINISTRATOR, (NOW, 3, "reopen"), note="with a reason"),
    Visit("lifecycle:path", VISITOR, (the(Project, "item_id", state="finished"),)),
    # Open data.
    Visit("opendata:catalogue"),
    Visit("opendata:table", VISITOR, ("reports",)),
    Visit("opendata:reuses"),
    Visit("opendata:reuses", MODERATOR, note="moderator"),
    Visit("opendata:reuse_new", RESIDENT),
    Visit("opendata:keys", OFFICER),
    Visit("opendata:key_revoke", OFFICER, (the(ApiKey),)),
    Visit("opendata:reuse_answer", MODERATOR, (the(Reuse, state="waiting"),)),
    # Evidence.
    Visit("budget:spending"),
    Visit("budget:year", VISITOR, (the(BudgetYear, year=2019),)),
    Visit("budget:category", VISITOR, (the(BudgetYear, year=2023), "welfare")),
    Visit("budget:import", MAYOR),
    Visit("budget:simulators"),
    Visit("budget:simulators", MAYOR, note="mayor"),
    Visit("budget:simulator", VISITOR, (OPEN_SIMULATOR,)),
    Visit("budget:simulator", VISITOR, (the(Simulator, state="closed"),), note="results"),
    Visit("budget:simulator_set_up", MAYOR),
    Visit("budget:simulator_move", MAYOR, lambda: (OPEN_SIMULATOR.found(), "close")),
    Visit("evidence:library"),
    Visit("evidence:add", OFFICER),
    Visit("evidence:data_set", VISITOR, (the(DataSet),)),
    Visit("evidence:request", RESIDENT),
    Visit("evidence:requests"),
    Visit("evidence:asked", VISITOR, (the(EvidenceRequest, state="provided"),)),
    Visit("evidence:answer", OFFICER, (the(EvidenceRequest, state="waiting"),)),
    # Reports and proposals.
    Visit("proposals:reports"),
    Visit("proposals:reports", query="?q=nothing-like-it", note="nothing found"),
    Visit("proposals:reports", query="?q=いなげく", note="misspelt"),
    Visit("proposals:report_statistics"),
    Visit("proposals:report_new", RESIDENT),
    Visit("proposals:report", RESIDENT, (the(Report, state="in_progress"),)),
    Visit("proposals:report", VISITOR, (the(Report, state="done"),), note="done"),
    Visit("proposals:report", VISITOR, (PICTURED,), note="pictured"),
    Visit("proposals:report_answer", OFFICER, (the(Report, state="received"),)),
    Visit("proposals:similar", VISITOR, (the(Report, state="done"),)),
    Visit("proposals:clusters"),
    Visit("proposals:cluster", VISITOR, (SORTED,)),
    Visit("proposals:cluster", VISITOR, (the(Cluster, state="merged"),), note="merged"),
    Visit("proposals:cluster_add", FACILITATOR, (SORTED,)),
    Visit("proposals:cluster_split", FACILITATOR, (SORTED,)),
    Visit("proposals:cluster_merge", FACILITATOR, (SORTED,)),
    Visit("proposals:cluster_rename", FACILITATOR, (SORTED,)),
    Visit("proposals:sorting", VISITOR, (SORTED_CYCLE,)),
    Visit("proposals:sorting", FACILITATOR, (SORTED_CYCLE,), note="who sorts"),
    Visit("proposals:confirm", FACILITATOR, (SORTED_CYCLE,)),
    Visit("proposals:proposals"),
    Visit("proposals:drafts", RESIDENT),
    Visit("proposals:proposal_new", RESIDENT, note="choosing reports"),
    Visit("proposals:proposal_new", RESIDENT, query=lambda: f"?report={OF_NOW.found()}"),
    Visit("proposals:proposal", VISITOR, (the(Proposal, state="costed"),), note="costed"),
    Visit("proposals:proposal", RESIDENT, (the(Proposal, state="submitted"),), note="discussed"),
    Visit(
        "proposals:proposal", RESIDENT, (the(Proposal, **HERE, state="draft"),), note="own draft"
    ),
    Visit("proposals:proposal", VISITOR, (the(Proposal, state="declined"),), note="declined"),
    Visit("proposals:proposal_edit", RESIDENT, (the(Proposal, **HERE, state="draft"),)),
    Visit("proposals:proposal_write", RESIDENT, (the(Proposal, **HERE, state="draft"),)),
    Visit("proposals:suggestions", RESIDENT, (the(Proposal, **HERE, state="draft"),)),
    Visit("proposals:proposal_history", VISITOR, (the(Proposal, revision__gt=1, state="costed"),)),
    Visit("proposals:proposal_screen", OFFICER, (the(Proposal, **HERE, state="submitted"),)),
    Visit(
        "proposals:proposal_screen",
        OFFICER,
        (the(Proposal, **HERE, title="坂道の手すり"),),
        note="begun",
    ),
    Visit("proposals:options", VISITOR, (COMPARED,)),
    Visit("proposals:options", OFFICER, (the(Proposal, title="坂道の手すり"),), note="none yet"),
    Visit("proposals:option_edit", OFFICER, (the(Proposal, title="坂道の手すり"), "city")),
    Visit("proposals:only_way", OFFICER, (the(Proposal, title="坂道の手すり"),)),
    Visit("proposals:screenings"),
    Visit("proposals:screening", OFFICER, (ASKED,)),
    Visit("proposals:screening", VISITOR, (APPEALED,), note="appealed"),
    Visit("proposals:department_ask", OFFICER, (the(Proposal, title="坂道の手すり"),)),
    Visit("proposals:authors_ask", OFFICER, (the(Proposal, title="坂道の手すり"),)),
    Visit("proposals:opinion", OFFICER, (ASKED, OPINION)),
    Visit("proposals:screening_question", RESIDENT, (ASKED, QUESTION)),
    Visit("proposals:score", PANEL, (ASKED,)),
    Visit("proposals:appeal", RESIDENT, (the(Proposal, title="夜の図書館", state="declined"),)),
    Visit("proposals:appeal_decide", OFFICER, (the(Proposal, state="appealed"),)),
    Visit("proposals:invite", RESIDENT, (the(Proposal, **HERE, state="draft"),)),
    # Votes.
    Visit("voting:elections"),
    Visit("voting:verify"),
    Visit("voting:election", VISITOR, (COUNTED_BUDGET,)),
    Visit("voting:election", ADMINISTRATOR, (the(Election, state="prepared"),), note="prepared"),
    Visit("voting:election", VISITOR, (WAITS_FOR_COUNT,), note="waits for its count"),
    Visit("voting:result", VISITOR, (COUNTED_BUDGET,), note="budget"),
    Visit("voting:result", VISITOR, (COUNTED_PRIORITY,), note="priorities"),
    Visit("voting:priorities", VISITOR, (COUNTED_PRIORITY,)),
    Visit("voting:option", VISITOR, (the(Option, decision__isnull=False),)),
    Visit("voting:prepare_choice", ADMINISTRATOR),
    Visit("voting:prepare", ADMINISTRATOR, (WORKSHOP, "budget")),
    Visit("voting:withdraw", ADMINISTRATOR, (SET_UP,)),
    Visit("voting:hold", ADMINISTRATOR, (the(Election, state="prepared", held=None),)),
    Visit("voting:setup", VISITOR, (SET_UP,)),
    Visit("voting:define", ADMINISTRATOR, (SET_UP,)),
    Visit("voting:ceremony", VISITOR, (SET_UP,)),
    Visit("voting:totals", ADMINISTRATOR, (TO_IMPORT, "residents")),
    Visit("voting:electorates", ADMINISTRATOR, (SET_UP,)),
    Visit("voting:electorate", ADMINISTRATOR, (SET_UP, "residents")),
    Visit("voting:drop_electorate", ADMINISTRATOR, (SET_UP, "residents")),
    Visit("voting:log", VISITOR, (CLOSED,)),
    Visit("voting:tally", VISITOR, (CLOSED,)),
    Visit("voting:credentials", REGISTRAR, (SET_UP,)),
    Visit("voting:setup", VISITOR, (OPEN,), note="all done"),
    Visit("voting:ceremony", VISITOR, (OPEN,), note="all done"),
    Visit("voting:cast", VISITOR, (OPEN,)),
    Visit("voting:practice", VISITOR, (OPEN,)),
    Visit("voting:check", VISITOR, (OPEN,)),
    Visit("voting:register", VISITOR, (SET_UP,)),
    Visit("voting:register", VISITOR, (OPEN,), note="closed"),
    Visit("voting:register_key", note="without permission"),
    Visit("voting:registered", VISITOR, (SET_UP,)),
    Visit("voting:registration", ADMINISTRATOR, (SET_UP,)),
    Visit("voting:registrar", REGISTRAR, (OPEN,)),
    Visit("voting:registrar", REGISTRAR, (CLOSED,), note="with bundles"),
    Visit("voting:counter", CLERK, (OPEN,)),
    Visit("voting:counter", CLERK, (SET_UP,), note="empty"),
    Visit("voting:desk", CLERK, (OPEN, DESK)),
    Visit("voting:batches", CLERK, (OPEN,), note="open"),
    Visit("voting:batches", CLERK, (CLOSED,)),
    Visit("voting:typing", CLERK, (CLOSED, 1)),
    Visit("voting:typing", CLERK, (CLOSED, 2), note="begun"),
    Visit("voting:settling", CLERK, (CLOSED, 3)),
    Visit("demo:codes"),
    Visit("voting:certify", AUDITOR, (TO_CERTIFY,)),
    Visit("voting:paper_audit", AUDITOR, (TO_CERTIFY,)),
    Visit("voting:ballots", ADMINISTRATOR, (the(Election, state="prepared"),)),
    Visit("voting:answer", MAYOR, (the(Election, cycle__slug=WORKSHOP, state="certified"),)),
    Visit(
        "voting:decide",
        MAYOR,
        (the(Option, election__cycle__slug__startswith="hana", election__kind="budget"),),
    ),
    # My page.
    Visit("notices:my_page", RESIDENT),
    Visit("notices:inbox", RESIDENT),
    Visit("notices:following", RESIDENT),
    Visit("notices:record", RESIDENT),
    Visit("notices:settings", RESIDENT),
    Visit("notices:unsubscribe", VISITOR, lambda: (TOKENS["unsubscribe"],)),
    Visit("notices:feeds"),
    # Discussions.
    Visit("deliberation:threads"),
    Visit("deliberation:thread", RESIDENT, (DISCUSSED,)),
    Visit("deliberation:thread", VISITOR, (DISCUSSED,), note="visitor"),
    Visit("deliberation:threads", query="?order=unanswered", note="unanswered"),
    Visit("deliberation:thread", VISITOR, (QUESTIONED,), query="?view=balance", note="sides"),
    Visit(
        "deliberation:thread", RESIDENT, (QUESTIONED,), query="?view=unanswered", note="questions"
    ),
    Visit("deliberation:contribution", VISITOR, (DISCUSSED, DISCUSSED_AT)),
    Visit("deliberation:contribution", VISITOR, (QUESTIONED, QUESTIONED_AT), note="question"),
    Visit("deliberation:reply", RESIDENT, (QUESTIONED, QUESTIONED_AT)),
    Visit("deliberation:mind", RESIDENT, (DISCUSSED, DISCUSSED_AT)),
    Visit("deliberation:edit", RESIDENT, (DISCUSSED, DISCUSSED_AT)),
    Visit("deliberation:thread", VISITOR, (SUMMARISED,), note="summarised"),
    Visit("deliberation:thread", OBJECTS, (SUMMARISED,), note="may object"),
    Visit("deliberation:thread", VISITOR, (DECIDED,), note="closed"),
    Visit("deliberation:thread_log", VISITOR, (SUMMARISED,)),
    Visit("deliberation:desk", FACILITATOR, (SUMMARISED,)),
    Visit("deliberation:chair", FACILITATOR, (DISCUSSED,)),
    Visit("deliberation:chair_leave", FACILITATOR, (SUMMARISED,)),
    Visit("deliberation:summary_new", FACILITATOR, (SUMMARISED,)),
    Visit("deliberation:summary_withdraw", FACILITATOR, (SUMMARISED, SUMMARY)),
    Visit("deliberation:summary_object", OBJECTS, (SUMMARISED, SUMMARY)),
    Visit("deliberation:thread_close", FACILITATOR, (SUMMARISED,)),
    Visit("deliberation:thread_reopen", FACILITATOR, (DECIDED,)),
    Visit("deliberation:pin", FACILITATOR, (SUMMARISED, 1)),
    Visit("deliberation:move", FACILITATOR, (SUMMARISED, 1)),
    Visit("deliberation:moderation"),
    Visit("deliberation:moderation", HIDDEN_OF, note="own"),
    Visit("deliberation:moderation_log"),
    Visit("deliberation:moderation_queue", MODERATOR),
    Visit("deliberation:rules"),
    Visit("deliberation:rules", MODERATOR, note="words"),
    Visit("deliberation:rules_change", MODERATOR),
    Visit("deliberation:report", RESIDENT, (SAID, FLAGGED)),
    Visit("deliberation:case", MODERATOR, (SAID, FLAGGED)),
    Visit("deliberation:case", MODERATOR, (SAID, CONTESTED), note="appealed"),
    Visit("deliberation:case", HIDDEN_OF, (SAID, HIDDEN), note="own"),
    Visit("deliberation:case_decide", MODERATOR, (SAID, FLAGGED, "hide")),
    Visit("deliberation:case_decide", MODERATOR, (SAID, CONTESTED, "grant"), note="appeal"),
    Visit("deliberation:appeal", HIDDEN_OF, (SAID, HIDDEN)),
    Visit("deliberation:opinion_maps"),
    Visit("deliberation:opinion_map", VISITOR, (MAPPED,)),
    Visit("deliberation:opinion_map", RESIDENT, (MAPPED,), note="asked"),
    Visit("deliberation:map_new", FACILITATOR, (WORKSHOP,)),
    Visit("deliberation:map_queue", FACILITATOR, (MAPPED,)),
    Visit("deliberation:map_close", FACILITATOR, (MAPPED,)),
    Visit("deliberation:map_forget", RESIDENT, (MAPPED,)),
    Visit("deliberation:statement_add", RESIDENT, (MAPPED,)),
    Visit("deliberation:statement_show", FACILITATOR, (MAPPED, WAITING_STATEMENT)),
    Visit("deliberation:statement_refuse", FACILITATOR, (MAPPED, WAITING_STATEMENT)),
    # Projects and reviews.
    Visit("reviews:snapshot", VISITOR, (FROZEN,)),
    Visit("reviews:projects"),
    Visit("reviews:project", VISITOR, (the(Project, state="finished"),)),
    Visit("reviews:project", OFFICER, (RUNNING,), note="owner"),
    Visit("reviews:story", VISITOR, (the(Project, state="finished"),)),
    Visit("reviews:bulk", OFFICER),
    Visit("reviews:catalogue"),
    Visit("reviews:silent"),
    Visit("reviews:annual_list", ANALYST),
    Visit("reviews:annual", VISITOR, (REPORTED,)),
    Visit("reviews:series", VISITOR, (the(ReviewSeries),)),
    Visit("reviews:series_open", FACILITATOR, (WORKSHOP,)),
    Visit("reviews:take_on", OFFICER, (the(Project, **HERE, owner=None),)),
    Visit("reviews:plan", OFFICER, (PLANNED,)),
    Visit("reviews:start", OFFICER, (PLANNED,)),
    Visit("reviews:finish", OFFICER, (RUNNING,)),
    Visit("reviews:stop", OFFICER, (RUNNING,)),
    Visit("reviews:milestone_add", OFFICER, (PLANNED,)),
    Visit(
        "reviews:milestone_reach", OFFICER, (the(Milestone, project__item__cycle__slug=WORKSHOP),)
    ),
    Visit("reviews:money_add", OFFICER, (RUNNING,)),
    Visit("reviews:indicator_add", OFFICER, (PLANNED,)),
    Visit("reviews:indicator", VISITOR, (MEASURED,)),
    Visit("reviews:indicator_edit", OFFICER, (the(Indicator, **HERE, project__state="planned"),)),
    Visit("reviews:reading_add", OFFICER, (the(Indicator, **HERE, project__state="under_way"),)),
    Visit("reviews:sessions"),
    Visit("reviews:sessions", ANALYST, note="organiser"),
    Visit("reviews:improvements"),
    Visit("reviews:session", VISITOR, (the(ReviewSession, state="follow_up_out"),)),
    Visit("reviews:session", ANALYST, (HELD,), note="held"),
    Visit("reviews:session", VISITOR, (the(ReviewSession, state="cancelled"),), note="cancelled"),
    Visit("reviews:schedule", FACILITATOR, (WORKSHOP,)),
    Visit("reviews:memo", ANALYST, (SCHEDULED,)),
    Visit(
        "reviews:hold", FACILITATOR, (the(ReviewSession, cycle__slug=WORKSHOP, state="memo_out"),)
    ),
    Visit("reviews:follow_up", ANALYST, (HELD,)),
    Visit("reviews:cancel", FACILITATOR, (SCHEDULED,)),
    Visit("reviews:ask", RESIDENT, (SCHEDULED,)),
    Visit("reviews:commit", FACILITATOR, (HELD,)),
    Visit("reviews:verdict", PANEL, (HELD,)),
    Visit("reviews:answer", ANALYST, (the(Question, session__cycle__slug=WORKSHOP),)),
    Visit("reviews:room", VISITOR, (the(ReviewSession, state="follow_up_out"),)),
    Visit("reviews:room", RESIDENT, (HELD,), note="resident"),
    Visit("reviews:room", FACILITATOR, (HELD,), note="facilitator"),
    Visit("reviews:screen", VISITOR, (HELD,)),
    Visit("reviews:agenda", FACILITATOR, (HELD,)),
    Visit("reviews:take_chair", FACILITATOR, (HELD,)),
    Visit("reviews:note_add", PANEL, (HELD,)),
    Visit("reviews:note_edit", PANEL, (the(SessionNote, session__cycle__slug=WORKSHOP),)),
    Visit("reviews:carry_commitments", FACILITATOR, (HELD,)),
    Visit("reviews:carry_commitment", FACILITATOR, (HELD, the(Commitment, **OWED))),
    Visit("reviews:commitment", VISITOR, (the(Commitment, state="done"),)),
    Visit("reviews:assign", FACILITATOR, (OPEN_COMMITMENT,)),
    Visit("reviews:settle", OFFICER, (OPEN_COMMITMENT,)),
    Visit("reviews:renegotiate", FACILITATOR, (OPEN_COMMITMENT,)),
    Visit("reviews:carry_over", PANEL, (WORKSHOP,)),
)

# What only answers to a button: asked for like a page, it says 405.
DEEDS: frozenset[str] = frozenset(
    {
        "furigana",
        "demo:sign_in",
        "accounts:answer_own_invitation",
        "accounts:ask_for_verification",
        "accounts:withdraw_invitation",
        "accounts:take_seat",
        "accounts:free_seat",
        "accounts:answer_invitation",
        "proposals:report_support",
        "proposals:sort",
        "proposals:cluster_undo",
        "proposals:proposal_support",
        "proposals:proposal_submit",
        "proposals:proposal_restore",
        "proposals:suggestion_accept",
        "proposals:suggestion_decline",
        "proposals:accept",
        "proposals:consent",
        "proposals:unlist",
        "notices:read_all",
        "reviews:take_up",
        "reviews:move_on",
        "notices:follow_organisation",
        "deliberation:map_answer",
        "voting:trustee_address",
        "voting:trustee_upload",
        "voting:log_entries",
        "voting:lay_out",
        "voting:prove",
        "voting:card",
        "voting:finish_typing",
        "voting:registrar_answer",
        "voting:registrar_bound",
        "casting:receipts",
        "casting:ballots",
        "casting:challenges",
        "casting:state",
        "casting:trackers",
    }
)
# What leads elsewhere when it is asked for like a page.
JUMPS: tuple[Visit, ...] = (
    Visit("set_language"),
    Visit("account_confirm_login_code"),
    Visit("voting:count", ADMINISTRATOR, (COUNTED_BUDGET,)),
    Visit("notices:open", RESIDENT, (the(Notice, user__email=email_of(RESIDENT)),)),
    Visit("notices:follow", RESIDENT, (the(Report, "item_id"),)),
    Visit("notices:unfollow", RESIDENT, (the(Follow, "item_id", user__email=email_of(RESIDENT)),)),
    Visit("deliberation:post", RESIDENT, (DISCUSSED,)),
    Visit("deliberation:react", RESIDENT, (DISCUSSED,)),
    Visit("reviews:endorse", RESIDENT, (the(Verdict),)),
    Visit("reviews:annual_make", ANALYST, (REPORTED,)),
    Visit("reviews:question_support", RESIDENT, (the(Question),)),
)
# What is a file, a picture or data for a script; by its type.
FILES: tuple[tuple[Visit, str], ...] = (
    (Visit("mfa_download_recovery_codes", MEMBER), "text/plain"),
    (Visit("mfa_login_webauthn"), "application/json"),
    (Visit("accounts:download_my_data", RESIDENT), "application/json"),
    (Visit("accounts:audit_csv", AUDITOR), "text/csv"),
    (Visit("reviews:snapshot_json", VISITOR, (FROZEN,)), "application/json"),
    (Visit("reviews:memo_pdf", VISITOR, (FROZEN,)), "application/pdf"),
    (Visit("reviews:follow_up_pdf", VISITOR, (FOLLOWED_UP,)), "application/pdf"),
    (Visit("proposals:options_chart", VISITOR, (COMPARED,)), "image/svg+xml"),
    (Visit("reviews:frozen_chart", VISITOR, frozen_chart), "image/svg+xml"),
    (Visit("proposals:report_photo", VISITOR, (PICTURED, 0)), "image/jpeg"),
    (Visit("proposals:report_photo_small", VISITOR, (PICTURED, 0)), "image/jpeg"),
    (Visit("api:tables"), "application/json"),
    (Visit("api:openapi-json"), "application/json"),
    (Visit("open_files:catalogue"), "application/json"),
    (Visit("open_files:file", VISITOR, ("reports", "csv")), "text/csv"),
    (
        Visit("open_files:dump", VISITOR, lambda: (Dump.objects.get().day.isoformat(),)),
        "application/zip",
    ),
    (Visit("notices:calendar"), "text/calendar"),
    (Visit("notices:area_feed", VISITOR, ("12101",)), "application/atom+xml"),
    (Visit("notices:theme_feed", VISITOR, ("town",)), "application/atom+xml"),
    (Visit("notices:item_feed", VISITOR, (the(Report),)), "application/atom+xml"),
    (Visit("budget:csv", VISITOR, (the(BudgetYear, year=2023),)), "text/csv"),
    (Visit("budget:picture", VISITOR, (the(BudgetYear, year=2023),)), "image/svg+xml"),
    (Visit("evidence:download", VISITOR, (the(DataSet),)), "text/csv"),
    (Visit("proposals:reports_csv"), "text/csv"),
    (Visit("proposals:proposals_csv"), "text/csv"),
    (Visit("proposals:reports_feed"), "application/atom+xml"),
    (Visit("proposals:proposals_feed"), "application/atom+xml"),
    (Visit("voting:board_archive", VISITOR, (SET_UP,)), "application/zip"),
    (Visit("voting:roll_file", REGISTRAR, (OPEN,)), "text/csv"),
    (Visit("voting:requests_file", REGISTRAR, (OPEN,)), "application/json"),
    (Visit("voting:batches_file", REGISTRAR, (COUNTED_HELD,)), "application/json"),
    (Visit("voting:result_csv", VISITOR, (COUNTED_BUDGET,)), "text/csv"),
    (Visit("voting:ballot_file", VISITOR, (COUNTED_BUDGET,)), "text/plain"),
    (Visit("voting:rule_json", VISITOR, (COUNTED_BUDGET,)), "application/json"),
    (Visit("voting:result_json", VISITOR, (COUNTED_BUDGET,)), "application/json"),
    (Visit("voting:explanation_json", VISITOR, (COUNTED_BUDGET,)), "application/json"),
    (Visit("voting:chart", VISITOR, (COUNTED_BUDGET, "votes")), "image/svg+xml"),
    (Visit("proposals:sorting_state", VISITOR, (SORTED_CYCLE,)), "text/html"),
    (Visit("voting:count_state", VISITOR, (WAITS_FOR_COUNT,)), "text/html"),
    (Visit("casting:definition", VISITOR, (FINGERPRINT,)), "application/json"),
    (Visit("casting:now", VISITOR, (FINGERPRINT,)), "application/json"),
    (Visit("casting:heads", VISITOR, (FINGERPRINT,)), "application/json"),
    (Visit("casting:consistency", VISITOR, (FINGERPRINT, 2, 2)), "application/json"),
    (Visit("casting:board", VISITOR, (VOTE_NAME, "definition.json")), "application/json"),
    (Visit("deliberation:changes", VISITOR, (DISCUSSED,), query="?after=0"), "application/json"),
    (Visit("reviews:bulk_template", OFFICER), "text/csv"),
    (Visit("reviews:story_json", VISITOR, (the(Project, state="finished"),)), "application/json"),
    (Visit("reviews:gap_chart", VISITOR, (the(Project, **WITH_GAP),)), "image/svg+xml"),
    (Visit("reviews:annual_pdf", VISITOR, (REPORTED,)), "application/pdf"),
    (Visit("reviews:annual_json", VISITOR, (REPORTED,)), "application/json"),
    (Visit("reviews:annual_chart", VISITOR, (REPORTED, 0)), "image/svg+xml"),
    (Visit("reviews:room_changes", VISITOR, (HELD,), query="?after=0"), "application/json"),
    (Visit("deliberation:map_groups", VISITOR, (MAPPED,), query="?after=0"), "application/json"),
    (Visit("deliberation:map_picture", VISITOR, (MAPPED,)), "image/svg+xml"),
    (Visit("deliberation:map_matrix", VISITOR, (MAPPED,)), "text/csv"),
    (Visit("deliberation:map_statements", VISITOR, (MAPPED,)), "text/csv"),
    (Visit("reviews:money_chart", VISITOR, (RUNNING,)), "image/svg+xml"),
    (Visit("reviews:indicator_chart", VISITOR, (MEASURED,)), "image/svg+xml"),
    (Visit("reviews:readings_csv", VISITOR, (MEASURED,)), "text/csv"),
)
# Only on a server with DEBUG or DEMO; tests/e2e/test_design.py looks at it.
ELSEWHERE: frozenset[str] = frozenset(
    {
        "components",
        # A trustee's secret address gives the same as that of everyone.
        "casting:trustees_board",
        # Between the demo's identity provider and the way to a key: tests/e2e/test_registering.py.
        "demo:identity_configuration",
        "demo:identity_keys",
        "demo:identity_authorize",
        "demo:identity_token",
        "demo:identity_userinfo",
        "voting:proved",
        # Asked for all that they allow: tests/portal/opendata/test_api.py.
        "api:api-root",
        *(f"api:{table.name}" for table in all_tables()),
        *(f"api:one_of_{table.name}" for table in all_tables()),
        *(f"api:write_{deed.name}" for deed in all_deeds()),
    }
)


Arguments = tuple[object, ...]
# What stands in the place of the kinds that take no number.
SOME: dict[str, object] = {"FingerprintConverter": "0" * 64, "ElectionKindConverter": "budget"}


def every_name() -> list[str]:
    """The name of every address in the map of the portal."""
    return sorted(name for name, _arguments in _walked(get_resolver(), "", ()))


def arguments_of(wanted: str) -> Arguments:
    """Arguments that the address of a name takes, whether or not anything is there."""
    return next(found for name, found in _walked(get_resolver(), "", ()) if name == wanted)


def _walked(
    resolver: URLResolver, space: str, before: Arguments
) -> Iterator[tuple[str, Arguments]]:
    for each in resolver.url_patterns:
        converters = getattr(each.pattern, "converters", {}).values()
        arguments = (*before, *(SOME.get(type(each).__name__, 1) for each in converters))
        if isinstance(each, URLPattern):
            yield f"{space}{each.name}", arguments
        else:
            inner = f"{space}{each.namespace}:" if each.namespace else space
            yield from _walked(each, inner, arguments)
