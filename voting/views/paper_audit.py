"""The sample of paper ballots: what was drawn and how far it agrees, for everyone to see."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from portal.accounts.permissions import signed_in
from portal.accounts.roles import Role
from portal.accounts.selectors import roles_of
from portal.common.kept_forms import keeps_typed
from voting.roll_forms import AuditForm
from voting.selectors.frozen import frozen_vote
from voting.selectors.paper_audit import audit_of
from voting.services.paper_audit import audit_ballot
from voting.views.holding import held_vote
from voting.views.trails import trail


@keeps_typed(sign_in=False)
def paper_audit(request: HttpRequest, pk: int) -> HttpResponse:
    """The auditor types one ballot after the other, the next of the sample stands there already."""
    held, form = held_vote(pk), AuditForm(request.POST or None)
    vote = frozen_vote(held.fingerprint or "")
    if request.method == "POST":
        actor = signed_in(request)
        if vote and form.is_valid():
            said = form.cleaned_data
            if form.attempt(lambda: audit_ballot(actor=actor, vote=vote, **said)):
                return redirect("voting:paper_audit", pk)
    audit = audit_of(held)
    may_audit = bool(audit and audit.left) and Role.AUDITOR in roles_of(request.user)
    if audit and audit.left and not form.is_bound:
        form.initial["batch"], form.initial["number"] = audit.left[0]
    context = {
        "election": held.election,
        "trail": trail(held.election),
        "audit": audit,
        "form": form if may_audit else None,
        "options": vote.definition.options if vote and may_audit else (),
    }
    return render(request, "voting/paper_audit.html", context)
