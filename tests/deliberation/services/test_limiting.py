from datetime import timedelta

import pytest
from django.utils import timezone

from deliberation.errors import NewAccountIsLimited, NotModeratingTheCity, WordIsRefused
from deliberation.models import Contribution, Flag, ModerationRules
from deliberation.services import edit_contribution, set_rules
from portal.accounts.models import AuditEntry
from portal.accounts.roles import Role
from portal.lifecycle.errors import ReasonIsMissing
from tests.factories.accounts import RoleGrantFactory, UserFactory
from tests.factories.deliberation import contribute
from tests.factories.registers import AreaFactory

pytestmark = pytest.mark.django_db
REASON = "新しいアカウントからの宣伝が続いたため"
RULES = {
    "new_account_days": 3,
    "new_account_posts": 2,
    "watches_links": True,
    "refused_words": "ばか\nばか",
    "watched_words": "電話して",
    "reason": REASON,
}


@pytest.fixture
def moderator():
    return RoleGrantFactory(role=Role.MODERATOR).user


@pytest.fixture
def rules(moderator):
    return set_rules(actor=moderator, **RULES)


def of_old():
    return UserFactory(date_joined=timezone.now() - timedelta(days=4))


def test_rules_that_were_set_stay_in_the_record(rules, moderator):
    newer = set_rules(actor=moderator, **{**RULES, "refused_words": ""})

    assert ModerationRules.in_force() == newer
    assert list(ModerationRules.objects.all()) == [newer, rules]
    assert rules.refused_words == "ばか"
    assert AuditEntry.objects.filter(deed="deliberation.set_rules", actor=moderator).count() == 2


def test_a_moderator_of_a_ward_and_a_resident_set_no_rules():
    of_a_ward = RoleGrantFactory(role=Role.MODERATOR, area=AreaFactory()).user
    for actor in (of_a_ward, UserFactory()):
        with pytest.raises(NotModeratingTheCity):
            set_rules(actor=actor, **RULES)


def test_rules_have_a_reason(moderator):
    with pytest.raises(ReasonIsMissing):
        set_rules(actor=moderator, **{**RULES, "reason": "いま"})


def test_a_refused_word_is_named_and_nothing_is_said(rules, item):
    with pytest.raises(WordIsRefused, match="ばか"):
        contribute(item, "バカなことを", actor=of_old())

    assert not Contribution.objects.exists()


def test_a_refused_word_does_not_come_in_by_mending(rules, item):
    said = contribute(item)

    with pytest.raises(WordIsRefused):
        edit_contribution(contribution=said, actor=said.author, text="ばか", language="ja")


def test_a_watched_word_is_looked_at_and_stands(rules, item):
    said = contribute(item, "ここに電話してください", actor=of_old())

    flag = Flag.objects.get()
    assert (flag.person, flag.ground, flag.note) == (None, "word", "電話して")
    assert not Contribution.objects.get(pk=said.pk).is_hidden


def test_a_new_account_says_so_much_a_day_and_then_as_all(rules, item):
    new, old = UserFactory(), of_old()
    for person in (new, new, old, old, old):
        contribute(item, actor=person)

    with pytest.raises(NewAccountIsLimited):
        contribute(item, actor=new)


def test_a_link_of_a_new_account_is_looked_at(rules, item):
    text = "詳しくは https://example.jp を見てください"
    contribute(item, text, actor=of_old())
    assert not Flag.objects.exists()

    contribute(item, text, actor=UserFactory())

    assert Flag.objects.get().ground == "link"


def test_without_days_no_account_is_new(moderator, item):
    set_rules(actor=moderator, **{**RULES, "new_account_days": 0})
    new = UserFactory()
    for _ in range(3):
        contribute(item, "https://example.jp", actor=new)

    assert not Flag.objects.exists()
