"""What a machine can check about a proposal before people judge it; it decides nothing."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from portal.lifecycle.models import Item
from proposals.models import Proposal
from proposals.names import FIELD_NAMES, Text

# All that a proposal says when it is handed in.
REQUIRED = ("summary", "aim", "situation", "gap", "means", "theme")
WRITTEN = ("title", "summary", "aim", "situation", "gap", "means", "place")
# An address of mail, or a telephone number of Japan: ten or eleven digits, in groups or not.
_CONTACT = re.compile(
    r"[\w.+-]+@[\w-]+\.\w|(?<!\d)0\d{1,4}[-ー‐−( ]?\d{1,4}[-ー‐−) ]?\d{3,4}(?!\d)"
)


@dataclass(frozen=True)
class FormalCheck:
    name: Text
    passed: bool
    note: Text = ""


def formal_checks(proposal: Proposal, before: Sequence[Item]) -> list[FormalCheck]:
    """Of a proposal whose co-authors are loaded, with what it came of. No query."""
    empty = [str(FIELD_NAMES[name]) for name in REQUIRED if not getattr(proposal, name)]
    waiting = [
        each.organisation.shown_name
        for each in proposal.co_authors.all()
        if each.consented_revision != proposal.revision
    ]
    area, cycle = proposal.area, proposal.item.cycle
    contact = [str(FIELD_NAMES[name]) for name in WRITTEN if _names_a_contact(proposal, name)]
    joint = _("、")
    return [
        FormalCheck(_("すべての欄が書かれている"), not empty, joint.join(empty)),
        FormalCheck(_("もとになった報告がある"), any(item.kind == "report" for item in before)),
        FormalCheck(
            _("共同提案団体すべてが、いまの版に同意している"), not waiting, joint.join(waiting)
        ),
        FormalCheck(
            _("サイクルの対象の区域である"), cycle.area_id in {area.pk, area.parent_id}, area.name
        ),
        FormalCheck(_("連絡先など個人の情報が書かれていない"), not contact, joint.join(contact)),
    ]


def _names_a_contact(proposal: Proposal, field: str) -> bool:
    text = unicodedata.normalize("NFKC", getattr(proposal, field))
    return bool(_CONTACT.search(text))
