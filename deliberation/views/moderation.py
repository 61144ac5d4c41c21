"""The room of moderation: its numbers, log and rules, which all read; the queue and the cases."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from deliberation.forms.moderation import RulesForm
from deliberation.models import Case, ModerationRules
from deliberation.names import MODERATION_DEED_NAMES
from deliberation.selectors.moderation import (
    Numbers,
    last_hiding,
    moderates_anywhere,
    moderates_city,
    public_log,
    queue_of,
    statistics,
    subjects_of,
)
from deliberation.services import set_rules
from deliberation.services.moderating import may_appeal
from deliberation.states import OUT_OF_SIGHT, CaseState, ModerationDeed, open_deeds
from deliberation.subjects import Subject, find_subject, subject_label
from deliberation.views.deeds import DeedPage, actor_of, do
from portal.accounts.models import User
from portal.accounts.roles import Role
from portal.accounts.selectors import holds
from portal.common.kept_forms import keeps_typed, refill
from portal.common.paging import part_of

MOST_OWN = 20


@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """How this city moderates, in numbers; of a person's own, what is out of sight."""
    found = statistics()
    own = []
    if isinstance(request.user, User):
        hidden = Case.objects.filter(author=request.user, state__in=sorted(OUT_OF_SIGHT))
        own = list(hidden.select_related("item").order_by("-pk")[:MOST_OWN])
    context = {
        "found": found,
        "rows": _rows_of(found.month, found.ever),
        "grounds": _grounds_of(found.month, found.ever),
        "own": [(case, subject_label(case.kind)) for case in own],
        "moderates": moderates_anywhere(request.user),
    }
    return render(request, "deliberation/moderation.html", context)


@require_GET
def log(request: HttpRequest) -> HttpResponse:
    """Every decision with its reason, the newest first."""
    part = part_of(public_log(), request.GET, by="at")
    rows = [(decision, subject_label(decision.case.kind)) for decision in part.rows]
    context = {
        "part": part,
        "rows": rows,
        "moderates": moderates_anywhere(request.user),
        "trail": moderation_trail(),
    }
    return render(request, "deliberation/moderation_log.html", context)


@require_GET
@keeps_typed
def queue(request: HttpRequest) -> HttpResponse:
    """What waits for who moderates here, the longest waiting last on the list."""
    person = actor_of(request)
    if not moderates_anywhere(person):
        raise Http404
    part = part_of(queue_of(person), request.GET, by="waiting_since")
    subjects = subjects_of(part.rows)
    rows = [(case, subjects.get(case.pk), subject_label(case.kind)) for case in part.rows]
    context = {"part": part, "rows": rows, "trail": moderation_trail()}
    return render(request, "deliberation/moderation_queue.html", context)


@require_GET
@keeps_typed
def case_page(request: HttpRequest, kind: str, number: int) -> HttpResponse:
    """One thing and what was decided about it: for its moderators, and for who wrote it."""
    subject = find_for_judging(request, kind, number)
    case = Case.objects.filter(kind=kind, number=number).first()
    is_own = subject.author.pk == request.user.pk
    hidden_by = last_hiding(case) if case else None
    context = {
        "subject": subject,
        "label": subject_label(kind),
        "case": case,
        "decisions": case.decisions.select_related("appeal") if case else [],
        "flags": case.flags.select_related("person") if case and not is_own else [],
        "deeds": [] if is_own else deeds_on(case, subject, actor_of(request)),
        "is_own": is_own,
        "appeals": is_own and case is not None and may_appeal(case, hidden_by),
        "trail": moderation_trail(),
    }
    return render(request, "deliberation/moderation_case.html", context)


@require_GET
def rules(request: HttpRequest) -> HttpResponse:
    """The limits in force and those before; the words themselves are for moderators."""
    context = {
        "rules": ModerationRules.in_force(),
        "part": part_of(ModerationRules.objects.all(), request.GET, by="at"),
        "moderates": moderates_anywhere(request.user),
        "changes": moderates_city(request.user),
        "trail": moderation_trail(),
    }
    return render(request, "deliberation/moderation_rules.html", context)


@require_http_methods(["GET", "POST"])
@keeps_typed
def rules_change(request: HttpRequest) -> HttpResponse:
    there = ModerationRules.in_force()
    fields = RulesForm.base_fields.keys() - {"reason"}
    initial = {name: getattr(there, name) for name in fields}
    form = refill(request, RulesForm(request.POST or None, initial=initial))
    back = reverse("deliberation:rules")
    page = DeedPage(
        title=_("投稿の決まりを変える"),
        submit=_("変える"),
        said=_("変えました。前の決まりも、記録に残っています。"),
        back=back,
        trail=[*moderation_trail(), (_("投稿の決まり"), back)],
        allowed=moderates_city(request.user),
    )
    return do(request, form, lambda: set_rules(actor=actor_of(request), **form.cleaned_data), page)


def moderation_trail() -> list[tuple[str, str]]:
    talk = (_("話し合い"), reverse("deliberation:threads"))
    return [talk, (_("投稿の確認"), reverse("deliberation:moderation"))]


def case_url(subject: Subject) -> str:
    return reverse("deliberation:case", args=[subject.kind, subject.number])


def find_for_judging(request: HttpRequest, kind: str, number: int) -> Subject:
    """The thing, for its moderators and its author; nobody else sees that there is such a page."""
    subject = find_subject(kind, number)
    person = actor_of(request)
    if subject is None:
        raise Http404
    if subject.author.pk != person.pk and not judges(person, subject):
        raise Http404
    return subject


def judges(person: User, subject: Subject) -> bool:
    """Whether the person moderates there; one's own words are for others."""
    is_other = subject.author.pk != person.pk
    return is_other and holds(person, Role.MODERATOR, subject.item.cycle.area)


def deeds_on(case: Case | None, subject: Subject, person: User) -> list[dict[str, str]]:
    """What the person may decide now, as buttons; a second look is of other eyes."""
    beginning = CaseState.HIDDEN if subject.is_hidden else CaseState.KEPT
    offered = open_deeds(CaseState(case.state) if case else beginning)
    hidden_by = last_hiding(case) if case else None
    if case and case.state == CaseState.APPEALED:
        is_first = hidden_by is not None and hidden_by.actor_id == person.pk
        second = {ModerationDeed.UPHOLD, ModerationDeed.GRANT}
        offered = tuple(deed for deed in offered if (deed in second) != is_first)
    return [
        {
            "label": str(MODERATION_DEED_NAMES[deed]),
            "url": reverse("deliberation:case_decide", args=[subject.kind, subject.number, deed]),
            "kind": "primary" if place == 0 else "secondary",
        }
        for place, deed in enumerate(offered)
    ]


def _rows_of(month: Numbers, ever: Numbers) -> list[list[object]]:
    waited = [_hours(each.minutes) for each in (month, ever)]
    return [
        [_("知らせを受けた件数"), month.flags, ever.flags],
        [_("自動で見つけた件数"), month.automatic, ever.automatic],
        *(
            [str(name), month.by_deed[deed], ever.by_deed[deed]]
            for deed, name in MODERATION_DEED_NAMES.items()
        ),
        [_("異議の申し立て"), month.appeals, ever.appeals],
        [_("確認までの時間（平均）"), *waited],
    ]


def _hours(minutes: int | None) -> str:
    if minutes is None:
        return "—"
    if minutes < 60:
        return _("%(number)d分") % {"number": minutes}
    return _("%(number)d時間") % {"number": round(minutes / 60)}


def _grounds_of(month: Numbers, ever: Numbers) -> list[list[object]]:
    few = _("5件未満")
    both = zip(month.by_ground, ever.by_ground, strict=True)
    return [
        [name, few if lately is None else lately, few if all_ is None else all_]
        for (name, lately), (_name, all_) in both
    ]
