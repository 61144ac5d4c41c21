"""The pages of votes: who sees what, how many queries, and nothing counted on the way."""

import csv
from io import BytesIO, StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from portal.accounts.models import AuditEntry
from portal.accounts.roles import Role
from portal.jobs.services import do_once
from portal.lifecycle.phases import Phase, PhaseState
from proposals.states import ProposalState
from tests.factories.accounts import RoleGrantFactory, UserFactory
from tests.factories.lifecycle import cycle_in
from tests.factories.proposals import ProposalFactory, ScreeningFactory
from tests.factories.voting import (
    DecisionFactory,
    ElectionFactory,
    OptionFactory,
    counted_election,
    opened_election,
)
from tests.voting.counting.elections import pb
from tests.voting.services.test_decisions import priorities
from voting.counting import Borda, Condorcet, VoteType, any_rule_from_json, rule_to_json
from voting.models import Decision, Election, PriorityAnswer
from voting.names import RULE_TEXTS, RULES
from voting.services import count_election, load_past_election
from voting.states import ElectionKind, ElectionState

pytestmark = pytest.mark.django_db

# Three at 400,000 under 1,000,000: the first two are funded.
BALLOTS = {(0, 1): 4, (0,): 1, (2,): 2}
PAGES_OF_A_COUNT = ("election", "result", "result_csv")


@pytest.fixture
def administrator():
    return RoleGrantFactory(role=Role.ADMINISTRATOR).user


@pytest.fixture
def mayor():
    return RoleGrantFactory(role=Role.MAYORS_OFFICE).user


def text_of(response):
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return content.decode("utf-8-sig")


def get(client, name, *args):
    response = client.get(reverse(f"voting:{name}", args=args))
    assert response.status_code == 200
    return text_of(response)


def loaded(**parts):
    file = BytesIO(pb(**parts).encode())
    return load_past_election(file=file, file_name="x.pb", cycle_name="むかし").election


@pytest.mark.parametrize("language", ["", "/en"])
def test_every_page_of_a_vote_can_be_read_by_anyone(client, language):
    budget, priority = counted_election(BALLOTS), priorities()
    addresses = [
        reverse("voting:elections"),
        *(reverse(f"voting:{name}", args=[budget.pk]) for name in PAGES_OF_A_COUNT),
        *(reverse(f"voting:{name}", args=[priority.pk]) for name in PAGES_OF_A_COUNT),
        reverse("voting:priorities", args=[priority.pk]),
        budget.options.first().get_absolute_url(),
        priority.options.first().get_absolute_url(),
    ]

    for address in addresses:
        assert client.get(language + address).status_code == 200, address


def test_every_vote_says_that_it_binds_nobody(client):
    election = counted_election(BALLOTS)

    for page in (get(client, "elections"), get(client, "election", election.pk)):
        assert "公職選挙法の選挙でも、結果に法的な拘束力のある住民投票でもありません" in page


def test_where_one_may_vote_now_stands_first_and_once(client):
    over, now = counted_election(BALLOTS), ElectionFactory(state=ElectionState.OPEN)

    shown = client.get(reverse("voting:elections")).content.decode()

    addresses = [vote.get_absolute_url() for vote in (now, over)]
    assert [shown.count(f'href="{address}"') for address in addresses] == [1, 1]
    assert shown.index("いま投票できます") < shown.index(addresses[0]) < shown.index(addresses[1])


def test_a_list_shows_the_votes_of_the_city_and_those_of_elsewhere_apart(client):
    ours = counted_election(BALLOTS)
    elsewhere = loaded()

    page = get(client, "elections")

    assert page.index(ours.name) < page.index("ほかの地域の投票の記録") < page.index(elsewhere.name)


def test_an_empty_list_says_so(client):
    assert "まだ投票はありません" in get(client, "elections")


def test_a_result_shows_the_cut_line_between_what_is_funded_and_what_is_not(client):
    page = get(client, "result", counted_election(BALLOTS).pk)

    places = [
        page.index(title) for title in ("公園のベンチ1", "公園のベンチ2", "ここまでが予算の範囲")
    ]
    assert [*places, page.index("公園のベンチ3")] == sorted([*places, page.index("公園のベンチ3")])
    assert "残り 200,000円" in page
    assert "順番が来たときに残っていた予算では、200,000円足りませんでした" in page
    assert "この提案だけを選ぶ人があと3人いれば、予算の範囲に入っていました" in page
    assert "費用があと200,000円少なければ、予算の範囲に入っていました" in page


def test_a_result_names_the_ties_and_how_they_were_broken(client):
    # The first two are equal in votes; the second costs less.
    tied = counted_election({(0, 1): 2, (2,): 1}, costs=(400_000, 300_000, 400_000))
    untied = counted_election(BALLOTS)

    assert "「公園のベンチ2」と「公園のベンチ1」が同点でした。費用の少ない前者" in get(
        client, "result", tied.pk
    )
    assert "結果に関わる同点はありませんでした" in get(client, "result", untied.pk)


def test_a_result_tells_its_rule_and_hashes(client):
    election = counted_election(BALLOTS)

    page = get(client, "result", election.pk)

    assert "得点の多いものから順に、残りの予算に収まるものを選びます" in page
    assert election.result.input_sha256 in page


SELECTED = ("project_id;cost;name;selected", "A;60;遊び場;1", "B;50;図書館;0", "C;40;畑;1")
STATEMENTS = {
    "一致しました": {"projects": SELECTED},
    "一致しませんでした": {"projects": (*SELECTED[:3], "C;40;畑;0")},
    "記録がないので": {},
    "参考です": {"meta": {"rule": "unknown"}},
}


@pytest.mark.parametrize("statement", STATEMENTS)
def test_a_loaded_result_says_truly_whether_it_equals_the_recorded_one(client, statement):
    page = get(client, "result", loaded(**STATEMENTS[statement]).pk)

    assert [said for said in STATEMENTS if said in page] == [statement]


def test_a_result_of_our_own_states_nothing_of_a_file(client):
    page = get(client, "result", counted_election(BALLOTS).pk)

    assert not [said for said in STATEMENTS if said in page]


def test_a_vote_from_elsewhere_is_called_a_record_and_not_bound_to_our_law(client):
    election = loaded()

    page = get(client, "election", election.pk) + get(client, "result", election.pk)

    assert "ほかの地域で行われた投票の記録です" in page
    assert "公職選挙法" not in page
    assert "議会の決定" not in page + text_of(
        client.get(election.options.first().get_absolute_url())
    )


def test_an_option_leads_back_to_its_proposal(client):
    option = loaded().options.first()

    page = text_of(client.get(option.get_absolute_url()))

    assert option.proposal.get_absolute_url() in page


def test_there_is_no_result_before_the_count(client):
    election = opened_election(BALLOTS)

    for name in ("result", "result_csv"):
        assert client.get(reverse(f"voting:{name}", args=[election.pk])).status_code == 404
    assert "まだ集計されていません" in text_of(
        client.get(election.options.first().get_absolute_url())
    )


def test_the_table_of_a_result_can_be_downloaded(client):
    election = counted_election(BALLOTS)
    first, second, third = election.options.all()
    DecisionFactory(option=first)
    DecisionFactory(
        option=second, approved=False, amount=None, reason="用地がないため、来年度に送る"
    )

    rows = list(csv.DictReader(StringIO(get(client, "result_csv", election.pk))))

    told = [
        (r["選択肢ID"], r["順位"], r["得票数"], r["採否"], r["累計額"], r["議決"]) for r in rows
    ]
    assert told == [
        (str(first.pk), "1", "5", "1", "400000", "1"),
        (str(second.pk), "2", "4", "1", "800000", "0"),
        (str(third.pk), "3", "2", "0", "800000", ""),
    ]


def test_a_title_is_no_formula_in_the_download(client):
    election = ElectionFactory(state=ElectionState.OPENED, ballot_count=1)
    OptionFactory(election=election, title="=1+1")
    count_election(actor=RoleGrantFactory(role=Role.ADMINISTRATOR).user, election=election)

    (row,) = csv.DictReader(StringIO(get(client, "result_csv", election.pk)))

    assert row["選択肢名"] == "'=1+1"


def test_an_option_shows_its_path_its_votes_and_the_decision_with_its_reason(client):
    option = counted_election(BALLOTS).options.last()
    DecisionFactory(option=option, amount=100_000, reason="規模を小さくして行うため")

    page = text_of(client.get(option.get_absolute_url()))

    assert "2票で、3件のうち3位でした" in page
    assert "予算の範囲に入った最後の事業は、2位" in page
    assert "規模を小さくして行うため" in page
    assert "道すじ" in page


def test_an_option_can_be_discussed_where_its_phase_is_open(client):
    option = counted_election(BALLOTS).options.first()
    client.force_login(UserFactory())

    client.post(reverse("deliberation:post", args=[option.pk]), {"text": "日陰にも欲しいです。"})

    assert "日陰にも欲しいです。" in text_of(client.get(option.get_absolute_url()))


def test_a_priority_shows_the_answer_of_the_city(client, mayor):
    election = priorities()
    option = election.options.first()
    PriorityAnswer.objects.create(option=option, text="来年度の予算案に入れます。", by=mayor)

    for address in (option.get_absolute_url(), reverse("voting:priorities", args=[election.pk])):
        assert "来年度の予算案に入れます。" in text_of(client.get(address))


def test_the_priorities_of_the_cycle_are_shown_at_its_budget_vote(client):
    priority = priorities()
    budget = counted_election(BALLOTS, cycle=priority.cycle)

    page = get(client, "election", budget.pk)

    assert reverse("voting:priorities", args=[priority.pk]) in page


@pytest.fixture(params=[3, 40], ids=lambda count: f"{count} options")
def vote(request):
    count = request.param
    ballots = {(number % count, (number + 1) % count): number + 1 for number in range(count)}
    ballots = {tuple(sorted(picks)): times for picks, times in ballots.items()}
    election = counted_election(ballots, costs=[100_000] * count)
    for option in election.options.all()[::3]:
        DecisionFactory(option=option)
    return election


def test_a_page_asks_as_little_of_a_large_vote_as_of_a_small_one(
    client, vote, django_assert_num_queries
):
    option = vote.options.last()
    # Election and result; options with decisions. The option page: option, phases,
    # neighbours, discussion. The result also names its themes.
    for address, queries in {
        reverse("voting:elections"): 2,
        reverse("voting:election", args=[vote.pk]): 3,
        reverse("voting:result", args=[vote.pk]): 3,
        reverse("voting:result_csv", args=[vote.pk]): 2,
        option.get_absolute_url(): 4,
    }.items():
        with django_assert_num_queries(queries):
            assert text_of(client.get(address))


def test_a_page_of_an_office_stays_within_eight_queries(
    client, vote, administrator, mayor, django_assert_max_num_queries
):
    undecided = vote.options.filter(decision=None).first()
    for user in (administrator, mayor):
        client.force_login(user)
        for address in (
            reverse("voting:elections"),
            reverse("voting:election", args=[vote.pk]),
            undecided.get_absolute_url(),
        ):
            with django_assert_max_num_queries(8):
                assert client.get(address).status_code == 200


# --- what the offices do -------------------------------------------------------------------


def proposals_in(cycle, count=3):
    return [
        ScreeningFactory(
            proposal=ProposalFactory(cycle=cycle, state=ProposalState.COSTED), cost=400_000
        ).proposal
        for _ in range(count)
    ]


def test_an_administrator_takes_a_budget_vote_from_plan_to_result(client, administrator):
    cycle = cycle_in(Phase.BUDGET, budget=1_000_000)
    proposals = proposals_in(cycle)
    client.force_login(administrator)
    assert reverse("voting:prepare_choice") in get(client, "elections")
    assert reverse("voting:prepare", args=[cycle.slug, "budget"]) in get(client, "prepare_choice")

    plan = {
        "name_ja": "予算の投票",
        "name_en": "Budget vote",
        "proposals": [proposal.pk for proposal in proposals],
        "ballot_type": "approval",
        "budget": "1000000",
        "rule": "greedy",
    }
    prepared = client.post(reverse("voting:prepare", args=[cycle.slug, "budget"]), plan)
    election = Election.objects.get()
    assert prepared.url == election.get_absolute_url()
    assert "票を取り込む" in get(client, "election", election.pk)

    text = pb(
        meta={"budget": "1000000"},
        projects=("project_id;cost", "1;400000", "2;400000", "3;400000"),
        votes=("voter_id;vote", "a;1,2", "b;1", "c;3"),
    )
    upload = SimpleUploadedFile("votes.pb", text.encode())
    client.post(reverse("voting:ballots", args=[election.pk]), {"file": upload})
    assert "集計する" in get(client, "election", election.pk)

    asked = client.post(reverse("voting:count", args=[election.pk]))
    assert asked.url == election.get_absolute_url()
    assert "集計の順番を待っています" in get(client, "election", election.pk)
    do_once()
    assert reverse("voting:result", args=[election.pk]) in get(client, "election", election.pk)
    election.refresh_from_db()
    assert election.state == ElectionState.CERTIFIED
    # Equal votes and costs: the one that stands first on the ballot.
    assert election.result.outcome["winners"] == ["1", "2"]
    recorded = AuditEntry.objects.filter(actor=administrator).order_by("id")
    assert [(entry.deed, entry.subject) for entry in recorded] == [
        (deed, f"election:{election.pk}")
        for deed in (
            "prepare_election",
            "import_ballots",
            "ask_for_count",
            "count_election",
        )
    ]


def test_a_priority_vote_is_prepared_without_budget_and_by_a_rule_for_priorities(
    client, administrator
):
    cycle = cycle_in(Phase.CHOOSE)
    proposals = proposals_in(cycle)
    client.force_login(administrator)
    address = reverse("voting:prepare", args=[cycle.slug, "priority"])
    said = {
        "name_ja": "優先順位",
        "name_en": "Priorities",
        "proposals": [proposal.pk for proposal in proposals],
        "ballot_type": "approval",
        "max_picks": "2",
        "rule": "borda",
    }
    page = text_of(client.get(address))

    refused = client.post(address, said)
    client.post(address, {**said, "ballot_type": "ordinal"})

    for rule in RULES[ElectionKind.PRIORITY]:
        assert str(RULE_TEXTS[rule.name]) in page
    assert "投票のしかたを「順位をつける」にしてください" in text_of(refused)
    election = Election.objects.get()
    assert (election.kind, election.ballot_type, election.max_picks, election.budget) == (
        ElectionKind.PRIORITY,
        VoteType.ORDINAL,
        2,
        None,
    )
    assert any_rule_from_json(election.rule) == Borda()


def test_the_result_of_priorities_shows_the_places_that_its_rule_gives(client):
    # All five name the first, as their second; it wins by votes and loses against the others.
    ballots = {(1, 0): 2, (2, 0): 3}
    fields = {"ballots": ballots, "ballot_type": VoteType.ORDINAL}
    by_votes = priorities(**fields)
    by_ranks = priorities(rule=rule_to_json(Condorcet()), **fields)

    pages = {vote: get(client, "result", vote.pk) for vote in (by_votes, by_ranks)}

    for vote, order in {by_votes: "132", by_ranks: "312"}.items():
        places = [pages[vote].index(f">公園のベンチ{number}<") for number in order]
        assert places == sorted(places)
        assert "予算の範囲" not in pages[vote]
    assert "選んだ人の多いものから順に並べます" in pages[by_votes]
    assert "1対1の勝ち" in pages[by_ranks]
    assert "1対1の勝ち" not in pages[by_votes]


def test_a_refused_plan_keeps_what_was_typed(client, administrator):
    cycle = cycle_in(Phase.BUDGET, budget=1_000_000)
    (proposal,) = proposals_in(cycle, 1)
    client.force_login(administrator)

    response = client.post(
        reverse("voting:prepare", args=[cycle.slug, "budget"]),
        {
            "name_ja": "ひとつだけの投票",
            "name_en": "One",
            "proposals": [proposal.pk],
            "ballot_type": "approval",
            "budget": "1000000",
            "rule": "greedy",
        },
    )

    assert response.status_code == 422
    page = text_of(response)
    assert "2件以上選んでください" in page
    assert "ひとつだけの投票" in page


def test_a_broken_file_is_refused_on_the_page_with_its_line(client, administrator):
    election = ElectionFactory()
    for _ in range(3):
        OptionFactory(election=election)
    client.force_login(administrator)
    upload = SimpleUploadedFile("votes.pb", pb().replace("4;C,A", "4;Z").encode())

    response = client.post(reverse("voting:ballots", args=[election.pk]), {"file": upload})

    assert response.status_code == 422
    assert "行目：" in text_of(response)
    assert not election.ballot_groups.exists()


def test_the_mayors_office_answers_priorities(client, mayor):
    election = priorities()
    option = election.options.first()
    client.force_login(mayor)
    address = reverse("voting:answer", args=[election.pk])
    assert client.get(address).status_code == 200

    refused = client.post(address, {str(option.pk): "検討中"})
    client.post(address, {str(option.pk): "来年度の予算案に入れます。"})

    assert refused.status_code == 422
    assert option.priority_answer.text == "来年度の予算案に入れます。"


def test_the_mayors_office_records_a_decision(client, mayor):
    option = counted_election(BALLOTS).options.last()
    client.force_login(mayor)
    address = reverse("voting:decide", args=[option.pk])
    assert address in text_of(client.get(option.get_absolute_url()))
    said = {"approved": "yes", "amount": "400000", "decided_on": timezone.localdate().isoformat()}

    refused = client.post(address, said)
    client.post(address, {**said, "reason": "国の補助金を充てることができるため"})

    assert refused.status_code == 422
    assert "理由を10文字以上" in text_of(refused)
    assert Decision.objects.get().option == option
    assert address not in text_of(client.get(option.get_absolute_url()))


def test_an_approval_without_an_amount_is_tied_to_its_field(client, mayor):
    option = counted_election(BALLOTS).options.first()
    client.force_login(mayor)

    response = client.post(
        reverse("voting:decide", args=[option.pk]),
        {"approved": "yes", "decided_on": timezone.localdate().isoformat()},
    )

    assert response.context["form"].errors["amount"]


def test_the_amount_that_the_form_begins_with_is_taken(client, mayor):
    option = counted_election(BALLOTS).options.first()
    client.force_login(mayor)
    address = reverse("voting:decide", args=[option.pk])

    field = client.get(address).context["form"]["amount"]
    said = {"approved": "yes", "decided_on": timezone.localdate().isoformat()}
    client.post(address, {**said, "amount": field.value()})

    assert Decision.objects.get().amount == option.cost


@pytest.mark.parametrize("amount", ["400000", "400000.50", "-1", "?"])
def test_a_rejection_takes_no_amount_along(client, mayor, amount):
    option = counted_election(BALLOTS).options.last()
    client.force_login(mayor)

    client.post(
        reverse("voting:decide", args=[option.pk]),
        {"approved": "no", "amount": amount, "decided_on": timezone.localdate().isoformat()},
    )

    assert Decision.objects.get().amount is None


def deeds():
    """Each page of an office: its address, the phase that opens it, the role that may."""
    budget, priority = counted_election(BALLOTS), priorities()
    prepared = ElectionFactory()
    return {
        "prepare": (
            reverse("voting:prepare", args=[prepared.cycle.slug, "budget"]),
            prepared.cycle,
        ),
        "ballots": (reverse("voting:ballots", args=[prepared.pk]), prepared.cycle),
        "answer": (reverse("voting:answer", args=[priority.pk]), priority.cycle),
        "decide": (reverse("voting:decide", args=[budget.options.first().pk]), budget.cycle),
    }


@pytest.mark.parametrize("deed", ["prepare", "ballots", "answer", "decide"])
def test_the_page_of_an_office_is_closed_to_residents_and_visitors(client, deed):
    address, _ = deeds()[deed]

    assert client.get(address).status_code == 302
    client.force_login(UserFactory())
    assert client.get(address).status_code == 403


@pytest.mark.parametrize("deed", ["prepare", "ballots", "answer", "decide"])
def test_the_page_of_an_office_is_closed_outside_its_phase(client, administrator, mayor, deed):
    address, cycle = deeds()[deed]
    cycle.phases.update(state=PhaseState.CLOSED)
    client.force_login(mayor if deed in {"answer", "decide"} else administrator)

    assert client.get(address).status_code == 409


def test_counting_needs_a_post_of_an_administrator(client, administrator):
    election = opened_election(BALLOTS)
    address = reverse("voting:count", args=[election.pk])

    assert client.post(address).status_code == 302
    client.force_login(UserFactory())
    assert client.post(address).status_code == 403
    client.force_login(administrator)
    assert client.get(address).url == election.get_absolute_url()

    election.refresh_from_db()
    assert election.state == ElectionState.OPENED


def test_a_resident_is_offered_no_office_deed(client):
    client.force_login(UserFactory())

    assert "集計する" not in get(client, "election", opened_election(BALLOTS).pk)
    assert "準備する" not in get(client, "elections")
    assert "いま準備できる投票はありません" in get(client, "prepare_choice")
