"""Proposals: begun from reports, written together, consented to, handed in, supported, screened."""

from functools import partial
from typing import Any

from portal.common.written import language_of
from portal.demo.services.city import City
from portal.demo.services.issues import point
from portal.demo.services.screenings import add_consultations, estimated
from portal.demo.services.story import Hour
from portal.demo.texts import read
from portal.lifecycle import lineage
from proposals.models import Proposal
from proposals.services import (
    Findings,
    ProposalText,
    accept_co_authorship,
    begin_screening,
    consent_to_proposal,
    draft_proposal,
    edit_proposal,
    invite_co_author,
    screen_proposal,
    submit_proposal,
    support_proposal,
)
from proposals.states import Delivery, Heading, Judgement, ScreeningVerdict

FILES = (
    ("city_past", "city-past", -701),
    ("ward", "ward-now", -71),
    ("mihama", "mihama-now", -37),
    ("city_now", "city-now", -1),
)
FIELDS = ("title", "summary", "aim", "situation", "gap", "means")
FINDINGS = ("answer", "law", "cost_finding", "duplication", "feasibility")


def add_proposals(city: City) -> None:
    for name, cycle, last_day in FILES:
        for row in read(f"proposals/{name}.json"):
            _add_writing(city, cycle, row)
            if "submitted" in row:
                city.story.add(row["submitted"], Hour.SUBMIT, partial(_submit, city, row))
            for number, key in enumerate(row["supporters"], 1):
                day = min(row["submitted"] + number, last_day)
                city.story.add(day, Hour.SUPPORT, partial(_support, city, row["key"], key))
            if screening := row.get("screening"):
                city.story.add(screening["taken"], Hour.SCREEN, partial(_take_up, city, row))
                city.story.add(screening["day"], Hour.SCREEN, partial(_screen, city, row))
                add_consultations(city, row)


def _add_writing(city: City, cycle: str, row: dict[str, Any]) -> None:
    """A first version, the organisations that join, the text as it stands, their consent."""
    begin = _carried_on if "carries" in row else _draft
    city.story.add(row["drafted"], Hour.DRAFT, partial(begin, city, cycle, row))
    accepted = row["drafted"]
    for organisation, invited, accepts, consents in row["co_authors"]:
        told = (city, row, organisation)
        city.story.add(invited, Hour.INVITE, partial(_invite, *told))
        if accepts:
            accepted = max(accepted, accepts)
            city.story.add(accepts, Hour.ACCEPT, partial(_accept, *told))
        if consents:
            city.story.add(consents, Hour.CONSENT, partial(_consent, *told))
    if "first" in row:
        city.story.add(accepted + 1, Hour.EDIT, partial(_edit, city, row))


def _text(city: City, row: dict[str, Any], **instead: Any) -> ProposalText:
    written = {name: row[name] for name in FIELDS} | instead
    return ProposalText(
        **written,
        area=city.areas[row["area"]],
        theme=city.themes[row["theme"]],
        delivery=Delivery(row["delivery"]),
        language=row.get("language", "ja"),
        **point(row),
    )


def _first_text(city: City, row: dict[str, Any]) -> ProposalText:
    return _text(city, row, **{k: v for k, v in row.get("first", {}).items() if k != "day"})


def _draft(city: City, cycle: str, row: dict[str, Any]) -> None:
    city.proposals[row["key"]] = draft_proposal(
        actor=city.people[row["author"]],
        cycle=city.cycles[cycle],
        text=_first_text(city, row),
        reports=[city.reports[key] for key in row["reports"]],
    )


def _carried_on(city: City, _cycle: str, row: dict[str, Any]) -> None:
    """The draft that the last cycle's project left to its proposer, joined to new reports."""
    project = city.projects[row["carries"]].item
    item = next(
        item
        for item in city.carried
        if item.kind == "proposal" and item.links_back.filter(source=project).exists()
    )
    for key in row["reports"]:
        lineage.link(city.reports[key].item, item)
    proposal = Proposal.objects.get(pk=item.pk)
    city.proposals[row["key"]] = edit_proposal(
        actor=city.people[row["author"]],
        proposal_id=proposal.pk,
        based_on=proposal.revision,
        text=_first_text(city, row),
    )


def _invite(city: City, row: dict[str, Any], organisation: str) -> None:
    city.co_authors[row["key"], organisation] = invite_co_author(
        actor=city.people[row["author"]],
        proposal_id=city.proposals[row["key"]].pk,
        organisation=city.organisations[organisation],
    )


def _accept(city: City, row: dict[str, Any], organisation: str) -> None:
    accept_co_authorship(
        actor=city.representative_of(organisation),
        co_author_id=city.co_authors[row["key"], organisation].pk,
    )


def _edit(city: City, row: dict[str, Any]) -> None:
    proposal = Proposal.objects.get(pk=city.proposals[row["key"]].pk)
    edit_proposal(
        actor=city.people[row["author"]],
        proposal_id=proposal.pk,
        based_on=proposal.revision,
        text=_text(city, row),
    )


def _consent(city: City, row: dict[str, Any], organisation: str) -> None:
    consent_to_proposal(
        actor=city.representative_of(organisation),
        co_author_id=city.co_authors[row["key"], organisation].pk,
        revision=Proposal.objects.get(pk=city.proposals[row["key"]].pk).revision,
    )


def _submit(city: City, row: dict[str, Any]) -> None:
    submitted = submit_proposal(
        actor=city.people[row["author"]], proposal_id=city.proposals[row["key"]].pk
    )
    city.proposals[row["key"]] = submitted


def _support(city: City, proposal: str, person: str) -> None:
    support_proposal(actor=city.people[person], proposal=city.proposals[proposal])


def _take_up(city: City, row: dict[str, Any]) -> None:
    screening = row["screening"]
    begin_screening(
        actor=city.people[screening["officer"]],
        proposal_id=city.proposals[row["key"]].pk,
        department=city.organisations[screening["department"]],
        concerned=[
            city.organisations[said["department"]] for said in screening.get("opinions", ())
        ],
    )


def _screen(city: City, row: dict[str, Any]) -> None:
    screening = row["screening"]
    screen_proposal(
        actor=city.people[screening["officer"]],
        proposal_id=city.proposals[row["key"]].pk,
        findings=Findings(
            verdict=ScreeningVerdict(screening["verdict"]),
            option=estimated(city, row).pk if screening["cost"] else None,
            language=language_of(screening["answer"]),
            judgements={
                heading: Judgement(screening.get("judgements", {}).get(heading, Judgement.CLEAR))
                for heading in Heading
            },
            **{name: screening[name] for name in FINDINGS},
        ),
    )
