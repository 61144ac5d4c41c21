"""What the command says to a city that is there, and that it wrote to nobody."""

import io

import pytest
from django.core import mail
from django.core.management import call_command

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("city"),
    pytest.mark.xdist_group("demo city"),
]


def test_a_second_run_says_it_is_there_and_looks_once(settings, django_assert_num_queries):
    settings.DEMO = True
    said = io.StringIO()
    with django_assert_num_queries(1):
        call_command("fill_demo_city", stdout=said)
    assert "there already" in said.getvalue()


def test_no_mail_was_sent_to_anybody():
    assert mail.outbox == []
