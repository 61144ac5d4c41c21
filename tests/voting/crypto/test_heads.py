from dataclasses import replace

import pytest

from tests.voting.crypto.elections import DRAW, prepared, refused
from voting.crypto.errors import Check
from voting.crypto.heads import (
    Head,
    SignedHead,
    check_head,
    check_promise,
    check_receipt,
    countersign,
    require_countersigned,
    sign_head,
    sign_promise,
    sign_receipt,
)

ELECTION = prepared()
DEFINITION, SECRETS = ELECTION.definition, ELECTION.secrets
HEAD = Head(5, b"r" * 32)


def head(head=HEAD, by=(1, 2)):
    keys = SECRETS.trustee_signing
    return SignedHead(
        head,
        sign_head(DEFINITION, head, SECRETS.log, DRAW),
        {i: countersign(DEFINITION, head, keys[i - 1], DRAW) for i in by},
    )


def test_a_head_with_its_countersignatures_is_accepted():
    check_head(DEFINITION, head())
    require_countersigned(DEFINITION, head())


def test_signatures_of_another_head_are_refused():
    for other in [Head(6, HEAD.root), Head(5, b"s" * 32)]:
        with refused(Check.SIGNATURE):
            check_head(DEFINITION, replace(head(), head=other))
        with refused(Check.SIGNATURE):
            mixed = replace(head(other), countersignatures=head().countersignatures)
            check_head(DEFINITION, mixed)


def test_a_countersignature_under_another_number_is_refused():
    first = head().countersignatures[1]

    with refused(Check.SIGNATURE):
        check_head(DEFINITION, replace(head(), countersignatures={2: first}))
    for stranger in [0, 4]:
        with refused(Check.COUNTERSIGNATURE):
            check_head(DEFINITION, replace(head(), countersignatures={stranger: first}))


def test_fewer_countersignatures_than_t_are_refused():
    with refused(Check.COUNTERSIGNATURE):
        require_countersigned(DEFINITION, head(by=(3,)))


@pytest.mark.parametrize(
    ("sign", "check"), [(sign_receipt, check_receipt), (sign_promise, check_promise)]
)
def test_what_the_log_signs_for_a_ballot_is_evidence_for_that_ballot_alone(sign, check):
    given = sign(DEFINITION, b"t" * 32, SECRETS.log, DRAW)

    check(DEFINITION, b"t" * 32, given)
    with refused(Check.SIGNATURE):
        check(DEFINITION, b"u" * 32, given)
    with refused(Check.SIGNATURE):
        check(prepared(seed="another").definition, b"t" * 32, given)


def test_a_receipt_is_no_promise():
    receipt = sign_receipt(DEFINITION, b"t" * 32, SECRETS.log, DRAW)

    with refused(Check.SIGNATURE):
        check_promise(DEFINITION, b"t" * 32, receipt)
