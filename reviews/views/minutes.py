"""Forms of a session's room: its agenda, its chair, notes, commitments passed on."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.common.kept_forms import keeps_typed, refill
from portal.common.written import language_of
from reviews.forms import AgendaForm, CarryForm, MendForm, NoteForm
from reviews.forms.fields import DeedForm
from reviews.models import Commitment, ReviewSession, SessionNote
from reviews.services import carry_commitments, mend_note, set_agenda, take_chair, write_note
from reviews.services.minutes import session_for_writer
from reviews.states import NoteKind, SessionDeed
from reviews.views.deeds import actor_of, do
from reviews.views.reviewing import session_deed_page
from reviews.views.sessions import find_session


@keeps_typed
def agenda(request: HttpRequest, pk: int) -> HttpResponse:
    session = find_session(pk)
    initial = {"points": "\n".join(session.agenda.values_list("title", flat=True))}
    form = refill(request, AgendaForm(request.POST or None, initial=initial))
    return do(
        request,
        form,
        lambda: set_agenda(
            actor=actor_of(request),
            session=session,
            titles=form.cleaned_data["points"].splitlines(),
        ),
        session_deed_page(
            request,
            session,
            SessionDeed.SET_AGENDA,
            _("議題を決めました。"),
            back=room_url(session),
        ),
    )


@keeps_typed
def chair(request: HttpRequest, pk: int) -> HttpResponse:
    session = find_session(pk)
    form = DeedForm(request.POST if request.method == "POST" else None)
    title = _("進行役になる")
    return do(
        request,
        form,
        lambda: take_chair(actor=actor_of(request), session=session),
        session_deed_page(
            request,
            session,
            SessionDeed.CHAIR,
            _("進行役になりました。"),
            title=title,
            submit=title,
            back=room_url(session),
            explanation=_(
                "進行役は中立です。質問したり、結論を出したり、ほかの人の文を直したりはできません。"
                "議題を移したことと質問を取り上げたことは、記録に残ります。"
            ),
        ),
    )


@keeps_typed
def note_add(request: HttpRequest, pk: int) -> HttpResponse:
    session = find_session(pk)
    form = refill(request, NoteForm(request.POST or None, session=session))
    return do(
        request,
        form,
        lambda: write_note(
            actor=actor_of(request),
            session=session,
            kind=NoteKind(form.cleaned_data["kind"]),
            text=form.cleaned_data["text"],
            language=language_of(form.cleaned_data["text"]),
            project=form.cleaned_data["project"],
        ),
        session_deed_page(
            request,
            session,
            SessionDeed.WRITE_NOTE,
            _("書き込みました。"),
            gate=lambda: session_for_writer(actor_of(request), session),
            back=room_url(session),
        ),
    )


@keeps_typed
def note_edit(request: HttpRequest, pk: int) -> HttpResponse:
    notes = SessionNote.objects.select_related("session__cycle__area")
    note = get_object_or_404(notes, pk=pk)
    initial = {"text": note.text, "version": note.version}
    form = refill(request, MendForm(request.POST or None, initial=initial))
    title = _("議事メモを直す")
    return do(
        request,
        form,
        lambda: mend_note(
            actor=actor_of(request),
            note=note,
            text=form.cleaned_data["text"],
            language=language_of(form.cleaned_data["text"]),
            version=form.cleaned_data["version"],
        ),
        session_deed_page(
            request,
            note.session,
            SessionDeed.WRITE_NOTE,
            _("直しました。前の文も記録に残ります。"),
            gate=lambda: session_for_writer(actor_of(request), note.session),
            title=title,
            submit=title,
            back=room_url(note.session),
        ),
    )


@keeps_typed
def carry_all(request: HttpRequest, pk: int) -> HttpResponse:
    return _carry(request, find_session(pk), None)


@keeps_typed
def carry_one(request: HttpRequest, pk: int, commitment: int) -> HttpResponse:
    return _carry(request, find_session(pk), get_object_or_404(Commitment, pk=commitment))


def _carry(
    request: HttpRequest, session: ReviewSession, commitment: Commitment | None
) -> HttpResponse:
    form = refill(request, CarryForm(request.POST if request.method == "POST" else None))
    about = {"subject": commitment.text, "language": commitment.language} if commitment else {}
    return do(
        request,
        form,
        lambda: carry_commitments(
            actor=actor_of(request),
            session=session,
            commitment=commitment,
            note=form.cleaned_data["note"],
            language=language_of(form.cleaned_data["note"]),
        ),
        session_deed_page(
            request,
            session,
            SessionDeed.CARRY,
            _("次の会議に引き継ぎました。"),
            back=room_url(session),
            **about,
        ),
    )


def room_url(session: ReviewSession) -> str:
    return reverse("reviews:room", args=[session.pk])
