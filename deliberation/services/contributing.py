"""Saying something about an item, and mending it for a short while."""

from datetime import timedelta
from functools import partial

from django.db import transaction
from django.utils import timezone

from deliberation.broadcast import broadcast
from deliberation.errors import (
    ContributionIsHidden,
    ContributionIsMoved,
    EditingIsOver,
    ItemIsNotPublic,
    NotAReplyHere,
    NothingIsSaid,
    NotOfThatKind,
    NotSpeakingForOrganisation,
    NotTheirWords,
    NotYourContribution,
    OnlyTheCityAnswers,
    TextIsTooLong,
)
from deliberation.models import (
    QUOTE_LIMIT,
    TEXT_LIMIT,
    Contribution,
    ModerationRules,
    rules_marked,
)
from deliberation.selectors import EDITABLE_MINUTES
from deliberation.selectors.subjects import subject_of_contribution
from deliberation.services.limiting import note_what_rules_notice, require_within_limits
from deliberation.services.numbering import Numbers, number_contribution, number_edit
from deliberation.services.tallying import tally
from deliberation.states import OPENING, REPLYING, Kind
from portal.accounts.models import Organisation, User
from portal.common.written import plain
from portal.lifecycle.events import write_event
from portal.lifecycle.models import Item
from portal.lifecycle.phases import Action
from portal.lifecycle.services import admit
from portal.notices.services import follow, tell


@transaction.atomic
def post_contribution(
    *,
    item: Item,
    actor: User,
    text: str,
    language: str,
    organisation: Organisation | None = None,
    kind: Kind = Kind.REMARK,
    reply_to: Contribution | None = None,
    quote: str = "",
) -> Contribution:
    """Say something about an item, as oneself or for an organisation; its readers see it at once.

    Who speaks follows the item from then on; who is replied to is told. What a department says in
    reply to a question is an answer of the city, and stands with the question.

    Raises:
        NothingIsSaid, TextIsTooLong: the text is empty or over the limit.
        NotOfThatKind: an opening, or a reply, cannot be of the kind.
        NotAReplyHere: what is replied to is a reply, or of another item; ContributionIsHidden: it
            is out of sight; NotTheirWords: the quote is not in its text.
        OnlyTheCityAnswers: an answer is of a department, and to a question.
        ThreadIsClosed: its facilitator has closed the discussion.
        ChairSaysNothing: the actor is that facilitator.
        ItemIsNotPublic: the item is a draft, which has no discussion.
        WordIsRefused, NewAccountIsLimited: the rules of the city do not allow it.
        RoleIsMissing, PhaseIsNotOpen: no open phase of the cycle lets the actor comment.
        NotSpeakingForOrganisation: the actor is no representative or editor of it.
    """
    said = _said_in(text)
    if not item.is_public:
        raise ItemIsNotPublic
    admit(actor=actor, cycle=item.cycle, action=Action.COMMENT, prefer=item.phase)
    _require_voice(actor, organisation)
    contribution = Contribution(
        thread_id=item.pk,
        author=actor,
        organisation=organisation,
        kind=_fitting(kind, reply_to, organisation),
        reply_to=reply_to,
        quote=_words_of(reply_to, quote, item),
        text=said,
        language=language,
    )
    _put_down(contribution, item)
    return contribution


@transaction.atomic
def edit_contribution(
    *, contribution: Contribution, actor: User, text: str, language: str
) -> Contribution:
    """Mend what one has said, within a quarter of an hour; the history keeps what stood before.

    Raises:
        NotYourContribution: the actor did not write it.
        EditingIsOver: the quarter of an hour is over.
        ContributionIsHidden: a moderator has hidden it.
        NothingIsSaid, TextIsTooLong, WordIsRefused, RoleIsMissing, PhaseIsNotOpen: as for saying
            something.
    """
    said = _said_in(text)
    item = contribution.thread.item
    if contribution.author_id != actor.pk:
        raise NotYourContribution
    admit(actor=actor, cycle=item.cycle, action=Action.COMMENT, prefer=item.phase)
    numbers = number_edit(item.pk)
    rules = _within_limits(actor, said, numbers, is_new=False)
    # Under the thread's lock nobody else changes it: look again at what it is now.
    contribution = Contribution.objects.with_speakers().get(pk=contribution.pk)
    if contribution.is_hidden:
        raise ContributionIsHidden
    if contribution.is_moved:
        raise ContributionIsMoved
    if timezone.now() - contribution.created_at > timedelta(minutes=EDITABLE_MINUTES):
        raise EditingIsOver(EDITABLE_MINUTES)
    contribution.text, contribution.language = said, language
    contribution.edited_at, contribution.change = timezone.now(), numbers.change
    contribution.changed_by = actor
    contribution.save(update_fields=["text", "language", "edited_at", "change"])
    _note(rules, contribution)
    transaction.on_commit(partial(broadcast, contribution), robust=True)
    return contribution


def _put_down(contribution: Contribution, item: Item) -> None:
    """Give a contribution its number, and let all hear of it who should."""
    numbers = number_contribution(item.pk, contribution.author_id)
    rules = _within_limits(contribution.author, contribution.text, numbers)
    contribution.sequence, contribution.change = numbers.sequence, numbers.change
    contribution.changed_by = contribution.author
    contribution.save(force_insert=True)
    tally(contribution)
    _note(rules, contribution)
    write_event("deliberation.contributed", item=item, actor=contribution.author)
    _tell_who_is_replied_to(contribution, item)
    follow(user=contribution.author, item=item)
    transaction.on_commit(partial(broadcast, contribution), robust=True)


def _within_limits(
    actor: User, said: str, numbers: Numbers, *, is_new: bool = True
) -> ModerationRules:
    """The rules of the city, which let the actor say it; mending counts as nothing said anew."""
    return require_within_limits(
        actor=actor,
        text=said,
        said_since=lambda _since: numbers.said_lately if is_new else -1,
        rules=rules_marked(numbers.rules_mark),
    )


def _note(rules: ModerationRules, contribution: Contribution) -> None:
    note_what_rules_notice(
        rules,
        actor=contribution.author,
        text=contribution.text,
        subject=lambda: subject_of_contribution(contribution),
    )


def _said_in(text: str) -> str:
    said = plain(text).strip()
    if not said:
        raise NothingIsSaid
    if len(said) > TEXT_LIMIT:
        raise TextIsTooLong(TEXT_LIMIT)
    return said


def _require_voice(actor: User, organisation: Organisation | None) -> None:
    if organisation is None:
        return
    if not Organisation.objects.acted_for_by(actor).filter(pk=organisation.pk).exists():
        raise NotSpeakingForOrganisation


def _fitting(kind: Kind, reply_to: Contribution | None, organisation: Organisation | None) -> Kind:
    """The kind as it is kept: a department that replies to a question answers it."""
    if reply_to is None:
        if kind not in OPENING:
            raise OnlyTheCityAnswers if kind == Kind.ANSWER else NotOfThatKind
        return kind
    if kind not in REPLYING:
        raise NotOfThatKind
    answers = reply_to.is_question and organisation is not None and organisation.is_department
    if kind == Kind.ANSWER and not answers:
        raise OnlyTheCityAnswers
    return Kind.ANSWER if answers else kind


def _words_of(reply_to: Contribution | None, quote: str, item: Item) -> str:
    """The quote as it is kept: words that stand in what is replied to, whatever its line breaks."""
    if reply_to is None:
        return ""
    if reply_to.is_reply or reply_to.thread_id != item.pk:
        raise NotAReplyHere
    if reply_to.is_hidden:
        raise ContributionIsHidden
    if reply_to.is_moved:
        raise ContributionIsMoved
    words = " ".join(plain(quote).split())
    if len(words) > QUOTE_LIMIT or words not in " ".join(reply_to.text.split()):
        raise NotTheirWords
    return words


def _tell_who_is_replied_to(contribution: Contribution, item: Item) -> None:
    replied_to = contribution.reply_to
    if replied_to is None or replied_to.author_id == contribution.author_id:
        return
    tell(
        [replied_to.author],
        "deliberation.answered" if contribution.is_answer else "deliberation.replied",
        item=item,
        actor=contribution.author,
        sequence=replied_to.sequence,
    )
