import pytest
from django.urls import reverse

from proposals.models import Suggestion
from proposals.services import edit_proposal
from proposals.states import ProposalState
from tests.factories.accounts import UserFactory
from tests.factories.proposals import DraftFactory, ProposalFactory
from tests.proposals.services.test_deeds import text_of

pytestmark = pytest.mark.django_db
HOSTILE = "<script>alert(1)</script>"


def suggested(client, proposal):
    client.force_login(UserFactory())
    address = reverse("proposals:suggestions", args=[proposal.pk])
    passage = {"field": "means", "before": "街灯を建てる", "after": HOSTILE, "reason": HOSTILE}
    return client.post(address, passage, follow=True)


def test_a_suggestion_is_made_seen_as_text_and_taken(client):
    proposal = ProposalFactory(state=ProposalState.RETURNED)

    page = suggested(client, proposal).content.decode()

    assert "&lt;script&gt;" in page
    assert HOSTILE not in page
    made = Suggestion.objects.get()
    accept = reverse("proposals:suggestion_accept", args=[proposal.pk, made.pk])
    assert accept not in page
    client.force_login(proposal.author)
    assert accept in client.get(f"/proposals/{proposal.pk}/suggestions/").content.decode()
    client.post(accept)
    proposal.refresh_from_db()
    assert HOSTILE in proposal.means
    history = client.get(f"/proposals/{proposal.pk}/history/").content.decode()
    assert made.author.display_name in history


def test_a_refusal_without_a_reason_is_shown_on_the_page(client):
    proposal = ProposalFactory(state=ProposalState.RETURNED)
    suggested(client, proposal)
    client.force_login(proposal.author)
    address = reverse(
        "proposals:suggestion_decline", args=[proposal.pk, Suggestion.objects.get().pk]
    )

    assert "10文字以上" in client.post(address, {"answer": "いや"}).content.decode()
    client.post(address, {"answer": "安全のため、街灯が必要です。"})

    assert Suggestion.objects.get().answer == "安全のため、街灯が必要です。"


def test_a_suggestion_on_another_proposal_is_not_found(client):
    proposal, other = (ProposalFactory(state=ProposalState.RETURNED) for _ in range(2))
    suggested(client, proposal)
    client.force_login(other.author)
    address = reverse("proposals:suggestion_accept", args=[other.pk, Suggestion.objects.get().pk])

    assert client.post(address).status_code == 404


def test_a_stranger_sees_no_suggestions_on_a_draft(client):
    client.force_login(UserFactory())

    assert client.get(f"/proposals/{DraftFactory().pk}/suggestions/").status_code == 404


def test_a_writer_brings_an_earlier_text_back(client):
    draft = DraftFactory(aim="はじめの姿")
    edit_proposal(
        actor=draft.author, proposal_id=draft.pk, based_on=1, text=text_of(draft, aim="別の姿")
    )
    client.force_login(draft.author)
    page = client.get(f"/proposals/{draft.pk}/history/?revision=1").content.decode()
    assert "第1版の文に戻す" in page

    client.post(f"/proposals/{draft.pk}/history/restore/", {"revision": "1", "based_on": "2"})

    draft.refresh_from_db()
    assert (draft.aim, draft.revision) == ("はじめの姿", 3)
    refused = client.post(
        f"/proposals/{draft.pk}/history/restore/", {"revision": "１", "based_on": "x"}
    )
    assert refused.status_code in {302, 409}


def test_the_live_page_is_for_those_who_write_and_names_its_style_sheet(client):
    draft = DraftFactory()
    client.force_login(draft.author)

    answer = client.get(f"/proposals/{draft.pk}/write/")

    assert "'nonce-" in answer["Content-Security-Policy"]
    assert "unsafe" not in answer["Content-Security-Policy"]
    client.force_login(UserFactory())
    assert client.get(f"/proposals/{draft.pk}/write/").status_code == 404
