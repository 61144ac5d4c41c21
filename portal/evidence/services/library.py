"""Putting a data set into the library."""

from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from django.core.files.base import ContentFile
from django.db import transaction

from portal.accounts.models import Organisation, User
from portal.accounts.organisations import OrganisationKind
from portal.evidence.errors import NotOfTheOrganisation, OrganisationIsNotVerified
from portal.evidence.licences import Licence
from portal.evidence.models import DataSet
from portal.evidence.services.reading import read_table
from portal.lifecycle import lineage
from portal.lifecycle.events import write_event
from portal.lifecycle.models import Cycle
from portal.lifecycle.phases import Action
from portal.lifecycle.services import admit
from portal.notices.services import follow
from portal.registers.models import Area, Theme


@dataclass(frozen=True)
class Description:
    """What a reader must know of a data set. There is none without a licence and a source."""

    title: str
    about: str
    theme: Theme
    area: Area
    licence: Licence
    source: str
    made_on: date
    language: str = "ja"


@transaction.atomic
def add_data_set(
    *,
    actor: User,
    cycle: Cycle,
    organisation: Organisation,
    description: Description,
    content: bytes,
) -> DataSet:
    """Publish a CSV file in the name of an organisation or a department, as it was sent.

    Raises:
        RoleIsMissing, PhaseIsNotOpen: the cycle does not open ATTACH_EVIDENCE to the actor.
        NotOfTheOrganisation: the actor does not write for it.
        OrganisationIsNotVerified: nobody has checked yet that it is what it says.
        FileIsUnfit: the file cannot be read as a table; says where.
    """
    admit(actor=actor, cycle=cycle, action=Action.ATTACH_EVIDENCE)
    _require_member(actor, organisation)
    table = read_table(content)
    data_set = DataSet.objects.create(
        item=lineage.place(
            "evidence", cycle=cycle, title=description.title, language=description.language
        ),
        title=description.title,
        about=description.about,
        language=description.language,
        theme=description.theme,
        area=description.area,
        organisation=organisation,
        added_by=actor,
        licence=description.licence,
        source=description.source,
        made_on=description.made_on,
        file=ContentFile(content, name="sent.csv"),
        encoding=table.encoding,
        size=len(content),
        row_count=table.row_count,
        sha256=sha256(content).hexdigest(),
        preview=table.preview,
    )
    follow(user=actor, item=data_set.item)
    write_event("evidence.data_set_added", item=data_set.item, actor=actor)
    return data_set


def _require_member(actor: User, organisation: Organisation) -> None:
    mine = Organisation.objects.acted_for_by(actor).filter(pk=organisation.pk)
    if not mine.exists():
        raise NotOfTheOrganisation(organisation.shown_name)
    if organisation.verified_at is None and organisation.kind != OrganisationKind.DEPARTMENT:
        raise OrganisationIsNotVerified(organisation.shown_name)
