import pytest

from portal.lifecycle import lineage
from proposals.selectors import formal_checks
from tests.factories.lifecycle import cycle_in
from tests.factories.proposals import CoAuthorFactory, ProposalFactory, ReportFactory
from tests.factories.registers import AreaFactory

pytestmark = pytest.mark.django_db


def failing(proposal):
    before = lineage.neighbours_of(proposal.item).before
    return [str(check.name) for check in formal_checks(proposal, before) if not check.passed]


@pytest.fixture
def proposal():
    cycle = cycle_in()
    proposal = ProposalFactory(cycle=cycle, area=cycle.area)
    lineage.link(ReportFactory(cycle=cycle).item, proposal.item)
    return proposal


def test_a_whole_proposal_passes(proposal):
    assert failing(proposal) == []


def test_each_gap_is_named(proposal):
    proposal.gap = ""
    assert failing(proposal) == ["すべての欄が書かれている"]


def test_a_proposal_stands_on_a_report():
    cycle = cycle_in()
    assert failing(ProposalFactory(cycle=cycle, area=cycle.area)) == ["もとになった報告がある"]


def test_consent_is_to_the_present_text(proposal):
    CoAuthorFactory(proposal=proposal)
    assert failing(proposal) == ["共同提案団体すべてが、いまの版に同意している"]


def test_another_area_is_outside_the_cycle():
    proposal = ProposalFactory(area=AreaFactory(code="12999", name_ja="ほかの区"))
    lineage.link(ReportFactory().item, proposal.item)
    assert failing(proposal) == ["サイクルの対象の区域である"]


@pytest.mark.parametrize(
    "contact", ["043-245-5111", "０９０１２３４５６７８", "tanaka@example.jp", "03(1234)5678"]
)
def test_a_contact_in_a_text_is_noticed(proposal, contact):
    proposal.means = f"くわしくは{contact}まで。"
    assert failing(proposal) == ["連絡先など個人の情報が書かれていない"]


@pytest.mark.parametrize("figure", ["2026-11-30", "120000000円", "延長1040メートル", "0.5"])
def test_a_figure_is_no_contact(proposal, figure):
    proposal.means = f"目標は{figure}です。"
    assert failing(proposal) == []
