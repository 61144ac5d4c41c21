"""The demo city, and beside it deeds that wait: a cycle in which every phase is open."""

from dataclasses import dataclass
from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.account.utils import user_pk_to_url_str
from django.db.models import Model
from django.utils import timezone

from deliberation.services import edit_contribution
from portal.accounts.models import Organisation
from portal.accounts.organisations import CommitteeSeat, MemberRole
from portal.accounts.roles import Role
from portal.accounts.services.committees import offer_seat
from portal.accounts.services.invitations import invite_member
from portal.accounts.services.roles import grant_role
from portal.demo.people import email_of
from portal.lifecycle.models import Cycle
from portal.lifecycle.phases import Phase
from portal.notices.frequencies import Frequency
from portal.notices.services.subscribing import Wanted, subscribe
from portal.notices.services.writing import unsubscribe_address
from portal.opendata.services.keys import make_key
from portal.registers.models import Area
from proposals.states import ProposalState
from reviews.models import Snapshot
from reviews.services import open_series
from reviews.services.reporting import make_report
from reviews.states import ProjectState, SessionState
from tests.e2e.site.readers import (
    ADMINISTRATOR,
    AUDITOR,
    CLERK,
    COMMITTEE,
    FACILITATOR,
    MEMBER,
    OFFICER,
    PANEL,
    REGISTRAR,
    RESIDENT,
    person,
    secure,
)
from tests.factories.accounts import RoleGrantFactory
from tests.factories.deliberation import contribute
from tests.factories.evidence import EvidenceRequestFactory
from tests.factories.held import Town
from tests.factories.lifecycle import cycle_in
from tests.factories.proposals import (
    AppealFactory,
    DepartmentOpinionFactory,
    DraftFactory,
    ProposalFactory,
    ScorecardFactory,
    ScreeningFactory,
    ScreeningQuestionFactory,
)
from tests.factories.reviews import (
    CommitmentFactory,
    MilestoneFactory,
    ProjectFactory,
    QuestionFactory,
    ReviewSessionFactory,
    VerdictFactory,
    add_minutes,
    held_session,
    holder_of,
    measured_both_ways,
    plan_of,
    promised_project,
)
from tests.factories.roll import ElectorateFactory
from tests.factories.voting import ElectionFactory, counted_election, opened_election
from voting.models import AuditedBallot, PaperBatch
from voting.services import ask_for_count
from voting.services.paper_batches import begin_typing, finish_typing, make_batch, type_ballot
from voting.states import ElectionKind

WORKSHOP = "workshop"
# Invitations are found by a hash of their token, so the page needs the token itself.
TOKENS: dict[str, str] = {}


@dataclass(frozen=True)
class The:
    """The first row that is as wanted; `field` is what is taken of it."""

    model: type[Model]
    wanted: dict[str, Any]
    field: str = "pk"

    def found(self) -> Any:
        row = self.model._default_manager.filter(**self.wanted).order_by("pk").first()
        assert row, f"{self.model.__name__} with {self.wanted} is not in the city"
        for part in self.field.split("."):
            row = getattr(row, part)
        return row


def the(model: type[Model], field: str = "pk", **wanted: Any) -> The:
    return The(model, wanted, field)


def confirmation_key() -> str:
    return str(EmailConfirmationHMAC(EmailAddress.objects.get(verified=False)).key)


def reset_link() -> tuple[str, str]:
    user = person(MEMBER)
    return user_pk_to_url_str(user), default_token_generator.make_token(user)


def frozen_chart() -> tuple[int, int, int]:
    """The first chart of the first session whose data are frozen with one."""
    return next(
        (snapshot.pk, project["id"], 0)
        for snapshot in Snapshot.objects.order_by("pk")
        for project in snapshot.document["ja"]
        if project["charts"]
    )


def _mail_and_keys() -> None:
    """A link of a mail, by its token, and a key of an officer's program."""
    held = subscribe(user=person(RESIDENT), wanted=Wanted(Frequency.DAILY))
    TOKENS["unsubscribe"] = unsubscribe_address(held, "ja").rstrip("/").rpartition("/")[2]
    officer = person(OFFICER)
    department = Organisation.objects.departments().acted_for_by(officer)[0]
    make_key(actor=officer, organisation=department, name="台帳", scopes=["readings"])


def add_waiting_deeds() -> None:
    """What no demo needs, beside a demo city that is filled."""
    secure(person(MEMBER))
    EmailAddress.objects.create(
        user=person(COMMITTEE), email="masao@example.jp", verified=False, primary=False
    )
    _invitations_and_offers()
    _mail_and_keys()
    cycle = cycle_in(
        *Phase,
        slug=WORKSHOP,
        name_ja="すべてのフェーズが開いているサイクル",
        name_en="A cycle with every phase open",
        area=Area.objects.get(code="12100"),
    )
    _proposals(cycle)
    _elections(cycle)
    _held_votes(cycle)
    _talk(cycle)
    _projects(cycle)
    _sessions(cycle)


def _invitations_and_offers() -> None:
    npo = Organisation.objects.get(memberships__user=person(MEMBER))
    invite_member(
        organisation=npo,
        email=email_of(RESIDENT),
        role=MemberRole.VIEWER,
        actor=person(MEMBER),
        address_of=lambda token: TOKENS.setdefault("invitation", token),
    )
    committee = Organisation.objects.filter(
        kind="area_committee", memberships__user=person(COMMITTEE)
    ).first()
    assert committee
    offer_seat(
        committee=committee,
        member=npo,
        seat=CommitteeSeat.YOUTH,
        actor=person(COMMITTEE),
        url="http://localhost/",
    )


def _proposals(cycle: Cycle) -> None:
    DraftFactory(cycle=cycle, author=person(RESIDENT), title="川ぞいの道のベンチ")
    ProposalFactory(cycle=cycle, title="夜の公園の見守り", state=ProposalState.SUBMITTED)
    costed = ProposalFactory(cycle=cycle, title="雨の日の遊び場", state=ProposalState.COSTED)
    ScreeningFactory(proposal=costed)
    begun = ProposalFactory(cycle=cycle, title="坂道の手すり", state=ProposalState.IN_SCREENING)
    road = Organisation.objects.get(memberships__user=person(OFFICER))
    ScreeningFactory(proposal=begun, department=road, verdict="", at=None, cost=None)
    _consultations(cycle, road)
    EvidenceRequestFactory(cycle=cycle)


def _consultations(cycle: Cycle, road: Organisation) -> None:
    """What is asked of each in the course of screenings that another department leads."""
    asking = ProposalFactory(
        cycle=cycle,
        author=person(RESIDENT),
        title="駅前の水飲み場",
        state=ProposalState.IN_SCREENING,
    )
    begun = {"verdict": "", "at": None, "cost": None}
    screening = ScreeningFactory(proposal=asking, **begun)
    DepartmentOpinionFactory(screening=screening, department=road)
    ScreeningQuestionFactory(proposal=asking, department=screening.department)
    RoleGrantFactory(user=person(PANEL), role=Role.REVIEWER)
    for _ in range(2):
        ScorecardFactory(proposal=asking)
    for state in (ProposalState.DECLINED, ProposalState.APPEALED):
        refused = ProposalFactory(
            cycle=cycle, author=person(RESIDENT), title="夜の図書館", state=state
        )
        ScreeningFactory(proposal=refused, verdict="declined", cost=None)
    AppealFactory(proposal=refused)


def _elections(cycle: Cycle) -> None:
    prepared = ElectionFactory(cycle=cycle, name_ja="準備中の投票", name_en="A vote to come")
    ElectorateFactory(election=prepared, code="residents")
    waiting = opened_election(
        {(0,): 5, (1,): 3}, cycle=cycle, name_ja="集計を待つ投票", name_en="A vote to count"
    )
    ask_for_count(election=waiting, actor=person(ADMINISTRATOR))
    counted_election(
        {(0, 1): 40, (1, 2): 30, (2,): 20},
        cycle=cycle,
        kind=ElectionKind.PRIORITY,
        budget=None,
        name_ja="優先順位の投票",
        name_en="Vote on priorities",
    )


def _held_votes(cycle: Cycle) -> None:
    """One that is being set up, one that is closed, one that waits for the auditor."""
    people = {"cycle": cycle, "registrar": person(REGISTRAR)}
    Town(**people, name_ja="鍵を作る投票", name_en="A vote to set up").hold().list_voters()
    closed = Town(**people, name_ja="締め切った投票", name_en="A closed vote").open()
    closed.device(0).cast((0, 1))
    closed.close()
    _bundles(closed)
    _sampled(Town(**people, name_ja="確定を待つ投票", name_en="A vote to certify").opened())


def _sampled(town: Town) -> None:
    """Three paper ballots are in the sample, and the auditor has read one again."""
    batch = PaperBatch.objects.create(
        election=town.election,
        electorate=town.election.electorates.get(),
        number=1,
        size=3,
        entry="00",
    )
    AuditedBallot.objects.create(batch=batch, number=1, choice=[0], agrees=True, by=person(AUDITOR))


def _bundles(town: Town) -> None:
    """Of paper ballots: one that nobody types yet, one begun, one that two read differently."""
    clerk, vote = person(CLERK), town.vote
    grant_role(user=clerk, role=Role.COUNTER_CLERK, actor=person(ADMINISTRATOR))
    others = [holder_of(Role.COUNTER_CLERK) for _ in range(2)]
    electorate = town.election.electorates.get()
    _untouched, begun, read_differently = (
        make_batch(actor=clerk, electorate=electorate, size=2) for _ in range(3)
    )
    begin_typing(actor=clerk, batch=begun)
    type_ballot(actor=clerk, vote=vote, batch=begun, number=1, typed="1 2")
    for other, second in zip(others, ("2", "3"), strict=True):
        begin_typing(actor=other, batch=read_differently)
        for number, typed in enumerate(("1", second), start=1):
            type_ballot(actor=other, vote=vote, batch=read_differently, number=number, typed=typed)
        finish_typing(actor=other, batch=read_differently)


def _talk(cycle: Cycle) -> None:
    """A contribution that its author has put right."""
    item, author = cycle.items.get(title="夜の公園の見守り"), person(RESIDENT)
    said = contribute(item, "夜は9時まで見回ってほしいです。", actor=author)
    edit_contribution(
        contribution=said, actor=author, text="夜は10時まで見回ってほしいです。", language="ja"
    )


def _projects(cycle: Cycle) -> None:
    road = Organisation.objects.get(memberships__user=person(OFFICER))
    common = {"cycle": cycle, "owner": road}
    promised_project(**common, title="駅前の段差をなくす")
    ProjectFactory(cycle=cycle, owner=None, title="公園の水飲み場")
    under_way = promised_project(**common, title="通学路の街灯", state=ProjectState.UNDER_WAY)
    MilestoneFactory(project=under_way)


def _sessions(cycle: Cycle) -> None:
    project = cycle.items.get(title="通学路の街灯", kind="project").project
    scheduled = ReviewSessionFactory(cycle=cycle, title="はじめの検証会議", reviewing=[project])
    QuestionFactory(session=scheduled, project=project)
    ReviewSessionFactory(
        cycle=cycle,
        title="資料の出た検証会議",
        state=SessionState.MEMO_OUT,
        memo="夜の通行者は100人から150人に増えました。",
        memo_out_at=timezone.now(),
        reviewing=[project],
    )
    held = held_session(project, title="開かれた検証会議")
    CommitmentFactory(project=project, session=held, text="残りの1基を年内に建てる")
    VerdictFactory(project=project, session=held)
    earlier = held_session(project, title="前の検証会議", state=SessionState.FOLLOW_UP_OUT)
    CommitmentFactory(project=project, session=earlier, text="電気代を公開する")
    add_minutes(held)
    open_series(actor=person(FACILITATOR), cycle=cycle, plan=plan_of(project))
    make_report.func(timezone.localdate().year - 1)
    measured_both_ways(
        ProjectFactory(cycle=cycle, title="実感も測る事業", state=ProjectState.UNDER_WAY)
    )
