import pytest

from tests.portal.common.sample_site import serve_sample_site


@pytest.fixture
def sample_site(settings, db) -> None:
    """The shared parts at work in a small site of their own (sample_site.py)."""
    serve_sample_site(settings)
