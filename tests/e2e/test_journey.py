"""One project, from a complaint to the verdict on it and into the next cycle, in real browsers.

Each function is one of the ten phases; each person acts at a browser of their own.
"""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from portal.demo.calendar import clock_at
from portal.jobs.services import do_once
from portal.lifecycle.models import Cycle
from portal.lifecycle.phases import Phase
from portal.notices.services.delivery import deliver_events
from proposals.models import DeliveryOption
from proposals.names import DELIVERY_NAMES
from proposals.states import Delivery, Heading
from tests.e2e.conftest import told_in
from tests.e2e.people import Person
from tests.e2e.town import BUDGET, COST, Town
from voting.models import Election


@pytest.fixture(params=[told_in("ja"), told_in("en")])
def town(request, new_context, live_url, settings, tmp_path) -> Town:
    settings.MEDIA_ROOT = tmp_path
    return Town(new_context, live_url, request.param)


def test_a_complaint_becomes_a_project_a_verdict_and_a_part_of_the_next_cycle(town):
    know(town)
    discover(town)
    organise(town)
    design(town)
    estimate(town)
    choose(town)
    budget(town)
    execute(town)
    verify(town)
    improve(town)
    everybody_was_told(town)
    a_stranger_walks_the_whole_path(town)


def know(town: Town) -> None:
    """Hanako asks for data; the roads department publishes it."""
    say, hanako, officer = town.say, town.hanako, town.officer
    town.move_on_to(Phase.KNOW)

    hanako.visit("evidence:library").follow("ほしいデータを市に求める")
    hanako.fill(text=say.data, why=say.why_data).press("市に求める")
    hanako.sees(say.data, say.why_data).stands_at(Phase.KNOW)

    officer.visit("evidence:library").follow("資料を登録する")
    table = {"name": "lamps.csv", "mimeType": "text/csv", "buffer": b"ward,lamps\nInage,900\n"}
    officer.fill(file=table, title=say.data, about=say.data, organisation=town.roads)
    officer.fill(cycle=town.cycle, theme=town.theme, area=town.ward, licence="cc_by_4_0")
    officer.fill(source=say.counted_by, made_on=timezone.localdate()).press("登録して公開する")
    officer.sees(say.data).stands_at(Phase.KNOW)

    asked = town.item("data_request", say.data)
    officer.visit("evidence:asked", asked.pk).follow("回答する")
    officer.fill(state="provided", data_set=town.item("evidence", say.data), text=say.data_here)
    officer.press("回答を公開する").sees(say.data_here)
    hanako.page.reload()
    hanako.sees(say.data_here).goes_on_to("資料", say.data)


def discover(town: Town) -> None:
    """Hanako reports what is wrong, Taro says "me too", the department answers."""
    say, hanako, taro, officer = town.say, town.hanako, town.taro, town.officer
    town.move_on_to(Phase.DISCOVER)

    hanako.visit("home").follow("困りごとを知らせる")
    hanako.fill(title=say.report, text=say.need, theme=town.theme)
    choose_on_the_map(hanako, town)
    hanako.press("報告する")
    hanako.reads("報告を受け付けました。市の回答が出ると、お知らせします。")
    hanako.sees(say.report, say.need).stands_at(Phase.DISCOVER)

    taro.visit("proposals:reports").follow_text(say.report)
    taro.press("わたしも賛同する").reads("あなたも賛同しています。")

    officer.visit("proposals:report", town.item("report", say.report).pk)
    officer.follow("回答する・状態を変える").fill(state="looked_at", message=say.seen)
    officer.press("回答を公開する").sees(say.seen)


def choose_on_the_map(person: Person, town: Town) -> None:
    ward = person.name_of(town.ward)
    person.page.locator(".tm-point-map__name", has_text=ward).click(force=True)
    expect(person.main.locator("[name=area]")).to_have_value(str(town.ward.pk))


def organise(town: Town) -> None:
    """Taro says how it affects his family."""
    town.move_on_to(Phase.ORGANISE)
    taro = town.taro.visit("proposals:report", town.item("report", town.say.report).pk)
    taro.fill(text=town.say.effect).press("意見を送信する").sees(town.say.effect)


def design(town: Town) -> None:
    """Hanako drafts a proposal from two reports, an organisation writes with her, people talk."""
    say, hanako, representative = town.say, town.hanako, town.representative
    town.add_rivals()
    town.move_on_to(Phase.DESIGN)

    hanako.visit("proposals:report", town.item("report", say.report).pk)
    hanako.follow("この報告から提案を書く").follow("報告を選び直す・足す")
    hanako.fill(report=town.item("report", say.other_report)).press("選んだ報告から提案を書く")
    hanako.sees(say.report, say.other_report)
    hanako.fill(title=say.proposal, summary=say.summary, aim=say.aim, gap=say.gap)
    hanako.fill(means=say.means).press("下書きを保存する")
    hanako.reads("下書きを保存しました。提出するまで、書く人だけが見られます。")

    hanako.follow("団体を招く").fill(organisation=town.ngo).press("招く")
    hanako.reads("招いて返事待ち")
    draft = town.item("proposal", say.proposal)
    representative.visit("notices:my_page").sees(say.proposal)
    representative.visit("proposals:proposal", draft.pk).sees(say.need)
    representative.press("共同提案者になる").reads("共同提案者になりました。")
    representative.press("第%(number)s版に同意する", number=1)
    representative.reads("第%(revision)d版に同意しました。", revision=1)

    hanako.page.reload()
    hanako.reads("提出できます").press("提出する")
    hanako.reads("提案を提出しました。だれでも読めるようになりました。")
    hanako.sees(say.proposal, hanako.name_of(town.ngo)).stands_at(Phase.DESIGN)
    two_talk_without_loading_the_page_again(town)


def two_talk_without_loading_the_page_again(town: Town) -> None:
    hanako, taro = town.hanako, town.taro
    taro.visit("proposals:proposal", town.item("proposal", town.say.proposal).pk)
    for person in (hanako, taro):
        expect(person.main.locator("[data-thread][data-listening=yes]")).to_be_attached()
        person.page.evaluate("window.stayed = true")

    taro.fill(text=town.say.bright).press("意見を送信する")
    hanako.sees(town.say.bright, town.say.taro)
    hanako.fill(text=town.say.agreed).press("意見を送信する")
    taro.sees(town.say.agreed)
    for person in (hanako, taro):
        assert person.page.evaluate("window.stayed")


def estimate(town: Town) -> None:
    """The department takes the proposal up and says what it costs."""
    say, officer = town.say, town.officer
    town.move_on_to(Phase.ESTIMATE)
    officer.visit("proposals:proposal", town.item("proposal", say.proposal).pk)
    officer.follow("審査を始める").press("この課で審査を始める")
    officer.reads("審査を始めました。提案した人に知らせました。")
    officer.follow("先に、実施の方法ごとの費用を見積もってください。")
    compare(town, officer)
    officer.visit("proposals:proposal_screen", town.item("proposal", say.proposal).pk)
    officer.fill(**{f"{heading}_judgement": "clear" for heading in Heading})
    officer.fill(law=say.law, cost_finding=say.cost, duplication=say.no_double)
    chosen = DeliveryOption.objects.get(delivery=Delivery.SHARED).pk
    officer.fill(feasibility=say.can_do, verdict="costed", option=chosen)
    officer.fill(answer=say.costed).press("回答を公開する")
    officer.sees(say.costed).stands_at(Phase.ESTIMATE)
    officer.follow("実施の方法の比較を見る").sees(say.basis, say.lamps)


def compare(town: Town, officer: Person) -> None:
    """The same lamps, built by the city alone and with the neighbours."""
    say = town.say
    for way, price in ((Delivery.CITY, COST * 2), (Delivery.SHARED, COST)):
        name = officer.words(str(DELIVERY_NAMES[way]))
        # Whole: one way's name begins like another's.
        link = officer.words("「%(name)s」を見積もる", name=name)
        officer.main.get_by_role("link", name=link, exact=True).click()
        officer.fill(summary=say.means, satisfaction_low=60, satisfaction_high=80)
        officer.fill(satisfaction_basis=say.basis, risk="low", risk_reason=say.can_do)
        line = {"name": say.lamps, "unit_price": price, "quantity": 1, "source": say.basis}
        officer.fill(**{f"costs-0-{field}": value for field, value in line.items()})
        officer.press("保存して合計を計算する")
        officer.reads("見積もりを保存しました。合計を計算し直しました。")


def choose(town: Town) -> None:
    """A vote on priorities is counted from anonymous ballots."""
    say = town.say
    town.move_on_to(Phase.CHOOSE)
    names = {"name_ja": "優先順位の投票", "name_en": "Vote on priorities"}
    vote = prepare_and_count(town, "優先順位の投票を準備する（%(cycle)s）", **names)
    town.stranger.visit("voting:result", vote.pk).sees(say.proposal, say.benches, say.slide)
    town.stranger.follow_text(say.proposal).stands_at(Phase.CHOOSE)
    town.stranger.reads("回答はまだありません。予算の段階で、市が回答します。")


def prepare_and_count(town: Town, what: str, **plan: object) -> Election:
    administrator = town.administrator.visit("voting:elections").follow("投票を準備する")
    administrator.follow(what, cycle=town.name)
    administrator.fill(proposals=town.proposals(), **plan).press("投票を準備する")
    administrator.reads("投票を準備しました。次は票を取り込みます。")
    vote = Election.objects.latest("pk")
    administrator.follow("票を取り込む").fill(file=town.ballots_for(vote)).press("取り込む")
    administrator.reads("%(count)d票を取り込みました。次は集計します。", count=12)
    administrator.press("集計する").reads("集計の順番を待っています。")
    do_once()
    administrator.reads("結果を見る")
    return vote


def budget(town: Town) -> None:
    """The mayor answers the priorities; a second vote; the assembly decides, option by option."""
    say, mayor = town.say, town.mayor
    town.move_on_to(Phase.BUDGET)
    mayor.visit("voting:priorities", Election.objects.get(kind="priority").pk)
    mayor.follow("優先順位に回答する")
    mayor.fill(**{str(town.item("option", say.proposal).pk): say.answered})
    mayor.press("回答を公開する").sees(say.answered)

    names = {"name_ja": "予算の投票", "name_en": "Vote on the budget"}
    vote = prepare_and_count(
        town, "予算の投票を準備する（%(cycle)s）", budget=BUDGET, rule="greedy", **names
    )

    decide(town, say.proposal, approved="yes", amount=COST)
    mayor.reads("可決").stands_at(Phase.BUDGET)
    decide(town, say.benches, approved="no", reason=say.not_now)
    mayor.reads("否決").sees(say.not_now)
    decide(town, say.slide, approved="no")
    mayor.reads("否決")
    town.stranger.visit("voting:result", vote.pk).sees(say.proposal).reads("可決").reads("否決")


def decide(town: Town, title: str, **decision: object) -> None:
    town.mayor.visit("voting:option", town.item("option", title).pk)
    town.mayor.follow("議会の決定を記録する").fill(**decision).press("記録する")
    town.mayor.reads("議会の決定を記録しました。")


def execute(town: Town) -> None:
    """The department promises, starts, builds, pays and measures."""
    say, officer, today = town.say, town.officer, timezone.localdate()
    town.move_on_to(Phase.EXECUTE)
    officer.visit("reviews:projects").follow_text(say.proposal).stands_at(Phase.EXECUTE)
    officer.follow("計画を書く").fill(summary=say.plan).press("事業の計画を書く")
    officer.reads("事業の計画を公開しました。")
    promise(officer, town, say.lamps, say.lamp, level="output", baseline=0, target=3)
    promise(officer, town, say.walkers, say.a_day, level="outcome", baseline=100, target=200)
    officer.follow("節目を加える").fill(title=say.designed, planned_on=today).press("節目を加える")
    officer.reads("節目を加えました。")
    officer.follow("事業を始める").press("事業を始める").reads("事業を始めました。")

    officer.follow("達成を記録する").press("節目の達成を記録する")
    officer.reads("節目の達成を記録しました。")
    for kind, amount, note in (("committed", COST, say.contract), ("spent", COST // 2, say.bill)):
        officer.follow("お金を記録する").fill(kind=kind, amount=amount, note=note)
        officer.press("お金を記録する").reads("お金の記録を公開しました。")
    for name, value in ((say.lamps, 3), (say.walkers, 150)):
        officer.follow_text(name).follow("測定値を記録する").fill(value=value)
        officer.press("測定値を記録する").reads("測定値を公開しました。")
        officer.sees(say.counted_by).stands_at(Phase.VERIFY).goes_on_to("事業", say.proposal)
    officer.reads("目標を達成").reads("目標に向けて前進")


def promise(officer: Person, town: Town, name: str, unit: str, **goal: object) -> None:
    today = timezone.localdate()
    officer.follow("指標を加える").fill(name=name, unit=unit, nature="objective", **goal)
    officer.fill(direction="more", baseline_on=today, target_on=today + timedelta(days=180))
    officer.fill(source=town.say.counted_by, frequency="quarterly").press("指標を加える")
    officer.reads("指標を加えました。")


def verify(town: Town) -> None:
    """The analyst calls a review, a resident asks, the city commits itself, the panel concludes."""
    say, analyst, taro, panel = town.say, town.analyst, town.taro, town.panel
    town.move_on_to(Phase.VERIFY)
    held_at = (timezone.localtime() + timedelta(days=7)).replace(second=0, microsecond=0)
    project = town.item("project", say.proposal)
    analyst.visit("reviews:sessions").follow("検証会議を知らせる（%(cycle)s）", cycle=town.name)
    analyst.fill(title=say.review, projects=project, scheduled_at=held_at)
    analyst.press("検証会議を知らせる").reads("会議を知らせました。事業を見守る人に届きます。")
    analyst.follow_text(say.review).follow("事前資料を公開する").fill(memo=say.memo)
    analyst.press("事前資料を公開する").sees(say.memo).reads("期限内")

    taro.visit("reviews:sessions").follow_text(say.review).fill(text=say.question)
    taro.press("質問を送る").sees(say.question)

    with clock_at(held_at + timedelta(minutes=5)):
        analyst.page.reload()
        analyst.follow("会議を開く").press("会議を開く")
        analyst.reads("会議を開きました。約束を記録できます。")
        analyst.follow("答えを記録する").fill(answer=say.reply).press("質問への答えを記録する")
        analyst.sees(say.reply)
        due = held_at.date() + timedelta(days=30)
        analyst.follow("約束を記録する").fill(text=say.promise, owner=town.roads, due_on=due)
        analyst.press("約束を記録する").sees(say.promise)
        analyst.follow("会議のページへ戻る")
        analyst.follow("会議の結果を公開する").fill(follow_up=say.went)
        analyst.press("会議の結果を公開する").sees(say.went)

        panel.visit("reviews:sessions").follow_text(say.review).follow("結論を出す")
        panel.fill(kind="improve", reason=say.reason, evidence=say.evidence)
        panel.fill(improvement=say.improvement, measured_by=town.item("indicator", say.walkers))
        panel.fill(measured_on=due).press("結論を出す")
        panel.reads("結論を公開しました。関係する人に届きます。").sees(say.reason, say.improvement)


def improve(town: Town) -> None:
    """Taro stands behind the improvement; the mayor opens the next cycle, which carries it on."""
    say, taro, mayor, hanako = town.say, town.taro, town.mayor, town.hanako
    town.move_on_to(Phase.IMPROVE)
    taro.visit("reviews:improvements").follow_text(say.proposal).stands_at(Phase.IMPROVE)
    taro.press("改善策に賛同する").reads("この改善策に賛同しています。")

    mayor.visit("reviews:sessions").follow("次のサイクルへ引き継ぐ（%(cycle)s）", cycle=town.name)
    mayor.fill(name_ja="夜道の次のサイクル", name_en="The cycle after", slug="next", budget=BUDGET)
    mayor.press("次のサイクルを始めて引き継ぐ")
    mayor.reads("引き継ぎを終えました。関係する人に届きます。")
    mayor.follow_text({"ja": "夜道の次のサイクル", "en": "The cycle after"}[town.language])
    hanako.visit("proposals:drafts").follow_text(say.proposal).sees(say.improvement)


def everybody_was_told(town: Town) -> None:
    """Who only said "me too" at the beginning hears how it went on, step by step."""
    deliver_events()
    for news in (
        "「%(title)s」が、投票の選択肢になりました。",
        "「%(title)s」が事業になりました。",
        "事業「%(title)s」の検証の結論が出ました。理由をご覧ください。",
    ):
        was_told(town.taro, town.taro.words(news, title=town.say.proposal))


def was_told(person: Person, news: str) -> None:
    """It stands in the inbox, the newest first, on whichever page."""
    person.visit("notices:inbox")
    while not person.main.get_by_text(news).filter(visible=True).count():
        person.follow("次へ").page.wait_for_load_state()
    expect(person.main.get_by_text(news).filter(visible=True).first).to_be_visible()


# What a stranger finds on the way: the kind, its title (a key of SAID) and where it stands.
WAY = (
    ("提案", "proposal", Phase.BUDGET),
    ("投票の選択肢", "proposal", Phase.CHOOSE),
    ("提案", "proposal", Phase.BUDGET),
    ("投票の選択肢", "proposal", Phase.BUDGET),
    ("事業", "proposal", Phase.IMPROVE),
    ("指標", "walkers", Phase.VERIFY),
    ("事業", "proposal", Phase.IMPROVE),
    ("約束", "promise", Phase.VERIFY),
    ("報告", "promise", Phase.DISCOVER),
)


def a_stranger_walks_the_whole_path(town: Town) -> None:
    """Without an account, from the first complaint into the next cycle, by the path alone."""
    say, stranger = town.say, town.stranger
    stranger.visit("proposals:reports").follow_text(say.report).sees(say.need)
    stranger.stands_at(Phase.DISCOVER).takes_pictures("report")
    seen: list[tuple[str, str]] = []
    for number, (kind, key, phase) in enumerate(WAY):
        part = int(kind == "投票の選択肢" and phase == Phase.BUDGET)
        stranger.goes_on_to(kind, getattr(say, key), part=part).stands_at(phase)
        if (kind, key) not in seen or part:
            seen.append((kind, key))
            stranger.finds_no_barrier().takes_pictures(f"stop-{number}")
    stranger.visit("reviews:project", town.item("project", say.proposal).pk)
    stranger.follow("最初から最後まで、すべて見る").reads("道すじ")
    for key in ("report", "other_report", "proposal", "lamps", "walkers", "promise"):
        stranger.sees(getattr(say, key))
    stranger.sees(*(stranger.name_of(cycle) for cycle in Cycle.objects.all()))
    stranger.stands_at(Phase.IMPROVE).finds_no_barrier().takes_pictures("path")
    stranger.visit("lifecycle:cycle", town.cycle.slug).finds_no_barrier().takes_pictures("cycle")
