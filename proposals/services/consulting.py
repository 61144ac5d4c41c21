"""Who is heard while a proposal is screened: concerned departments, and its authors."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from portal.accounts.models import Organisation, User
from portal.accounts.organisations import OrganisationKind
from portal.lifecycle.errors import ReasonIsMissing
from portal.lifecycle.events import write_event
from portal.lifecycle.phases import Action
from portal.lifecycle.services import admit
from proposals.errors import (
    DepartmentIsUnfit,
    NotTheDepartment,
    OpinionIsGiven,
    QuestionIsAnswered,
)
from proposals.models import DepartmentOpinion, Proposal, Screening, ScreeningQuestion
from proposals.services.deeds import hold_proposal, require_judge, require_writer, state_after
from proposals.states import Judgement, ProposalDeed


@dataclass(frozen=True)
class Opinion:
    judgement: Judgement
    text: str
    language: str = "ja"


@transaction.atomic
def ask_department(*, actor: User, proposal_id: int, department: Organisation) -> DepartmentOpinion:
    """Ask a concerned department what it thinks, in the name of the one that leads.

    Raises:
        RoleIsMissing, PhaseIsNotOpen, DeedIsNotOpen: as for the verdict.
        NotTheDepartment: the actor is not of the lead, or what is asked is no department.
        OwnProposal: nobody judges what they wrote.
        DepartmentIsUnfit: it leads itself, or was asked and has not answered.
    """
    proposal = _hold_in_screening(actor, proposal_id)
    screening = Screening.objects.select_related("department").get(proposal=proposal)
    require_judge(actor, proposal, screening.department)
    return ask(actor, screening, department)


def ask(actor: User, screening: Screening, department: Organisation) -> DepartmentOpinion:
    """The deed itself, for whom the caller has admitted."""
    if department.kind != OrganisationKind.DEPARTMENT:
        raise NotTheDepartment(department.shown_name)
    open_ones = screening.opinions.filter(department=department, at=None)
    if department == screening.department or open_ones.exists():
        raise DepartmentIsUnfit(department.shown_name)
    opinion = DepartmentOpinion.objects.create(
        screening=screening,
        department=department,
        asked_by=actor,
        due_on=_in(settings.OPINION_DAYS),
    )
    write_event(
        "proposals.department_asked",
        item=screening.proposal.item,
        actor=actor,
        organisation=department,
    )
    return opinion


@transaction.atomic
def give_opinion(*, actor: User, opinion_id: int, opinion: Opinion) -> DepartmentOpinion:
    """Tell the lead, in the name of a concerned department, whether it can be and why.

    Raises:
        RoleIsMissing, PhaseIsNotOpen, DeedIsNotOpen: as for the verdict.
        NotTheDepartment, OwnProposal: another department was asked; nobody judges their own.
        OpinionIsGiven: it was given.
        ReasonIsMissing: it is too short to explain anything.
    """
    asked = DepartmentOpinion.objects.select_related("department").get(pk=opinion_id)
    proposal = _hold_in_screening(actor, asked.screening_id)
    require_judge(actor, proposal, asked.department)
    # Between our look and our hold it may have been given: look again.
    asked.refresh_from_db(fields=["at"])
    if asked.at is not None:
        raise OpinionIsGiven
    _require_length(opinion.text)
    asked.judgement, asked.text = opinion.judgement, opinion.text
    asked.language, asked.officer, asked.at = opinion.language, actor, timezone.now()
    asked.save()
    write_event(
        "proposals.opinion_given",
        item=proposal.item,
        actor=actor,
        organisation=asked.department,
    )
    return asked


@transaction.atomic
def ask_authors(
    *, actor: User, proposal_id: int, text: str, language: str = "ja"
) -> ScreeningQuestion:
    """Ask the authors in public, in the name of the lead, without sending the proposal back.

    Raises:
        RoleIsMissing, PhaseIsNotOpen, DeedIsNotOpen, NotTheDepartment, OwnProposal.
        ReasonIsMissing: the question is too short to be understood.
    """
    proposal = _hold_in_screening(actor, proposal_id)
    screening = Screening.objects.select_related("department").get(proposal=proposal)
    require_judge(actor, proposal, screening.department)
    _require_length(text)
    question = ScreeningQuestion.objects.create(
        proposal=proposal,
        department=screening.department,
        asked_by=actor,
        text=text,
        language=language,
        due_on=_in(settings.QUESTION_DAYS),
    )
    write_event(
        "proposals.question_asked",
        item=proposal.item,
        actor=actor,
        organisation=screening.department,
    )
    return question


@transaction.atomic
def answer_question(
    *, actor: User, question_id: int, answer: str, language: str = "ja"
) -> ScreeningQuestion:
    """Answer a question in public, as one of the authors; a late answer is an answer too.

    Raises:
        NotAnAuthor: the actor does not write this proposal.
        RoleIsMissing, PhaseIsNotOpen: the cycle is past its estimates.
        DeedIsNotOpen: the proposal is not being screened any more.
        QuestionIsAnswered: somebody else was quicker.
        ReasonIsMissing: the answer is too short to say anything.
    """
    question = ScreeningQuestion.objects.get(pk=question_id)
    proposal = hold_proposal(question.proposal_id)
    require_writer(actor, proposal)
    admit(actor=actor, cycle=proposal.item.cycle, action=Action.ANSWER_QUESTION)
    state_after(proposal, ProposalDeed.COST)
    question.refresh_from_db()
    if question.answered_at is not None:
        raise QuestionIsAnswered
    _require_length(answer)
    question.answer, question.answer_language = answer, language
    question.answered_by, question.answered_at = actor, timezone.now()
    question.save()
    write_event("proposals.question_answered", item=proposal.item, actor=actor)
    return question


def _hold_in_screening(actor: User, proposal_id: int) -> Proposal:
    proposal = hold_proposal(proposal_id)
    admit(actor=actor, cycle=proposal.item.cycle, action=Action.SCREEN_PROPOSAL)
    # What may be costed is being screened.
    state_after(proposal, ProposalDeed.COST)
    return proposal


def _require_length(text: str) -> None:
    if len(text.strip()) < ReasonIsMissing.MINIMUM:
        raise ReasonIsMissing


def _in(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)
