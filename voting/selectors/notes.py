"""What became of options, in a line each: beside their titles on a whole path."""

from collections.abc import Collection, Mapping

from django.utils.translation import gettext as _

from portal.common.money import money
from voting.models import Option
from voting.names import KIND_NAMES
from voting.states import ElectionKind


def notes_on_options(items: Collection[int]) -> Mapping[int, str]:
    """The vote that each was put to, and what the assembly decided on it. One query."""
    options = Option.objects.filter(pk__in=items).select_related("election__cycle", "decision")
    return {option.pk: _note(option) for option in options}


def _note(option: Option) -> str:
    vote = str(KIND_NAMES[ElectionKind(option.election.kind)])
    decision = getattr(option, "decision", None)
    if decision is None:
        return vote
    if decision.amount is None:
        # A text within an f-string would not be collected.
        rejected = _("可決されませんでした")
        return f"{vote} · {rejected}"
    amount = money(decision.amount, option.election.cycle.currency)
    approved = _("可決（%(amount)s）") % {"amount": amount}
    return f"{vote} · {approved}"
