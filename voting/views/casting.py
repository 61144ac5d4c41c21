"""What a voter's device asks for (docs/casting.md): without session, account or language."""

import json
import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from voting.crypto.asking import check_question
from voting.crypto.ballots import MOST_CHANGES
from voting.crypto.entries import BALLOT
from voting.crypto.errors import Check, CheckFailed
from voting.crypto.fields import Fields
from voting.crypto.signatures import Signature
from voting.crypto.wire import proof_bytes, proof_size, read_proof
from voting.errors import CastingRefused, LogKeyIsLost
from voting.models import Election
from voting.selectors.chains import ballots_of, chain_of
from voting.selectors.frozen import FrozenVote, frozen_vote
from voting.selectors.log import (
    all_heads,
    ballots_told,
    consistency,
    entry_of,
    head_value,
    last_head,
    plain_head,
)
from voting.services.casting import (
    MOST_CHALLENGES,
    cast_ballot,
    give_receipt,
    promise_of,
    spoil_ballot,
)
from voting.states import CLOSED_STATES

LONGEST = 2**16
SECONDS_TO_ASK = 600
STATUS = {"unknown": 404, "too_large": 413}
"""Of refusals; the named ones of the moment are 409, all that is wrong in itself is 400."""
OF_THE_MOMENT = frozenset(
    {
        "not_open_yet",
        "closed",
        "revoked",
        "voted_on_paper",
        "ballot-chain",
        "too_many_changes",
        "too_many_challenges",
        "copied-ciphertext",
        "spoilt-ballot",
        "stale",
    }
)
Answer = Callable[..., HttpResponse]


def quick(view: Callable[..., HttpResponse]) -> Answer:
    """Find the vote, answer every refusal as JSON, and let nothing be kept on the way."""

    @csrf_exempt
    @wraps(view)
    def answer(request: HttpRequest, fingerprint: str, **parts: Any) -> HttpResponse:
        try:
            response = view(request, _vote(fingerprint), **parts)
        except CastingRefused as refusal:
            response = refused(refusal.code)
        except CheckFailed as failure:
            response = refused(failure.check)
        except LogKeyIsLost as lost:
            response = JsonResponse({"refused": "log_key", "ja": str(lost), "en": str(lost)})
            response.status_code = 503
        response.setdefault("Cache-Control", "no-store")
        response.setdefault("X-Content-Type-Options", "nosniff")
        return response

    return answer


def _vote(fingerprint: str) -> FrozenVote:
    vote = frozen_vote(fingerprint)
    if vote is None:
        raise CastingRefused("unknown")
    return vote


def refused(code: str) -> JsonResponse:
    words = {}
    for language in ("ja", "en"):
        with override(language):
            words[language] = str(CastingRefused(code))
    status = STATUS.get(code, 409 if code in OF_THE_MOMENT else 400)
    return JsonResponse({"refused": code, **words}, status=status)


def _asked(request: HttpRequest) -> Fields:
    """The members of a posted document."""
    octets = request.read(LONGEST + 1)
    if len(octets) > LONGEST:
        raise CastingRefused("too_large")
    try:
        value = json.loads(octets)
    except (ValueError, RecursionError):
        raise CastingRefused("encoding") from None
    return Fields(value, "request", Check.ENCODING)


def _proof(vote: FrozenVote, fields: Fields, name: str) -> Signature:
    group = vote.definition.group
    return read_proof(group, fields.octets(name, proof_size(group)), name)


def _hex(vote: FrozenVote, proof: Signature) -> str:
    return proof_bytes(vote.definition.group, proof).hex()


@quick
@require_GET
def definition(_request: HttpRequest, vote: FrozenVote) -> HttpResponse:
    response = HttpResponse(vote.definition.encoded, content_type="application/json")
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


@quick
@require_GET
def now(_request: HttpRequest, vote: FrozenVote) -> HttpResponse:
    state = Election.objects.values_list("state", flat=True).get(pk=vote.pk)
    head = last_head(vote.pk)
    return JsonResponse(
        {
            "state": state,
            "now": int(time.time()),
            "opens": vote.definition.opens,
            "closes": vote.definition.closes,
            "head": head and head_value(vote.definition, plain_head(vote.definition, head)),
            "ballots": ballots_told(vote.pk, closed=state in CLOSED_STATES),
            "delay": settings.LOG_DELAY,
        }
    )


@require_POST
@quick
def receipts(request: HttpRequest, vote: FrozenVote) -> HttpResponse:
    fields = _asked(request)
    tracker = fields.octets("tracker", 32)
    fields.end()
    return JsonResponse({"receipt": _hex(vote, give_receipt(vote, tracker))})


@require_POST
@quick
def ballots(request: HttpRequest, vote: FrozenVote) -> HttpResponse:
    fields = _asked(request)
    entry = fields.text("entry", LONGEST)
    receipt = _proof(vote, fields, "receipt")
    fields.end()
    encoded = fields.octets_of(entry, "entry", len(entry) // 2)
    tracker, promise = cast_ballot(vote, encoded, receipt)
    return JsonResponse({"tracker": tracker.hex(), "promise": _hex(vote, promise)})


@require_POST
@quick
def challenges(request: HttpRequest, vote: FrozenVote) -> HttpResponse:
    fields = _asked(request)
    tracker = fields.octets("tracker", 32)
    receipt = _proof(vote, fields, "receipt")
    credential = fields.octets("credential", vote.definition.group.element_size)
    asked = _proof(vote, fields, "signature")
    fields.end()
    promise = spoil_ballot(vote, tracker, receipt, credential, asked)
    return JsonResponse({"tracker": tracker.hex(), "promise": _hex(vote, promise)})


@require_POST
@quick
def state(request: HttpRequest, vote: FrozenVote) -> HttpResponse:
    """Only who holds the credential is told, and whoever looks on learns nothing."""
    fields = _asked(request)
    credential = fields.octets("credential", vote.definition.group.element_size)
    asked_at = fields.whole("now")
    signature = _proof(vote, fields, "signature")
    fields.end()
    if not -5 <= time.time() - asked_at <= SECONDS_TO_ASK:
        raise CastingRefused("stale")
    if not vote.definition.group.is_element(credential):
        raise CastingRefused("unlisted-credential")
    check_question(vote.definition, asked_at, credential, signature)
    chain = chain_of(vote, credential.hex())
    if chain is None:
        raise CastingRefused("unlisted-credential")
    own = ballots_of(chain.credential_id)
    for ballot in own:
        promise = promise_of(vote, BALLOT, bytes.fromhex(ballot["tracker"]))
        ballot["promise"] = _hex(vote, promise)
    return JsonResponse(
        {
            "electorate": chain.electorate,
            "excluded": chain.excluded or None,
            "counter": chain.counter,
            "previous": chain.previous,
            "changes_left": max(0, MOST_CHANGES + 1 - max(chain.counter, 1)),
            "challenges_left": max(0, MOST_CHALLENGES - chain.challenges),
            "ballots": own,
        }
    )


@require_POST
@quick
def trackers(request: HttpRequest, vote: FrozenVote) -> HttpResponse:
    fields = _asked(request)
    tracker = fields.octets("tracker", 32).hex()
    fields.end()
    closed = Election.objects.filter(pk=vote.pk, state__in=CLOSED_STATES).exists()
    told = entry_of(vote, tracker, closed=closed)
    if told is None:
        raise CastingRefused("unknown")
    return JsonResponse(told)


@quick
@require_GET
def heads(_request: HttpRequest, vote: FrozenVote) -> HttpResponse:
    return JsonResponse({"heads": all_heads(vote)})


@quick
@require_GET
def consistent(_request: HttpRequest, vote: FrozenVote, old: int, new: int) -> HttpResponse:
    proof = consistency(vote.pk, old, new)
    if proof is None:
        raise CastingRefused("unknown")
    return JsonResponse({"proof": proof})
