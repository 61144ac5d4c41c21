"""Browsers accept passkeys for names only; at a bare number the pages say so."""

import pytest
from django.urls import reverse
from django.utils.translation import override

SAID = {"ja": "127.0.0.1 を localhost に", "en": "with localhost in place of 127.0.0.1"}


@pytest.mark.django_db
@pytest.mark.parametrize("language", SAID)
@pytest.mark.parametrize(
    ("host", "warned"),
    [
        ("localhost:8000", False),
        ("tomoni.example.jp", False),
        ("127.0.0.1:8000", True),
        ("192.168.0.9", True),
        ("[::1]:8000", True),
    ],
)
def test_where_the_address_is_a_number_the_page_says_how_to_get_to_passkeys(
    client, settings, host, warned, language
):
    settings.ALLOWED_HOSTS = ["*"]
    with override(language):
        address = reverse("account_login")

    page = client.get(address, headers={"host": host}).content.decode()

    assert "data-passkey" in page
    assert (SAID[language] in page) == warned
