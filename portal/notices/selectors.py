"""What a person was told, what they follow, and what waits for them as a person or a member."""

from collections.abc import Iterable, Iterator

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts.models import CommitteeMember, Invitation, Organisation, User
from portal.accounts.roles import Role
from portal.accounts.selectors import (
    consents_to_terms,
    invitations_waiting_for,
    offers_waiting_for,
    organisations_to_verify,
)
from portal.lifecycle import kinds
from portal.lifecycle.models import Item
from portal.notices.models import Follow, GroupFollow, Notice
from portal.notices.waiting import Waiting


def notices_of(user: User) -> QuerySet[Notice]:
    """All that the person was told and that can be said in words, newest first."""
    known = [kind.name for kind in kinds.all_event_kinds()]
    return Notice.objects.with_event().filter(user=user, event__kind__in=known)


def unread_by(user: User) -> QuerySet[Notice]:
    return Notice.objects.unread().filter(user=user)


def followed_by(user: User) -> QuerySet[Follow]:
    """What the person follows, the newest first."""
    return Follow.objects.filter(user=user).select_related("item", "item__cycle")


def follows(user: User, item: Item) -> bool:
    return Follow.objects.filter(user=user, item=item).exists()


def follows_organisation(user: User, organisation: Organisation) -> bool:
    return GroupFollow.objects.filter(user=user, organisation=organisation).exists()


def waiting_around_people(user: User, _: frozenset[Role]) -> list[Waiting]:
    """What the accounts room, which stands below this one, has waiting."""
    return [
        *_to_answer(invitations_waiting_for(user), offers_waiting_for(user)),
        *_to_verify(organisations_to_verify(user).count()),
        *([] if consents_to_terms(user) else [_to_agree()]),
    ]


def _to_answer(
    invitations: Iterable[Invitation], offers: Iterable[CommitteeMember]
) -> Iterator[Waiting]:
    own = reverse("accounts:my_organisations")
    for invitation in invitations:
        invited = _("「%(name)s」への招待に答える")
        name = invitation.organisation.shown_name
        yield Waiting(invited % {"name": name}, own, invitation.expires_at)
    for offer in offers:
        offered = _("「%(name)s」の構成団体になるかどうかを答える")
        yield Waiting(offered % {"name": offer.committee.shown_name}, own)


def _to_verify(count: int) -> list[Waiting]:
    text = _("確認を待つ団体を見る（%(count)d件）") % {"count": count}
    return [Waiting(text, reverse("accounts:verifications"))] if count else []


def _to_agree() -> Waiting:
    return Waiting(_("新しい利用規約に同意する"), reverse("accounts:terms"))
