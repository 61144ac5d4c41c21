import pytest

from tests.factories.accounts import UserFactory

PASSWORD = "kodomo-to-aruku-michi"


@pytest.fixture
def with_password(db):
    """Makes people who sign in by a password."""

    def make(user=None, **fields):
        user = user or UserFactory(**fields)
        user.set_password(PASSWORD)
        user.save()
        return user

    return make


@pytest.fixture
def freshly(client, with_password):
    """Signs a person in, and proves once more that it is they: by the real pages."""

    def sign_in(user):
        with_password(user)
        client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
        client.post("/accounts/reauthenticate/", {"password": PASSWORD})
        return client

    return sign_in
