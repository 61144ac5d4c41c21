"""Who keeps a vote that is held here: what waits for trustees, registrar, clerks and auditors.

And where each of them works, as long as the vote is under way.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.accounts.roles import Role
from portal.accounts.selectors import roles_by_area
from portal.notices.waiting import Waiting
from portal.notices.workplaces import Workplace
from voting.crypto.errors import CheckFailed
from voting.models import BoardFile, HeldVote, LogHead, PaperBatch, PaperVoter, TrusteeSeat
from voting.selectors.checklist import standing_of
from voting.selectors.paper import differing_numbers
from voting.selectors.paper_audit import audit_of
from voting.states import ElectionState, PaperState
from voting.trustee.following import Stage
from voting.trustee.signed import approval_name, countersignature_name
from voting.trustee.vote import VOTE, opening_name

KEEPERS = frozenset({Role.TRUSTEE, Role.REGISTRAR, Role.COUNTER_CLERK, Role.AUDITOR})
OVER = frozenset({ElectionState.CERTIFIED, ElectionState.WITHDRAWN})


def waiting_for_keepers(user: User, roles: frozenset[Role]) -> list[Waiting]:
    """What each vote under way needs of this person now; no query for who keeps none."""
    found: list[Waiting] = []
    if Role.TRUSTEE in roles:
        found += [task for seat in _seats_of(user) if (task := _task_of_trustee(seat))]
    if Role.REGISTRAR in roles:
        found += [task for held in _listed_by(user) for task in _tasks_of_registrar(held)]
    if Role.COUNTER_CLERK in roles:
        found += [task for held in _counted_by(user) for task in _tasks_of_clerk(held, user)]
    if Role.AUDITOR in roles:
        found += [task for held in _under_way() for task in _tasks_of_auditor(held)]
    return found


def workplaces_of_keepers(user: User, roles: frozenset[Role]) -> list[Workplace]:
    """The pages of each vote under way on which this person works, and the list of votes."""
    places: list[Workplace] = []
    if Role.TRUSTEE in roles:
        places += _pages([seat.held for seat in _seats_of(user)], _("鍵の管理者"), "ceremony")
    if Role.REGISTRAR in roles:
        places += _pages(_listed_by(user), _("名簿管理者とのやりとり"), "registrar")
    if Role.COUNTER_CLERK in roles:
        counted = list(_counted_by(user))
        places += _pages(counted, _("紙の投票の窓口"), "counter")
        places += _pages(counted, _("紙の票の入力"), "batches")
    if Role.AUDITOR in roles:
        places += _pages(_under_way(), _("投票の記録簿"), "log")
        places.append(Workplace(_("投票の記録を確かめる"), reverse("voting:verify")))
    if roles & KEEPERS:
        places.append(Workplace(_("投票・結果"), reverse("voting:elections")))
    return places


def _pages(votes: Iterable[HeldVote], text: str, name: str) -> list[Workplace]:
    return [
        Workplace(_said(held, text), reverse(f"voting:{name}", args=[held.pk])) for held in votes
    ]


def _said(held: HeldVote, text: str) -> str:
    return _("「%(name)s」：%(deed)s") % {"name": held.election.name, "deed": text}


def _under_way() -> QuerySet[HeldVote]:
    return HeldVote.objects.with_election().exclude(election__state__in=OVER).order_by("pk")


def _listed_by(registrar: User) -> QuerySet[HeldVote]:
    return _under_way().filter(registrar=registrar)


def _counted_by(clerk: User) -> list[HeldVote]:
    """Those of the clerk's areas. Four queries."""
    votes = list(_under_way())
    roles = roles_by_area(clerk, {held.election.cycle.area_id for held in votes})
    return [v for v in votes if Role.COUNTER_CLERK in roles[v.election.cycle.area_id]]


def _seats_of(trustee: User) -> list[TrusteeSeat]:
    seats = TrusteeSeat.objects.filter(person=trustee, held__in=_under_way())
    return list(seats.select_related("held__election__cycle__area").order_by("held"))


def _task_of_trustee(seat: TrusteeSeat) -> Waiting | None:
    """The next deed of this seat, if the others are not ahead of it."""
    text = _key_deed(seat) if not seat.held.definition else _deed_of_trustee(seat)
    if text is None:
        return None
    return Waiting(_said(seat.held, text), reverse("voting:ceremony", args=[seat.held_id]))


def _key_deed(seat: TrusteeSeat) -> str | None:
    try:
        standing = standing_of(seat.held)
    except CheckFailed:
        return None
    if standing.stage is Stage.DONE or seat.number not in standing.missing:
        return None
    return _("投票の鍵を作る")


def _deed_of_trustee(seat: TrusteeSeat) -> str | None:
    board = _Board.of(seat.held)
    state = ElectionState(seat.held.election.state)
    if state == ElectionState.PREPARED and approval_name(seat.number) not in board.names:
        return _("投票の定義に署名する")
    if state == ElectionState.CLOSED and VOTE in board.names:
        return _deed_on_closed(seat, board)
    if state == ElectionState.MIXED and opening_name(seat.number) not in board.names:
        return _("開票の分を出す")
    return None


def _deed_on_closed(seat: TrusteeSeat, board: "_Board") -> str | None:
    """The last head is signed by as many as open the vote; then one after the other mixes."""
    head = LogHead.objects.filter(held=seat.held).order_by("-size").first()
    assert head is not None
    prefix = countersignature_name(head.size, 0).removesuffix("0.json")
    if sum(name.startswith(prefix) for name in board.names) < seat.held.threshold:
        own = countersignature_name(head.size, seat.number)
        return None if own in board.names else _("締め切った記録簿に署名する")
    mixed = board.trustees["mix"]
    more = len(mixed) < seat.held.mixes and seat.number not in mixed
    return _("票を混ぜる") if more else None


@dataclass(frozen=True)
class _Board:
    """What stands on the board: names, and by the beginning of the name whose files they are."""

    names: frozenset[str]
    trustees: defaultdict[str, set[int]] = field(default_factory=lambda: defaultdict(set))

    @classmethod
    def of(cls, held: HeldVote) -> "_Board":
        rows = list(BoardFile.objects.standing().filter(held=held).values_list("name", "trustee"))
        board = cls(frozenset(name for name, _ in rows))
        for name, trustee in rows:
            board.trustees[name.split("-")[0]].add(trustee or 0)
        return board


def _tasks_of_registrar(held: HeldVote) -> Iterator[Waiting]:
    if not held.credentials and held.election.state == ElectionState.PREPARED:
        url = reverse("voting:credentials", args=[held.pk])
        yield Waiting(_said(held, _("署名した名簿を渡す")), url)
    page = reverse("voting:registrar", args=[held.pk])
    waiting = PaperVoter.objects.filter(election=held.pk, state=PaperState.WAITING).count()
    if waiting:
        text = _("紙で投票した人の分に署名する（%(count)d人）") % {"count": waiting}
        yield Waiting(_said(held, text), page)
    unbound = PaperBatch.objects.filter(election=held.pk, entry="").annotate(
        typed=Count("typings", filter=Q(typings__done_at__isnull=False))
    )
    if count := unbound.filter(typed=2).count():
        text = _("入力を終えた紙の票の束に署名する（%(count)d個）") % {"count": count}
        yield Waiting(_said(held, text), page)


def _tasks_of_clerk(held: HeldVote, clerk: User) -> Iterator[Waiting]:
    """Bundles to type, and those on which the two others do not agree."""
    if held.election.state != ElectionState.CLOSED:
        return
    own = Count("typings", filter=Q(typings__by=clerk))
    begun = Count("typings", filter=Q(typings__by=clerk, typings__done_at=None))
    done = Count("typings", filter=Q(typings__done_at__isnull=False))
    batches = PaperBatch.objects.filter(election=held.pk, entry="").annotate(
        own=own, begun=begun, done=done, all=Count("typings")
    )
    page = reverse("voting:batches", args=[held.pk])
    if count := batches.filter(Q(begun=1) | Q(own=0, all__lt=2)).count():
        yield Waiting(_said(held, _("紙の票を入力する（%(count)d個）") % {"count": count}), page)
    compared = batches.filter(own=0, done=2)
    if count := sum(bool(differing_numbers(batch)) for batch in compared):
        yield Waiting(_said(held, _("入力の違いを決める（%(count)d個）") % {"count": count}), page)


def _tasks_of_auditor(held: HeldVote) -> Iterator[Waiting]:
    if held.election.state != ElectionState.OPENED:
        return
    audit = audit_of(held)
    if audit and audit.left:
        text = _("紙の票の抜き取り検査をする（あと%(count)d票）") % {"count": len(audit.left)}
        yield Waiting(_said(held, text), reverse("voting:paper_audit", args=[held.pk]))
    if hasattr(held.election, "result"):
        url = reverse("voting:certify", args=[held.pk])
        yield Waiting(_said(held, _("結果を確かめて確定する")), url)
