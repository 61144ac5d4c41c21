"""Everything that an account holds is in its download: proved over all models there are."""

import json

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.utils import timezone

from portal.accounts.personal_data import personal_tables
from portal.accounts.services.exporting import personal_data_as_json
from tests.factories.accounts import MembershipFactory, UserFactory


def relations_to_accounts():
    """As app.Model.field, every field that points to an account; copies in histories aside."""
    return sorted(
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.get_fields()
        if field.is_relation
        and field.concrete
        and field.related_model is get_user_model()
        and (field.name == "history_user" or not hasattr(model, "history_user"))
    )


@pytest.mark.parametrize("relation", relations_to_accounts())
def test_whatever_points_to_an_account_is_in_its_download(relation):
    assert relation in {table.name for table in personal_tables()}, (
        f"Say in ready() of its app what of {relation} a person may download: "
        "register_personal_data(PersonalTable(model, owner, fields)) of portal.accounts"
    )


@pytest.mark.django_db
@pytest.mark.parametrize("table", personal_tables(), ids=lambda table: table.name)
def test_every_table_can_be_read_and_hands_out_no_secret(table):
    list(table.facts_of(UserFactory()))
    assert not {"password", "data", "token_hash", "session_key"} & set(table.fields)


@pytest.mark.django_db
def test_the_download_is_json_with_ones_own_rows_only():
    mine = MembershipFactory(user__display_name="花子", organisation__name='「花」の会"')
    MembershipFactory(user__display_name="太郎")

    text = "".join(personal_data_as_json(mine.user, now=timezone.now()))

    held = json.loads(text)
    assert held["account"] == mine.user.pk
    assert set(held["tables"]) == {table.name for table in personal_tables()}
    assert held["tables"]["accounts.User.pk"][0]["display_name"] == "花子"
    [membership] = held["tables"]["accounts.Membership.user"]
    assert membership["organisation__name"] == '「花」の会"'
    assert "太郎" not in text


@pytest.mark.django_db
def test_the_number_of_queries_does_not_grow_with_the_rows(django_assert_num_queries):
    user = MembershipFactory().user
    for _ in range(20):
        MembershipFactory(user=user)

    with django_assert_num_queries(len(personal_tables())):
        list(personal_data_as_json(user, now=timezone.now()))
