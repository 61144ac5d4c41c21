from dataclasses import replace

import pytest

from tests.voting.crypto.elections import DRAW, refused
from voting.crypto.draw import draw_scalar
from voting.crypto.errors import Check
from voting.crypto.groups.named import GROUPS
from voting.crypto.sealed_shares import Route, at_fault, complain, open_share, seal_share
from voting.crypto.threshold import Parties, deal, draw_polynomial, share_for


@pytest.fixture(params=["toy", "ristretto255"])
def sent(request):
    """Trustee 1 sends a share to trustee 2."""
    group = GROUPS[request.param]
    parties = Parties(b"attempt", 2, 3)
    polynomial = draw_polynomial(parties, group, DRAW)
    dealing = deal(group, parties, 1, polynomial, DRAW)
    secret = draw_scalar(DRAW, group)
    route = Route(parties, 1, 2, group.multiply_generator(secret))
    return group, route, share_for(group, polynomial, 2), secret, dealing


def test_a_share_is_read_by_whom_it_was_sent_to(sent):
    group, route, share, secret, dealing = sent
    sealed = seal_share(group, route, share, DRAW)

    assert open_share(group, route, sealed, secret, dealing) == share
    assert seal_share(group, route, share, DRAW) != sealed


def test_nobody_else_reads_it_and_nobody_reads_it_elsewhere(sent):
    group, route, share, secret, dealing = sent
    sealed = seal_share(group, route, share, DRAW)
    elsewhere = replace(route, parties=Parties(b"the next attempt", 2, 3))

    for route_, secret_ in (
        (route, secret + 1),
        (elsewhere, secret),
        (replace(route, j=3), secret),
    ):
        with refused(Check.SHARE):
            open_share(group, route_, sealed, secret_, dealing)


def test_a_complaint_of_a_bad_share_falls_on_the_dealer(sent):
    group, route, share, secret, dealing = sent
    for bad in (seal_share(group, route, share + 1, DRAW), damaged(group, route, share)):
        complaint = complain(group, route, bad, secret, DRAW)
        assert at_fault(group, route, bad, complaint, dealing) == 1


def damaged(group, route, share):
    sealed = seal_share(group, route, share, DRAW)
    return replace(sealed, octets=bytes(255 - octet for octet in sealed.octets))


def test_a_complaint_of_a_good_share_falls_on_who_complains(sent):
    group, route, share, secret, dealing = sent
    sealed = seal_share(group, route, share, DRAW)
    complaint = complain(group, route, sealed, secret, DRAW)

    assert at_fault(group, route, sealed, complaint, dealing) == 2


def test_a_complaint_with_another_secret_falls_on_who_complains(sent):
    group, route, share, secret, dealing = sent
    bad = seal_share(group, route, share + 1, DRAW)
    honest = complain(group, route, bad, secret, DRAW)
    forged = replace(honest, shared=group.multiply(2, honest.shared))

    assert at_fault(group, route, bad, forged, dealing) == 2
    for other in (replace(honest.proof, c=0), replace(honest.proof, z=group.order)):
        assert at_fault(group, route, bad, replace(honest, proof=other), dealing) == 2
