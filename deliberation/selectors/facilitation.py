"""What who chairs a discussion looks at: what waits, who spoke, who did not, what was done."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from deliberation.models import Case, Contribution, Objection, Outcome, Summary, Thread, ThreadAct
from deliberation.names import KIND_NAMES
from deliberation.selectors.subjects import SAID
from deliberation.states import Kind
from portal.accounts.models import Membership, Organisation, User
from portal.accounts.names import ORGANISATION_KIND_NAMES
from portal.accounts.organisations import OrganisationKind
from portal.lifecycle.models import Item
from portal.notices.grouping import belongings
from portal.notices.models import Follow
from portal.opendata.tables import suppressed
from portal.registers.models import Area
from proposals.models import Proposal, Report

MOST_WAITING = 20
MOST_OFFERED = 50
MOST_SPOKEN = 3

Cells = list[tuple[str, int | None]]


@dataclass(frozen=True)
class Balance:
    """Who spoke, in numbers of people; None stands for fewer than five.

    `kinds` counts contributions by their kind; `loudest` is the share, in percent, that the three
    who wrote most have of all, or None where fewer than five wrote.
    """

    people: int | None
    kinds: Cells
    organisations: Cells
    wards: Cells
    loudest: int | None


@dataclass(frozen=True)
class Silence:
    """Who is concerned and wrote nothing: people by their ward, organisations by their names."""

    followers: int | None
    wards: Cells
    organisations: list[Organisation]


@dataclass(frozen=True)
class Desk:
    """The page of who chairs: `fresh` are openings that no summary rests on yet."""

    thread: Thread | None
    unanswered: list[Contribution]
    fresh: list[Contribution]
    reported: int
    balance: Balance
    silence: Silence


def desk_of(item: Item) -> Desk:
    """Twelve queries at most, however much was said."""
    thread = Thread.objects.filter(pk=item.pk).select_related("chair").first()
    said = Contribution.objects.in_sight().filter(thread=item.pk)
    openings = said.openings().with_speakers()
    asked = openings.filter(Q(answers=None) | Q(answers=0), kind=Kind.QUESTION)
    standing = Summary.objects.filter(thread=item.pk, withdrawn_at=None)
    fresh = openings.exclude(summaries__in=standing).order_by("-sequence")
    numbers = said.values("pk")
    cases = Case.objects.in_queue().filter(kind=SAID, number__in=numbers)
    spoken = list(said.values_list("author", "author__home_area", "kind", "organisation__kind"))
    return Desk(
        thread=thread,
        unanswered=list(asked.order_by("sequence")[:MOST_WAITING]),
        fresh=list(fresh[:MOST_WAITING]),
        reported=cases.count(),
        balance=_balance(spoken),
        silence=_silence(item, {author for author, *_rest in spoken}),
    )


def offered_in(item: Item) -> list[Contribution]:
    """What a summary, or an outcome, may rest on: the newest openings in sight."""
    said = Contribution.objects.in_sight().openings().filter(thread=item.pk)
    return list(said.select_related("author").order_by("-sequence")[:MOST_OFFERED])


def summaries_of(item_id: int) -> list[Summary]:
    """Those that stand, with what they rest on and who objects. Three queries, none without any."""
    rests_on = Contribution.objects.order_by("sequence")
    objections = Objection.objects.select_related("author")
    return list(
        Summary.objects.filter(thread=item_id, withdrawn_at=None)
        .select_related("author")
        .prefetch_related(Prefetch("rests_on", rests_on), Prefetch("objections", objections))
    )


def outcome_of(thread: Thread) -> Outcome | None:
    """With what it is closed. Two queries, none for one that is open."""
    if thread.closed_at is None:
        return None
    counted = Prefetch("counted", Contribution.objects.order_by("sequence"))
    return thread.outcomes.select_related("author").prefetch_related(counted).first()


def acts_in(item_id: int) -> QuerySet[ThreadAct]:
    return ThreadAct.objects.filter(thread=item_id).select_related("actor")


def others_to_move_to(item: Item) -> QuerySet[Item]:
    """Public items of the same cycle whose discussion is open, the liveliest first."""
    others = Item.objects.public().filter(cycle=item.cycle_id).exclude(pk=item.pk)
    return others.filter(thread__closed_at=None, thread__isnull=False).order_by("-thread__last_at")


def is_party_to(person: User, item: Item) -> bool:
    """Whether the person said something there, or wrote what is discussed, also for a body."""
    if Contribution.objects.filter(thread=item.pk, author=person).exists():
        return True
    if Report.objects.filter(pk=item.pk, author=person).exists():
        return True
    if Proposal.objects.filter(pk=item.pk, author=person).exists():
        return True
    bodies = belongings(item.kind, [item.pk])
    concerned = bodies[item.pk].organisations if item.pk in bodies else ()
    own = Membership.objects.in_force().filter(user=person, organisation__in=concerned)
    return own.exists()


def _balance(spoken: Sequence[tuple[int, int | None, str | None, str | None]]) -> Balance:
    wrote = Counter(author for author, *_rest in spoken)
    by_ward: dict[int | None, set[int]] = defaultdict(set)
    by_body: dict[str, set[int]] = defaultdict(set)
    for author, ward, _kind, body in spoken:
        by_ward[ward].add(author)
        by_body[body or ""].add(author)
    kinds = Counter(Kind(kind or "") for _author, _ward, kind, _body in spoken)
    loudest = sum(number for _person, number in wrote.most_common(MOST_SPOKEN))
    people = suppressed(len(wrote))
    return Balance(
        people=people,
        kinds=[(str(KIND_NAMES[kind]), kinds[kind]) for kind in Kind if kinds[kind]],
        organisations=[
            (_body_name(body), suppressed(len(found))) for body, found in sorted(by_body.items())
        ],
        wards=_by_ward({ward: len(found) for ward, found in by_ward.items()}),
        loudest=round(100 * loudest / len(spoken)) if people else None,
    )


def _silence(item: Item, spoke: Iterable[int]) -> Silence:
    silent = Follow.objects.filter(item=item, user__is_active=True).exclude(user__in=set(spoke))
    wards: Counter[int | None] = Counter(silent.values_list("user__home_area", flat=True))
    belongs = belongings(item.kind, [item.pk]).get(item.pk)
    concerned = Organisation.objects.filter(pk__in=belongs.organisations if belongs else ())
    heard = Contribution.objects.in_sight().filter(thread=item.pk).exclude(organisation=None)
    return Silence(
        followers=suppressed(wards.total()),
        wards=_by_ward(wards),
        organisations=list(concerned.exclude(pk__in=heard.values("organisation"))),
    )


def _by_ward(counts: Mapping[int | None, int]) -> Cells:
    named = {area.pk: area.name for area in Area.objects.filter(pk__in=[w for w in counts if w])}
    cells = [(named[ward], suppressed(counts[ward])) for ward in sorted(named)]
    unsaid = counts.get(None, 0)
    return [*cells, (_("区を登録していない人"), suppressed(unsaid))] if unsaid else cells


def _body_name(kind: str) -> str:
    return str(ORGANISATION_KIND_NAMES[OrganisationKind(kind)]) if kind else _("個人として")
