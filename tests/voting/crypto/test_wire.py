import pickle

import pytest

from tests.voting.crypto.elections import refused
from voting.crypto.errors import Check, CheckFailed
from voting.crypto.groups.modular import TOY
from voting.crypto.groups.ristretto import RISTRETTO255
from voting.crypto.proofs import Proof
from voting.crypto.wire import proof_bytes, proof_size, read_proof, read_scalar, scalar_bytes


@pytest.mark.parametrize("group", [RISTRETTO255, TOY], ids=lambda g: g.name)
def test_numbers_and_proofs_are_read_as_they_were_written(group):
    for scalar in (0, 1, group.order - 1):
        assert read_scalar(group, scalar_bytes(group, scalar), "here") == scalar
    proof = Proof(5, group.order - 2)
    assert len(proof_bytes(group, proof)) == proof_size(group)
    assert read_proof(group, proof_bytes(group, proof), "here") == proof


@pytest.mark.parametrize("group", [RISTRETTO255, TOY], ids=lambda g: g.name)
def test_a_number_of_another_length_or_not_reduced_is_refused(group):
    one = scalar_bytes(group, 1)
    for encoding in (b"", one[:-1], one + b"\0", scalar_bytes(group, group.order)):
        with refused(Check.SCALAR):
            read_scalar(group, encoding, "here")


def test_a_failure_comes_whole_from_another_process():
    failure = pickle.loads(pickle.dumps(CheckFailed(Check.SCALAR, "there")))

    assert (failure.check, failure.where) == (Check.SCALAR, "there")
