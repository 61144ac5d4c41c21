import pytest
from django.urls import reverse

from portal.accounts.roles import Role
from portal.opendata.errors import AnsweringIsForModerators, ReasonIsMissing, ReuseIsAnswered
from portal.opendata.models import Reuse
from portal.opendata.services.reuses import SentReuse, answer_reuse, send_reuse
from tests.factories.accounts import RoleGrantFactory, UserFactory

pytestmark = pytest.mark.django_db
SENT = SentReuse("地図", "https://reuse.example.jp/", "夜道の地図です。", "ja", "", ("reports",))


@pytest.fixture
def moderator():
    return RoleGrantFactory(role=Role.MODERATOR).user


def test_what_was_sent_is_shown_once_a_moderator_looked_at_it(client, moderator):
    sent = send_reuse(actor=UserFactory(), reuse=SENT)
    page = reverse("opendata:reuses")
    assert SENT.url not in client.get(page).content.decode()

    answer_reuse(actor=moderator, reuse_id=sent.pk, is_shown=True)

    assert SENT.url in client.get(page).content.decode()
    with pytest.raises(ReuseIsAnswered):
        answer_reuse(actor=moderator, reuse_id=sent.pk, is_shown=False, reason="もう一度答えます。")


def test_only_moderators_answer_and_a_refusal_has_a_reason(moderator):
    sent = send_reuse(actor=UserFactory(), reuse=SENT)

    with pytest.raises(AnsweringIsForModerators):
        answer_reuse(actor=UserFactory(), reuse_id=sent.pk, is_shown=True)
    with pytest.raises(ReasonIsMissing):
        answer_reuse(actor=moderator, reuse_id=sent.pk, is_shown=False, reason="だめ")


def test_an_address_that_is_not_of_the_web_is_refused(client):
    client.force_login(UserFactory())
    typed = {"title": "x", "about": "y", "url": "javascript:alert(1)"}

    assert client.post(reverse("opendata:reuse_new"), typed).status_code == 200
    assert not Reuse.objects.exists()
