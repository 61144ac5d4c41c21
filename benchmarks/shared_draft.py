"""Drafts written live: `python -m benchmarks.in_django benchmarks.shared_draft WRITERS EDITS`.

Fills the (new) database that the settings name and prints JSON: the number of a draft that so many
people may write, session cookies of theirs, and the number of a draft that took so many edits.
"""

import json

from django.conf import settings
from django.test import Client
from django.utils import timezone
from pycrdt import Doc, Text

from benchmarks.many_proposals import fill
from portal.accounts.models import Membership, Organisation, User
from portal.accounts.organisations import MemberRole, OrganisationKind
from portal.lifecycle import lineage
from portal.lifecycle.models import Cycle
from proposals.models import CoAuthor, Proposal, SharedDraft
from proposals.services import open_shared_draft


def main(writers: str, edits: str) -> None:
    cycle, people, _ = fill(1)
    body = Organisation.objects.create(
        kind=OrganisationKind.NPO, name="計測の会", area=cycle.area, verified_at=timezone.now()
    )
    for person in people:
        Membership.objects.create(organisation=body, user=person, role=MemberRole.EDITOR)
    written, long = (_draft(cycle, people[0], body) for _ in range(2))
    state = _much_edited(int(edits))
    SharedDraft.objects.filter(proposal=long).update(state=state, size_bytes=len(state))
    told = {
        "written": written.pk,
        "long": long.pk,
        "sessions": [_session(person) for person in people[: int(writers)]],
    }
    print(json.dumps(told))


def _draft(cycle: Cycle, author: User, body: Organisation) -> Proposal:
    title = "みんなで書く案"
    item = lineage.place("proposal", cycle=cycle, title=title, language="ja", is_public=False)
    draft = Proposal.objects.create(item=item, author=author, title=title, area=cycle.area)
    CoAuthor.objects.create(
        proposal=draft, organisation=body, invited_by=author, accepted_at=timezone.now()
    )
    open_shared_draft(proposal_id=draft.pk)
    return draft


def _much_edited(edits: int) -> bytes:
    """A document of so many strokes, a fifth of which strike out what stands in the middle."""
    doc: Doc[Text] = Doc()
    text = doc.get("means", type=Text)
    letter = len("あ".encode())
    letters = 0
    for edit in range(edits):
        if edit % 5 == 4:
            place = letters // 2 * letter
            del text[place : place + letter]
            letters -= 1
        else:
            text.insert((letters // 3 if edit % 7 == 0 else letters) * letter, "あ")
            letters += 1
    return doc.get_update()


def _session(person: User) -> str:
    client = Client()
    client.force_login(person)
    return str(client.cookies[settings.SESSION_COOKIE_NAME].value)
