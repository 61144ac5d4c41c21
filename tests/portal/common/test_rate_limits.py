import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from portal.common.rate_limits import client_address, writer
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def few_writes(settings):
    settings.WRITE_RATES = "3 per minute"


def post(client):
    return client.post("/i18n/setlang/", {"language": "en"}).status_code


def test_writing_too_much_is_answered_with_429_and_a_way_on(few_writes, client):
    assert [post(client) for _ in range(4)] == [302, 302, 302, 429]
    answer = client.post("/i18n/setlang/", {"language": "en"})
    assert "時間をおいて" in answer.content.decode()


def test_reading_is_never_refused(few_writes, client):
    for _ in range(5):
        assert client.get("/accounts/login/").status_code == 200


def test_one_account_does_not_use_up_what_another_may_write(few_writes, client):
    client.force_login(UserFactory())
    for _ in range(4):
        post(client)

    client.force_login(UserFactory())

    assert post(client) == 302


def test_the_addresses_of_one_home_count_as_one_writer():
    def of(address):
        request = RequestFactory(REMOTE_ADDR=address).post("/")
        request.user = AnonymousUser()
        return writer(request)

    assert of("2001:db8::1") == of("2001:db8::2") != of("2001:db8:0:1::1")
    assert of("192.0.2.1") != of("192.0.2.2")


@pytest.mark.parametrize(
    ("proxies", "header", "address"),
    [
        (0, "203.0.113.9", "192.0.2.1"),  # nobody in front: the header is the reader's own word
        (1, "198.51.100.1, 203.0.113.9", "203.0.113.9"),
        (2, "198.51.100.1, 203.0.113.9, 10.0.0.1", "203.0.113.9"),
        (1, "", "192.0.2.1"),
    ],
)
def test_an_address_in_a_header_counts_only_as_far_as_our_proxies_wrote_it(
    settings, proxies, header, address
):
    settings.PROXIES = proxies
    request = RequestFactory(REMOTE_ADDR="192.0.2.1").get("/", headers={"X-Forwarded-For": header})

    assert client_address(request) == address


def test_a_header_that_is_no_address_still_names_one_writer(settings):
    settings.PROXIES = 1
    request = RequestFactory().post("/", headers={"X-Forwarded-For": "203.0.113.9:4711"})
    request.user = AnonymousUser()

    assert writer(request) == "address:203.0.113.9:4711"
