"""Writing one draft at the same time: what comes in live, and when it becomes a revision.

The columns of a proposal hold its last revision, the shared draft what is being written. Every
deed that depends on the text settles the draft first, under the same hold, so that nobody consents
to, hands in or overwrites words that were written in between.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone

from portal.accounts.models import User
from portal.common.errors import RuleViolation
from portal.common.written import language_of, one_line, plain
from portal.lifecycle import lineage
from portal.lifecycle.services import admit
from proposals.broadcast import LOOK_AGAIN, broadcast_step, tell_now
from proposals.errors import (
    DraftIsFull,
    NotAnAuthor,
    RevisionIsUnknown,
    TextHasChanged,
    UpdateIsUnfit,
)
from proposals.models import Credit, DraftUpdate, Proposal, SharedDraft
from proposals.selectors import action_of_writing, writers_among
from proposals.services.deeds import hold_proposal, require_writer, state_after
from proposals.services.finding import let_proposal_be_found
from proposals.shared_text import FIELDS, SharedText, UpdateIsMalformed, require_well_formed
from proposals.states import ProposalDeed

# Of a title and of a summary.
MOST_IN_COLUMN = 200
MOST_UPDATE_BYTES = 131_072
# Ten thousand characters written by 20,000 strokes take a fifth of it.
MOST_DRAFT_BYTES = 1_500_000


@dataclass(frozen=True)
class Written:
    """What one person wrote: an update of the shared document."""

    user_id: int
    data: bytes


@transaction.atomic
def open_shared_draft(*, proposal_id: int) -> SharedDraft:
    """The document of a draft, made from its texts when it is opened live for the first time."""
    proposal = hold_proposal(proposal_id)
    text = SharedText()
    text.rewrite({name: getattr(proposal, name) for name in FIELDS})
    state = text.state
    draft, _ = SharedDraft.objects.get_or_create(
        proposal=proposal, defaults={"state": state, "size_bytes": len(state)}
    )
    return draft


@transaction.atomic
def write_together(
    *, proposal_id: int, written: Sequence[Written]
) -> tuple[list[RuleViolation | None], int]:
    """Append what several people wrote as one step, and hand it to all who have the draft open.

    Consent counts no more from here on, though the text becomes a revision only when it is settled.
    Gives for each why it was refused, or None; and how many steps wait for being settled.

    Raises:
        DeedIsNotOpen: the state of the proposal does not allow editing.
        PhaseIsNotOpen: the cycle is past drafting.
    """
    proposal = hold_proposal(proposal_id)
    after = state_after(proposal, ProposalDeed.EDIT)
    draft = SharedDraft.objects.defer("state").get(proposal=proposal)
    writers = writers_among({each.user_id for each in written}, proposal)
    for user in list(writers.values())[:1]:
        # Every account may write in this phase (WHO_MAY), so one stands for all.
        admit(actor=user, cycle=proposal.item.cycle, action=action_of_writing(proposal))
    refusals = [_refusal(each, writers, draft) for each in written]
    taken = [each for each, refusal in zip(written, refusals, strict=True) if refusal is None]
    if taken:
        _append(draft, taken)
        if proposal.state != after:
            proposal.state = after
            proposal.edited_by = writers[taken[0].user_id]
            proposal.save(update_fields=["state"])
    return refusals, draft.step - draft.settled_step


def _refusal(
    written: Written, writers: Collection[int], draft: SharedDraft
) -> RuleViolation | None:
    if written.user_id not in writers:
        return NotAnAuthor()
    if draft.size_bytes + len(written.data) > MOST_DRAFT_BYTES:
        return DraftIsFull()
    if len(written.data) > MOST_UPDATE_BYTES:
        return UpdateIsUnfit()
    try:
        require_well_formed(written.data)
    except UpdateIsMalformed:
        return UpdateIsUnfit()
    return None


def _append(draft: SharedDraft, taken: Sequence[Written]) -> None:
    draft.step += 1
    draft.size_bytes += sum(len(each.data) for each in taken)
    draft.save(update_fields=["step", "size_bytes"])
    DraftUpdate.objects.bulk_create(
        DraftUpdate(draft=draft, step=draft.step, author_id=each.user_id, data=each.data)
        for each in taken
    )
    updates = [each.data for each in taken]
    transaction.on_commit(partial(broadcast_step, draft.proposal_id, draft.step, updates))


@transaction.atomic
def settle_draft(*, proposal_id: int) -> int:
    """Make what was written live a revision, with all who wrote it in its credits.

    Doing it again changes nothing. Gives the present revision.
    """
    proposal = hold_proposal(proposal_id)
    settle(proposal)
    return proposal.revision


def settle(proposal: Proposal) -> None:
    """The same for a proposal that is held already."""
    draft = SharedDraft.objects.filter(proposal=proposal).first()
    if draft is None or draft.is_settled:
        return
    updates = list(draft.updates.select_related("author"))
    text = SharedText(bytes(draft.state), [bytes(each.data) for each in updates])
    _keep(draft, text)
    draft.updates.all().delete()
    said = fit_columns(text.texts, proposal)
    if all(getattr(proposal, name) == value for name, value in said.items()):
        return
    for name, value in said.items():
        setattr(proposal, name, value)
    proposal.language = language_of("\n".join(said.values()))
    proposal.revision += 1
    proposal.updated_at = timezone.now()
    proposal.edited_by = updates[-1].author
    proposal.save()
    give_credit(proposal, [each.author for each in updates])
    lineage.retitle(proposal.item, proposal.title, proposal.language)
    let_proposal_be_found(proposal)


def save_revision(
    proposal: Proposal, values: Mapping[str, Any], *, actor: User, credit: Collection[User] = ()
) -> None:
    """Make these columns of a settled, held proposal a new revision, live as well."""
    for name, value in values.items():
        setattr(proposal, name, value)
    proposal.revision += 1
    proposal.state = state_after(proposal, ProposalDeed.EDIT)
    proposal.updated_at = timezone.now()
    proposal.edited_by = actor
    proposal.save()
    give_credit(proposal, credit)
    lineage.retitle(proposal.item, proposal.title, proposal.language)
    let_proposal_be_found(proposal)
    _rewrite_live(proposal, values.keys())


@transaction.atomic
def restore_revision(*, actor: User, proposal_id: int, revision: int, based_on: int) -> Proposal:
    """Let the texts say again what they said in an earlier revision: a new one, so nothing is lost.

    Raises:
        NotAnAuthor, DeedIsNotOpen, RoleIsMissing, PhaseIsNotOpen: as for editing.
        TextHasChanged: it was edited after the actor looked.
        RevisionIsUnknown: there is none of that number.
    """
    proposal = hold_proposal(proposal_id)
    require_writer(actor, proposal)
    state_after(proposal, ProposalDeed.EDIT)
    admit(actor=actor, cycle=proposal.item.cycle, action=action_of_writing(proposal))
    settle(proposal)
    if proposal.revision != based_on:
        raise TextHasChanged(proposal.revision)
    row = proposal.history.filter(revision=revision).order_by("history_id").first()
    if row is None or revision == proposal.revision:
        raise RevisionIsUnknown
    values = {name: getattr(row, name) for name in (*FIELDS, "language")}
    save_revision(proposal, values, actor=actor)
    return proposal


def _rewrite_live(proposal: Proposal, changed: Collection[str]) -> None:
    """Let the shared draft say what the columns of a settled, held proposal say in these fields.

    So a text saved by the plain form reaches those who write live, and meets what they write.
    """
    texts = {name: getattr(proposal, name) for name in changed if name in FIELDS}
    draft = SharedDraft.objects.filter(proposal=proposal).first() if texts else None
    if draft is None:
        return
    text = SharedText(bytes(draft.state))
    update = text.rewrite(texts)
    draft.step += 1
    _keep(draft, text)
    transaction.on_commit(partial(broadcast_step, proposal.pk, draft.step, [update]))


def look_again(proposal: Proposal) -> None:
    """Somebody's part in the draft has changed: sockets of those who have none are closed."""
    transaction.on_commit(partial(tell_now, proposal.pk, LOOK_AGAIN))


def give_credit(proposal: Proposal, users: Collection[User]) -> None:
    Credit.objects.bulk_create(
        [Credit(proposal=proposal, revision=proposal.revision, user=user) for user in set(users)],
        ignore_conflicts=True,
    )


def fit_columns(texts: dict[str, str], proposal: Proposal) -> dict[str, str]:
    """What the columns take: without tricks, one line for a title, and a title in any case.

    Only title and summary are cut, at what their columns hold; the document keeps the rest.
    """
    said = {name: plain(text).strip() for name, text in texts.items()}
    said["title"] = one_line(said["title"]) or proposal.title
    for name in ("title", "summary"):
        said[name] = said[name][:MOST_IN_COLUMN]
    return said


def _keep(draft: SharedDraft, text: SharedText) -> None:
    draft.state = text.state
    draft.size_bytes = len(draft.state)
    draft.settled_step = draft.step
    draft.save()
