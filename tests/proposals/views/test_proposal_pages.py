import csv
import re
from datetime import timedelta
from io import StringIO

import pytest
from django.urls import reverse
from django.utils import timezone

from portal.accounts.models import Organisation
from portal.lifecycle import lineage
from portal.lifecycle.phases import Phase
from portal.registers.models import Area, Theme
from proposals.models import Proposal, ProposalSupport
from proposals.selectors.tables import PROPOSAL_COLUMNS
from proposals.states import PRIVATE_STATES, Heading, ProposalState
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.deliberation import contribute
from tests.factories.lifecycle import CycleFactory, cycle_in
from tests.factories.proposals import (
    CoAuthorFactory,
    DraftFactory,
    ProposalFactory,
    ProposalSupportFactory,
    ReportFactory,
    ScreeningFactory,
)
from tests.proposals.people import (
    compared,
    consented,
    editor_of,
    joined,
    officer,
    representative_of,
    verified_organisation,
)

pytestmark = pytest.mark.django_db
LIST = "/proposals/"
NEW = "/proposals/new/"
HOSTILE = "<script>alert(1)</script> [x](javascript:alert(1)) ![x](http://evil.example/x.png)"


@pytest.fixture
def cycle(registers):
    return cycle_in(
        Phase.DISCOVER, Phase.DESIGN, Phase.ESTIMATE, area=Area.objects.get(code="12100")
    )


def typed(proposal=None, **fields):
    shown = {
        "title": "街灯を増やす",
        "summary": "",
        "aim": "",
        "situation": "",
        "gap": "",
        "means": "",
        "theme": "",
        "delivery": "shared",
        "area": Area.objects.get(code="12101").pk,
        "place": "",
        "latitude": "",
        "longitude": "",
    }
    if proposal:
        shown |= {
            name: getattr(proposal, name) for name in ("title", "aim", "situation", "gap", "means")
        }
        shown |= {"summary": proposal.summary, "based_on": proposal.revision}
        shown |= {"theme": proposal.theme_id, "area": proposal.area_id}
    return {**shown, **fields}


def page_of(proposal):
    return f"{LIST}{proposal.pk}/"


# --- the list --------------------------------------------------------------------------------


@pytest.mark.parametrize("rows", [1, 20, 45])
def test_the_list_asks_the_same_queries_for_any_number_of_rows(
    client, cycle, rows, django_assert_num_queries
):
    for _ in range(rows):
        ScreeningFactory(
            proposal=ProposalSupportFactory(proposal=ProposalFactory(cycle=cycle)).proposal
        )
    # Areas, themes, cycles, organisations; rows; counts.
    with django_assert_num_queries(6):
        client.get(LIST)


@pytest.mark.parametrize("state", ProposalState)
def test_no_draft_stands_in_the_list(client, cycle, state):
    proposal = ProposalFactory(cycle=cycle, state=state, is_public=state not in PRIVATE_STATES)
    client.force_login(proposal.author)

    rows = client.get(LIST).context["part"].rows

    assert (proposal in rows) is (state not in PRIVATE_STATES)


def test_parts_of_the_list_meet_every_proposal_once(client, cycle):
    now = timezone.now()
    made = [
        # Many of the same moment, as from an import.
        ProposalFactory(cycle=cycle, submitted_at=now - timedelta(days=n // 10))
        for n in range(45)
    ]
    seen, query = [], ""
    while True:
        part = client.get(LIST + query).context["part"]
        seen += [p.pk for p in part.rows]
        query = part.next_url
        if not query:
            break

    assert sorted(seen) == [p.pk for p in made]


@pytest.mark.parametrize(
    ("query", "count"),
    [("q=街灯", 2), ("q=ベンチ", 1), ("area=12106", 1), ("state=costed", 1), ("state=draft", 3)],
)
def test_the_list_is_narrowed(client, cycle, query, count):
    ProposalFactory(cycle=cycle)
    ProposalFactory(cycle=cycle, state=ProposalState.COSTED)
    ProposalFactory(
        cycle=cycle,
        title="ベンチ",
        summary="休める場所",
        situation="座る場所がない。",
        means="置く",
        area=Area.objects.get(code="12106"),
    )

    page = client.get(f"{LIST}?{query}")

    assert (len(page.context["part"].rows), page.context["total"]) == (count, count)


def test_the_csv_holds_what_the_list_finds_and_no_draft(client, cycle):
    costed = ScreeningFactory(
        proposal=ProposalFactory(cycle=cycle, state="costed", summary="+81"),
        department__name="道路課",
        department__name_en="Roads",
    )
    body = joined(costed.proposal).organisation
    Organisation.objects.filter(pk=body.pk).update(name_en="Friends of Flowers")
    DraftFactory(cycle=cycle)
    ProposalFactory(cycle=cycle)

    response = client.get("/proposals/proposals.csv?state=costed")
    (row,) = csv.DictReader(StringIO(response.getvalue().decode("utf-8-sig")))

    assert list(row) == list(PROPOSAL_COLUMNS)
    assert (row["概要"], row["提案者区分"], row["団体名"]) == ("'+81", "住民と団体", body.name)
    assert (row["想定事業費"], row["通貨"], row["所管課"]) == ("1200000.00", "JPY", "道路課")
    assert (row["団体名_英字"], row["所管課_英字"]) == ("Friends of Flowers", "Roads")


@pytest.mark.parametrize("rows", [1, 20])
def test_the_csv_asks_the_same_queries_for_any_number_of_rows(
    client, cycle, rows, django_assert_num_queries
):
    for _ in range(rows):
        joined(ProposalFactory(cycle=cycle))
    # Areas, themes, cycles, organisations; rows; their organisations.
    with django_assert_num_queries(6):
        client.get("/proposals/proposals.csv").getvalue()


# --- one proposal ----------------------------------------------------------------------------


@pytest.mark.parametrize("comments", [1, 20])
def test_a_page_with_its_discussion_stays_within_eight_queries(
    client, cycle, comments, django_assert_num_queries
):
    proposal = ScreeningFactory(proposal=ProposalFactory(cycle=cycle, state="costed")).proposal
    for _ in range(comments):
        contribute(proposal.item)
        joined(proposal)
    # Proposal, organisations; phases reached; neighbours; the discussion.
    with django_assert_num_queries(5):
        client.get(page_of(proposal))


@pytest.mark.parametrize("comments", [1, 20])
def test_a_member_s_page_asks_the_same_queries_for_any_length(
    client, cycle, comments, django_assert_max_num_queries
):
    proposal = ProposalFactory(cycle=cycle)
    for _ in range(comments):
        contribute(proposal.item)
        ProposalSupportFactory(proposal=proposal)
    client.force_login(officer())
    # The first page of a session writes down where it is from.
    client.get("/about/")
    # Seven for session and account, six as for visitors; support, roles, whom one speaks for.
    with django_assert_max_num_queries(17):
        client.get(page_of(proposal))


def test_a_visitor_reads_proposal_and_answer(client, cycle):
    screening = ScreeningFactory(
        proposal=ProposalFactory(cycle=cycle, state="costed"), answer="**3か所**に建てられます。"
    )

    page = client.get(page_of(screening.proposal)).content.decode()

    assert "<strong>3か所</strong>に建てられます。" in page
    assert "1,200,000円" in page
    assert screening.department.name in page
    assert screening.proposal.aim in page


def test_an_earlier_answer_is_told_from_the_one_to_come(client, cycle):
    screening = ScreeningFactory(
        proposal=ProposalFactory(cycle=cycle, state="in_screening"),
        verdict="returned",
        cost=None,
    )

    assert "前回の回答" in client.get(page_of(screening.proposal)).content.decode()


@pytest.mark.parametrize("suffix", ["", "history/", "edit/", "invite/", "support/", "submit/"])
def test_stranger_is_not_admitted_to_a_draft(client, cycle, suffix):
    draft = DraftFactory(cycle=cycle)
    client.force_login(UserFactory())
    address = page_of(draft) + suffix

    answers = {client.get(address).status_code, client.post(address).status_code}

    assert answers <= {404, 405}
    assert 404 in answers


def test_a_draft_is_a_missing_page_to_visitors(client, cycle):
    draft = DraftFactory(cycle=cycle)

    assert client.get(page_of(draft)).status_code == 404
    assert client.get(page_of(draft) + "history/").status_code == 404


def test_an_invited_organisation_reads_the_draft_and_may_answer(client, cycle):
    listed = CoAuthorFactory(proposal=DraftFactory(cycle=cycle))
    client.force_login(representative_of(listed.organisation))

    page = client.get(page_of(listed.proposal)).content.decode()

    assert "共同提案者になる" in page
    assert "招きを断る" in page
    assert "書き直す" not in page


def test_a_viewer_of_the_organisation_reads_and_decides_nothing(client, cycle):
    listed = joined(DraftFactory(cycle=cycle))
    client.force_login(MembershipFactory(organisation=listed.organisation, role="viewer").user)

    page = client.get(page_of(listed.proposal)).content.decode()

    assert listed.proposal.aim in page
    assert "同意する" not in page
    assert "書き直す" not in page


def test_hostile_words_do_nothing(client, cycle):
    proposal = ProposalFactory(
        cycle=cycle,
        title=HOSTILE,
        summary=HOSTILE,
        aim=HOSTILE,
        situation=HOSTILE,
        gap=HOSTILE,
        means=HOSTILE,
    )
    proposal.aim += "変更"
    proposal.revision = 2
    proposal.save()

    for address in (LIST, page_of(proposal), page_of(proposal) + "history/"):
        page = client.get(address).content.decode()
        assert "<script>alert" not in page
        assert 'href="javascript' not in page
        assert 'src="http' not in page


def test_support_is_given_and_taken_back(client, cycle):
    proposal = ProposalFactory(cycle=cycle)
    client.force_login(UserFactory())

    client.post(page_of(proposal) + "support/")
    assert ProposalSupport.objects.count() == 1
    client.post(page_of(proposal) + "support/", {"deed": "withdraw"})
    assert not ProposalSupport.objects.exists()


def test_support_that_comes_too_late_is_refused_with_a_page(client, cycle):
    proposal = ProposalFactory(cycle=cycle, state=ProposalState.DECLINED)
    client.force_login(UserFactory())

    answer = client.post(page_of(proposal) + "support/")

    assert answer.status_code == 409
    assert "不採択" in answer.content.decode()


def test_the_path_tells_two_votes_on_a_proposal_apart_and_leads_to_all_of_it(client, cycle):
    proposal = ProposalFactory(cycle=cycle)
    for phase in (Phase.CHOOSE, Phase.BUDGET):
        option = lineage.place("option", cycle=cycle, title=proposal.title, phase=phase)
        lineage.link(proposal.item, option)

    text = client.get(page_of(proposal)).content.decode()

    assert re.findall(r'kind">投票の選択肢 <span class="tm-muted">([^<]+)', text) == [
        "対応策選択",
        "対応策予算化",
    ]
    assert reverse("lifecycle:path", args=[proposal.pk]) in text


def test_the_form_of_a_proposal_in_english_names_themes_and_organisations_in_english(client, cycle):
    draft, ngo = DraftFactory(cycle=cycle), verified_organisation(name_en="The Lit Path")
    client.force_login(draft.author)

    form = client.get(f"/en{page_of(draft)}edit/").content.decode()
    invite = client.get(f"/en{page_of(draft)}invite/").content.decode()

    assert all(f">{theme.name_en}</option>" in form for theme in Theme.objects.all())
    assert f">{ngo.name_en}</option>" in invite


def test_a_draft_leads_to_no_path_that_nobody_may_see(client, cycle):
    draft = DraftFactory(cycle=cycle)
    client.force_login(draft.author)

    text = client.get(page_of(draft)).content.decode()

    assert reverse("lifecycle:path", args=[draft.pk]) not in text


# --- writing ---------------------------------------------------------------------------------


def test_writing_begins_with_choosing_reports(client, cycle):
    report = ReportFactory(cycle=cycle, title="暗い道")
    ReportFactory(cycle=cycle, title="ベンチ")
    client.force_login(UserFactory())

    page = client.get(f"{NEW}?q=暗い&choose=1")

    assert list(page.context["offered"]) == [report]


def test_the_form_begins_with_what_the_report_says(client, cycle):
    report = ReportFactory(cycle=cycle)
    client.force_login(UserFactory())

    form = client.get(f"{NEW}?report={report.pk}").context["form"]

    assert form["situation"].value() == report.text
    assert form["area"].value() == report.area_id
    assert form["report"].value() == [report.pk]


def test_a_draft_is_saved_from_its_reports(client, cycle):
    reports = [ReportFactory(cycle=cycle), ReportFactory(cycle=cycle)]
    author = UserFactory()
    client.force_login(author)

    answer = client.post(NEW, typed(report=[r.pk for r in reports]))

    draft = Proposal.objects.get()
    assert answer["Location"] == page_of(draft)
    assert (draft.author, draft.state) == (author, "draft")
    assert {link.source_id for link in draft.item.links_back.all()} == {r.pk for r in reports}
    assert draft.title in client.get("/proposals/drafts/").content.decode()


@pytest.mark.parametrize("report", ["", "999999", "x", "1 OR 1=1"])
def test_without_a_report_the_choice_is_shown_again(client, cycle, report):
    client.force_login(UserFactory())

    answer = client.post(NEW, typed(report=report))

    assert answer.status_code == 200
    assert not Proposal.objects.exists()


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"title": ""}, "title"),
        ({"summary": "あ" * 201}, "summary"),
        ({"means": "あ" * 4001}, "means"),
        ({"area": ""}, "area"),
        ({"delivery": "nobody"}, "delivery"),
    ],
)
def test_what_is_wrong_with_a_draft_is_said_beside_its_field(client, cycle, fields, field):
    client.force_login(UserFactory())

    page = client.post(NEW, typed(report=[ReportFactory(cycle=cycle).pk], **fields))

    assert list(page.context["form"].errors) == [field]
    assert not Proposal.objects.exists()


def test_where_no_cycle_takes_drafts_the_page_says_when(client, registers):
    CycleFactory(area=Area.objects.get(code="12100"))
    client.force_login(UserFactory())

    page = client.get(NEW)

    assert page.status_code == 409
    assert "対応策検討" in page.content.decode()


def test_an_edit_is_saved_as_the_next_revision(client, cycle):
    draft = DraftFactory(cycle=cycle)
    client.force_login(draft.author)

    answer = client.post(page_of(draft) + "edit/", typed(draft, aim="もっと明るいまち"))

    draft.refresh_from_db()
    assert answer["Location"] == page_of(draft)
    assert (draft.revision, draft.aim) == (2, "もっと明るいまち")


def edited_meanwhile(draft, **changes):
    """What a colleague saved while the author was writing."""
    for name, value in changes.items():
        setattr(draft, name, value)
    draft.revision += 1
    draft.save()


def test_edits_of_different_fields_are_brought_together_and_shown_first(client, cycle):
    draft = DraftFactory(cycle=cycle)
    mine = typed(draft, aim="わたしの姿")
    edited_meanwhile(draft, means="同僚の手段")
    client.force_login(draft.author)

    page = client.post(page_of(draft) + "edit/", mine)

    assert "proposals/conflict.html" in [template.name for template in page.templates]
    form = page.context["form"]
    assert (form["aim"].value(), form["means"].value()) == ("わたしの姿", "同僚の手段")
    assert page.context["both"] == []
    assert form["based_on"].value() == 2
    draft.refresh_from_db()
    assert draft.aim != "わたしの姿"


def test_edits_of_one_field_leave_the_choice_to_the_person(client, cycle):
    draft = DraftFactory(cycle=cycle)
    mine = typed(draft, aim="わたしの姿")
    edited_meanwhile(draft, aim="同僚の姿")
    client.force_login(draft.author)

    page = client.post(page_of(draft) + "edit/", mine)

    assert page.context["form"]["aim"].value() == "わたしの姿"
    assert page.context["both"] == ["ありたい姿"]
    assert "同僚の" in page.content.decode()


def test_what_was_brought_together_is_saved_on_the_next_press(client, cycle):
    draft = DraftFactory(cycle=cycle)
    mine = typed(draft, aim="わたしの姿")
    edited_meanwhile(draft, means="同僚の手段")
    client.force_login(draft.author)
    client.post(page_of(draft) + "edit/", mine)

    client.post(
        page_of(draft) + "edit/", typed(draft, aim="わたしの姿", means="同僚の手段", based_on=2)
    )

    draft.refresh_from_db()
    assert (draft.revision, draft.aim, draft.means) == (3, "わたしの姿", "同僚の手段")


@pytest.mark.parametrize("based_on", ["", "0", "99", "-1", "x"])
def test_a_form_that_says_no_text_it_began_with_overwrites_nothing(client, cycle, based_on):
    draft = DraftFactory(cycle=cycle)
    client.force_login(draft.author)

    client.post(page_of(draft) + "edit/", typed(draft, aim="上書き", based_on=based_on))

    draft.refresh_from_db()
    assert draft.revision == 1


@pytest.mark.parametrize(
    "state", sorted(set(ProposalState) - PRIVATE_STATES - {ProposalState.RETURNED})
)
def test_what_was_handed_in_is_edited_no_more(client, cycle, state):
    proposal = ProposalFactory(cycle=cycle, state=state)
    client.force_login(proposal.author)

    assert client.get(page_of(proposal) + "edit/").status_code == 409


def test_a_stranger_does_not_edit_what_everyone_reads(client, cycle):
    proposal = ProposalFactory(cycle=cycle, state=ProposalState.RETURNED)
    client.force_login(UserFactory())

    assert client.get(page_of(proposal) + "edit/").status_code == 403


def test_handing_in_names_what_is_missing(client, cycle):
    draft = DraftFactory(cycle=cycle, aim="")
    client.force_login(draft.author)

    answer = client.post(page_of(draft) + "submit/")

    assert answer.status_code == 409
    assert "ありたい姿" in answer.content.decode()


def test_a_draft_that_waits_for_consent_names_for_whom(client, cycle):
    draft = DraftFactory(cycle=cycle)
    consented(draft)
    missing = joined(draft)
    client.force_login(draft.author)

    page = client.get(page_of(draft)).content.decode()

    assert "提出には、次の団体の同意が必要です" in page
    assert missing.organisation.name in page
    assert f"{page_of(draft)}submit/" not in page


def test_two_organisations_and_a_resident_bring_a_draft_to_the_public(client, cycle):
    draft, body = DraftFactory(cycle=cycle), verified_organisation()
    head, helper = representative_of(body), editor_of(body)
    client.force_login(draft.author)
    client.post(page_of(draft) + "invite/", {"organisation": body.pk})
    listed = draft.co_authors.get()

    client.force_login(head)
    client.post(f"{page_of(draft)}authors/{listed.pk}/accept/")
    client.force_login(helper)
    client.post(page_of(draft) + "edit/", typed(draft, means="団体と一緒に建てる。"))
    client.force_login(head)
    # The representative read the first text, not the one that was saved since.
    late = client.post(f"{page_of(draft)}authors/{listed.pk}/consent/", {"revision": 1})
    assert late.status_code == 409
    client.post(f"{page_of(draft)}authors/{listed.pk}/consent/", {"revision": 2})
    client.force_login(draft.author)
    client.post(page_of(draft) + "submit/")

    client.logout()
    page = client.get(page_of(draft)).content.decode()
    assert "団体と一緒に建てる。" in page
    assert "第2版に同意" in page


@pytest.mark.parametrize("revision", ["", "x", "-1", "９", "99999999999999999999"])
def test_consent_to_a_text_that_nobody_read_is_none(client, cycle, revision):
    listed = joined(DraftFactory(cycle=cycle))
    client.force_login(representative_of(listed.organisation))

    client.post(f"{page_of(listed.proposal)}authors/{listed.pk}/consent/", {"revision": revision})

    listed.refresh_from_db()
    assert listed.consented_at is None


def test_an_organisation_that_declines_is_led_away_from_the_draft(client, cycle):
    listed = CoAuthorFactory(proposal=DraftFactory(cycle=cycle))
    client.force_login(representative_of(listed.organisation))

    answer = client.post(f"{page_of(listed.proposal)}authors/{listed.pk}/unlist/")

    assert answer["Location"] == LIST
    assert not listed.proposal.co_authors.exists()


def test_an_organisation_is_answered_for_on_its_own_proposal_only(client, cycle):
    listed, other = joined(DraftFactory(cycle=cycle)), DraftFactory(cycle=cycle)
    client.force_login(other.author)

    answer = client.post(f"{page_of(other)}authors/{listed.pk}/unlist/")

    assert answer.status_code == 404
    assert listed.proposal.co_authors.exists()


# --- history ---------------------------------------------------------------------------------


def test_the_public_reads_what_changed_since_handing_in(client, cycle):
    proposal = DraftFactory(cycle=cycle, means="ひみつの下書き")
    edited_meanwhile(proposal, means="2か所に建てる。")
    proposal.state = ProposalState.RETURNED
    proposal.item.is_public = True
    proposal.item.save()
    proposal.save()
    edited_meanwhile(proposal, means="3か所に建てる。")

    page = client.get(page_of(proposal) + "history/")

    assert [r.number for r in page.context["revisions"]] == [3, 2]
    text = page.content.decode()
    assert "（削除ここから）</span>2<span" in text
    assert "（追加ここから）</span>3<span" in text
    assert client.get(page_of(proposal) + "history/?revision=1").status_code == 404
    assert "ひみつの下書き" not in client.get(page_of(proposal) + "history/?revision=2").text


def test_the_writers_read_their_whole_history(client, cycle):
    draft = DraftFactory(cycle=cycle, means="はじめの案")
    edited_meanwhile(draft, means="次の案", delivery="city")
    client.force_login(draft.author)

    page = client.get(page_of(draft) + "history/")

    assert [r.number for r in page.context["revisions"]] == [2, 1]
    assert [str(change.name) for change in page.context["changes"]] == ["手段", "実施主体区分"]
    first = client.get(page_of(draft) + "history/?revision=1")
    assert "はじめの案" in first.content.decode()


@pytest.mark.parametrize("edits", [1, 20])
def test_the_history_asks_the_same_queries_for_any_number_of_texts(
    client, cycle, edits, django_assert_max_num_queries
):
    proposal = ProposalFactory(cycle=cycle)
    for number in range(edits):
        edited_meanwhile(proposal, means=f"{number}か所に建てる。")

    with django_assert_max_num_queries(3):
        client.get(page_of(proposal) + "history/")


# --- screening -------------------------------------------------------------------------------


def findings(**fields):
    return {
        "law": "問題ない。",
        "cost_finding": "1基40万円。",
        "duplication": "ない。",
        "feasibility": "できる。",
        "verdict": "costed",
        **{f"{heading}_judgement": "clear" for heading in Heading},
        "answer": "提案のとおり3か所に建てることができます。",
        **fields,
    }


def test_an_officer_takes_a_proposal_up_and_answers(client, cycle):
    proposal, person = ProposalFactory(cycle=cycle), officer()
    client.force_login(person)
    address = page_of(proposal) + "screen/"

    client.post(address, {"department": person.memberships.get().organisation_id})
    client.post(address, findings(option=compared(proposal)))

    proposal.refresh_from_db()
    assert (proposal.state, proposal.screening.cost) == ("costed", 1_200_000)
    assert client.get(address).status_code == 409


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({}, "option"),
        ({"option": "0"}, "option"),
        ({"law_judgement": "obstacle"}, "verdict"),
        ({"law_judgement": ""}, "law_judgement"),
        ({"answer": "可"}, "answer"),
        ({"law": ""}, "law"),
        ({"verdict": "merged"}, "verdict"),
    ],
)
def test_a_refused_verdict_says_why_beside_its_field(client, cycle, fields, field):
    screening = ScreeningFactory(
        proposal=ProposalFactory(cycle=cycle, state="in_screening"), verdict="", at=None, cost=None
    )
    client.force_login(editor_of(screening.department))

    page = client.post(page_of(screening.proposal) + "screen/", findings(**fields))

    assert list(page.context["form"].errors) == [field]
    screening.proposal.refresh_from_db()
    assert screening.proposal.state == "in_screening"


def test_a_resident_does_not_get_the_form_of_screening(client, cycle):
    client.force_login(UserFactory())

    assert client.get(page_of(ProposalFactory(cycle=cycle)) + "screen/").status_code == 403


def test_another_department_does_not_answer(client, cycle):
    screening = ScreeningFactory(
        proposal=ProposalFactory(cycle=cycle, state="in_screening"), verdict="", at=None, cost=None
    )
    client.force_login(officer())

    assert client.post(page_of(screening.proposal) + "screen/", findings()).status_code == 403
