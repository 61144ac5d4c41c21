"""A town in which one project is followed: its people at their browsers, and what they say."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from playwright.sync_api import BrowserContext

from portal.accounts.organisations import OrganisationKind
from portal.accounts.roles import Role
from portal.lifecycle.models import Item
from portal.lifecycle.names import PHASE_TEXTS
from portal.lifecycle.phases import Phase
from portal.registers.models import Area, Theme
from portal.registers.services import load_registers
from proposals.models import Proposal
from tests.e2e.people import PHONE, Person
from tests.factories.accounts import OrganisationFactory, RoleGrantFactory, UserFactory, member_of
from tests.factories.lifecycle import CycleFactory
from tests.factories.proposals import ProposalFactory, ReportFactory, ScreeningFactory
from tests.voting.counting.elections import pb
from voting.models import Election

# What people say in this story, in Japanese and in English.
SAID: dict[str, tuple[str, str]] = {
    "hanako": ("花子", "Hanako"),
    "taro": ("太郎", "Taro"),
    "representative": ("商店会の山本", "Yamamoto of the street"),
    "officer": ("道路課の佐藤", "Sato of the roads"),
    "administrator": ("事務局の鈴木", "Suzuki of the office"),
    "mayor": ("市長室の高橋", "Takahashi of the mayor's"),
    "analyst": ("分析の田中", "Tanaka the analyst"),
    "panel": ("検証の伊藤", "Ito of the panel"),
    "ngo": ("夜道を明るくする会", "Friends of the Lit Path"),
    "data": ("町ごとの街灯の数", "Street lamps by neighbourhood"),
    "why_data": ("暗い道を地図で確かめたいからです。", "To see on a map where it is dark."),
    "data_here": ("最新の台帳を公開しました。", "Here is the newest register."),
    "report": ("夜の通学路が暗い", "The way to school is dark at night"),
    "need": (
        "街灯が切れていて、夜は足もとが見えません。",
        "The lamps are out, and at night nobody sees the ground.",
    ),
    "other_report": ("横断歩道が見えにくい", "The crossing is hard to see"),
    "seen": ("現地を確かめました。電球は来週替えます。", "We went to look. Bulbs come next week."),
    "effect": ("娘は塾の帰りに遠回りしています。", "My daughter takes a long way round."),
    "proposal": ("通学路に街灯をつける", "Lamps along the way to school"),
    "summary": ("通学路の3か所に街灯をつけます。", "Three lamps along the way to school."),
    "aim": ("だれもが夜も安心して歩けるまち", "A town where all walk safely at night"),
    "gap": ("明るさが足りない所が3か所あります。", "Three places are too dark."),
    "means": ("3か所に街灯を建てます。", "Build lamps in three places."),
    "bright": ("虫が集まりにくい色の灯りがいいです。", "A light that draws few insects, please."),
    "agreed": ("それはいい考えですね。", "That is a good idea."),
    "law": ("道路占用の許可で足ります。", "A permit for the road will do."),
    "cost": ("1基40万円、3基で120万円です。", "400,000 yen each, 1,200,000 yen for three."),
    "no_double": ("重なる事業はありません。", "Nothing else does the same."),
    "can_do": ("年度内に建てられます。", "It can be built within the year."),
    "basis": ("前年度の実績によります。", "From what was paid last year."),
    "costed": (
        "提案のとおり、3か所に建てることができます。",
        "As proposed, lamps can be built in three places.",
    ),
    "benches": ("公園のベンチ", "Benches in the park"),
    "slide": ("児童館のすべり台", "A slide for the children's hall"),
    "answered": (
        "予算案の重点施策として取り上げます。",
        "We take it into the draft budget as a priority.",
    ),
    "not_now": (
        "公園の改修を来年度に行うため、そのときに合わせて置きます。",
        "The park is rebuilt next year; benches are set up with it.",
    ),
    "plan": ("設計ののち、秋に3基を建てます。", "After the design, three lamps in autumn."),
    "lamps": ("街灯の数", "Lamps built"),
    "lamp": ("基", "lamps"),
    "walkers": ("夜に歩く人の数", "People who walk at night"),
    "a_day": ("人／日", "a day"),
    "counted_by": ("道路課の計測", "Counted by the roads department"),
    "designed": ("設計が終わる", "The design is done"),
    "contract": ("工事の契約", "Contract for the works"),
    "bill": ("1回目の支払い", "First payment"),
    "review": ("第1回 検証会議", "First review"),
    "memo": ("夜に歩く人は100人から150人に。", "Walkers at night: from 100 to 150."),
    "question": ("雨の日も測りましたか。", "Did you count on rainy days?"),
    "reply": ("はい。雨の日も含む平均です。", "Yes, the mean includes rainy days."),
    "promise": ("消灯の時刻を案にして示す", "Show a plan for the hours of light"),
    "went": ("明るさは届き、点灯時間が残りました。", "It is bright; the hours are left open."),
    "reason": (
        "歩く人は増えましたが、消灯が早く目標に届いていません。",
        "More people walk, but lights go out too early for the target.",
    ),
    "evidence": ("道路課による夜に歩く人の計測", "The count of walkers at night"),
    "improvement": ("消灯の時刻を2時間遅くする。", "Let the lamps burn two hours longer."),
}
COST, BUDGET = 1_200_000, 3_000_000
RIVAL_COSTS = {"benches": 1_500_000, "slide": 1_000_000}
# How many ballots name which options. Benches and lamps fit into the budget, the slide does not.
BALLOTS: tuple[tuple[tuple[str, ...], int], ...] = (
    (("proposal", "benches"), 6),
    (("proposal",), 3),
    (("benches",), 1),
    (("slide", "proposal"), 2),
)


class Town:
    """Where the story takes place: a cycle, its offices, and everybody at a browser of their own.

    `say` holds what people say, in the language of the story.
    """

    def __init__(self, new_context: Callable[..., BrowserContext], url: str, language: str) -> None:
        load_registers()
        self.language = language
        self.say = SimpleNamespace(**{key: both[language == "en"] for key, both in SAID.items()})
        self.ward = Area.objects.get(code="12103")
        self.theme = Theme.objects.get(slug="town")
        self.cycle = CycleFactory(
            slug="walk",
            name_ja="夜道のサイクル",
            name_en="The cycle of the lit path",
            area=Area.objects.get(code="12100"),
            budget=BUDGET,
        )
        self.name = self.cycle.name_en if language == "en" else self.cycle.name_ja
        names = {"name_en": SAID["ngo"][1], "area": self.ward}
        self.ngo = OrganisationFactory(name=SAID["ngo"][0], verified=True, **names)
        self.roads = OrganisationFactory(
            kind=OrganisationKind.DEPARTMENT,
            name="道路課",
            name_en="Roads Department",
            area=self.cycle.area,
        )
        self._at = lambda user=None, **how: Person(new_context, url, language, user, **how)
        self._gather()

    def _gather(self) -> None:
        say = self.say
        self.stranger = self._at(width=PHONE)
        self.hanako = self._at(UserFactory(display_name=say.hanako), width=PHONE)
        self.taro = self._at(UserFactory(display_name=say.taro))
        self.representative = self._at(
            member_of(self.ngo, display_name=say.representative), width=PHONE
        )
        self.officer = self._at(member_of(self.roads, display_name=say.officer))
        self.administrator = self._with(Role.ADMINISTRATOR, say.administrator)
        self.mayor = self._with(Role.MAYORS_OFFICE, say.mayor)
        self.analyst = self._with(Role.ANALYST, say.analyst)
        self.panel = self._with(Role.PANEL_MEMBER, say.panel)

    def _with(self, role: Role, name: str) -> Person:
        user = UserFactory(display_name=name)
        RoleGrantFactory(role=role, user=user)
        return self._at(user)

    def move_on_to(self, phase: Phase) -> None:
        """The administrator ends the phase that is open and begins the next."""
        administrator = self.administrator.visit("lifecycle:phases", self.cycle.slug)
        if phase > Phase.KNOW:
            self._change("いま終える", Phase(phase - 1))
        self._change("いま始める", phase)
        administrator.reads("フェーズを変更し、記録に残しました。")

    def _change(self, change: str, phase: Phase) -> None:
        administrator = self.administrator
        name = administrator.words(str(PHASE_TEXTS[phase].name))
        administrator.follow(change, about=name).press(change)

    def item(self, kind: str, title: str) -> Item:
        """The newest thing of this kind and title, for its number."""
        return Item.objects.filter(kind=kind, title=title).latest("pk")

    def add_rivals(self) -> None:
        """What others report and propose at the same time: it was told elsewhere."""
        written = {"cycle": self.cycle, "language": self.language, "area": self.ward}
        written |= {"theme": self.theme, "author": self.taro.user}
        title = self.say.other_report
        ReportFactory(title=title, text=title, **written)
        for key, cost in RIVAL_COSTS.items():
            title = getattr(self.say, key)
            texts = dict.fromkeys(("summary", "aim", "situation", "gap", "means"), title)
            proposal = ProposalFactory(title=title, state="costed", **texts, **written)
            ScreeningFactory(
                proposal=proposal, department=self.roads, cost=cost, language=self.language
            )
        Item.objects.filter(cycle__slug=self.cycle.slug).update(language=self.language)

    def proposals(self) -> list[Proposal]:
        return list(Proposal.objects.filter(item__cycle__slug=self.cycle.slug))

    def ballots_for(self, election: Election) -> dict[str, Any]:
        """A file of anonymous ballots, as the counting office would send it."""
        options = list(election.options.select_related("item"))
        number = {option.item.title: option.external_id for option in options}
        votes = [
            ",".join(sorted(number[getattr(self.say, key)] for key in picks))
            for picks, count in BALLOTS
            for _ in range(count)
        ]
        text = pb(
            meta={"budget": str(BUDGET)},
            projects=(
                "project_id;cost",
                *(f"{option.external_id};{option.cost or 1:.0f}" for option in options),
            ),
            votes=("voter_id;vote", *(f"{n};{vote}" for n, vote in enumerate(votes))),
        )
        return {"name": "ballots.pb", "mimeType": "text/plain", "buffer": text.encode()}
