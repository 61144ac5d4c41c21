import pytest

from portal.live.origin import is_same_origin


@pytest.mark.parametrize(
    ("origin", "host", "is_ours"),
    [
        ("http://localhost:8000", "localhost:8000", True),
        ("https://localhost", "localhost", True),
        ("https://localhost:443", "localhost", True),
        ("http://LOCALHOST:8000", "localhost:8000", True),
        ("http://localhost:80", "localhost:80", True),
        ("http://localhost:8001", "localhost:8000", False),
        ("http://127.0.0.1:8000", "localhost:8000", False),
        ("http://evil.example", "evil.example", False),
        ("http://localhost.evil.example", "localhost", False),
        ("http://localhost:8000.evil.example", "localhost:8000", False),
        ("http://user@localhost:8000", "localhost:8000", False),
        ("null", "localhost", False),
        ("", "localhost", False),
        ("file://", "localhost", False),
        ("chrome-extension://localhost", "localhost", False),
        ("http://localhost", "", False),
    ],
)
def test_a_socket_is_opened_from_pages_of_the_very_same_host(settings, origin, host, is_ours):
    settings.ALLOWED_HOSTS = ["localhost", "127.0.0.1"]

    assert is_same_origin(origin, host) is is_ours


def test_behind_tls_a_page_without_it_opens_no_socket(settings):
    settings.HTTPS, settings.ALLOWED_HOSTS = True, ["tomoni.example.jp"]

    assert is_same_origin("https://tomoni.example.jp", "tomoni.example.jp")
    assert not is_same_origin("http://tomoni.example.jp", "tomoni.example.jp")
