"""What a person was told, what they follow, and what waits for them as a person or a member."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.accounts.selectors import (
    has_agreed_to_terms,
    invitations_waiting_for,
    offers_waiting_for,
    organisations_to_verify,
)
from portal.lifecycle import kinds
from portal.lifecycle.models import Item
from portal.notices.models import Follow, Notice
from portal.notices.waiting import Waiting


def notices_of(user: User) -> QuerySet[Notice]:
    """All that the person was told and that can be said in words, newest first."""
    known = [kind.name for kind in kinds.all_event_kinds()]
    return Notice.objects.with_event().filter(user=user, event__kind__in=known)


def unread_of(user: User) -> int:
    return Notice.objects.unread().filter(user=user).count()


def followed_by(user: User) -> QuerySet[Follow]:
    """What the person follows, the newest first."""
    return Follow.objects.filter(user=user).select_related("item", "item__cycle")


def follows(user: User, item: Item) -> bool:
    return Follow.objects.filter(user=user, item=item).exists()


def waiting_around_people(user: User) -> list[Waiting]:
    """What the accounts room, which stands below this one, has waiting. Four queries."""
    own = reverse("accounts:my_organisations")
    waiting = [
        Waiting(
            _("「%(name)s」への招待に答える") % {"name": invitation.organisation.shown_name},
            own,
            invitation.expires_at,
        )
        for invitation in invitations_waiting_for(user)
    ]
    offered = _("「%(name)s」の構成団体になるかどうかを答える")
    waiting += [
        Waiting(offered % {"name": offer.committee.shown_name}, own)
        for offer in offers_waiting_for(user)
    ]
    if count := organisations_to_verify(user).count():
        text = _("確認を待つ団体を見る（%(count)d件）") % {"count": count}
        waiting.append(Waiting(text, reverse("accounts:verifications")))
    if not has_agreed_to_terms(user):
        waiting.append(Waiting(_("新しい利用規約に同意する"), reverse("accounts:terms")))
    return waiting
