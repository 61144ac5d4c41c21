"""The second verifier says of every record what the first says: `report_on` asks both."""

from contextlib import suppress

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.voting.records import edited, good, report_on
from voting.crypto.record.frames import RecordUnreadable, Tag
from voting.rehearse.plan import BALLOTS

FRAMES = st.sampled_from([tag for tag in Tag if tag not in {Tag.END, Tag.PAPER}])


def damaged(place, octets, lost):
    def change(payload):
        at = place % (len(payload) + 1)
        return payload[:at] + octets + payload[at + lost :]

    return change


@settings(max_examples=60, deadline=None)
@given(
    ballot=st.sampled_from(BALLOTS),
    tag=FRAMES,
    place=st.integers(0, 10_000),
    octets=st.binary(max_size=3),
    lost=st.integers(0, 3),
)
def test_whatever_is_changed_in_a_part_both_name_the_same_check(ballot, tag, place, octets, lost):
    with suppress(RecordUnreadable):
        report_on(edited(good(ballot=ballot), tag, 0, damaged(place, octets, lost)))


@settings(max_examples=40, deadline=None)
@given(place=st.integers(0, 10_000), octets=st.binary(max_size=6), lost=st.integers(0, 2000))
def test_a_torn_file_is_unreadable_to_both_or_refused_alike(place, octets, lost):
    with suppress(RecordUnreadable):
        report_on(damaged(place, octets, lost)(good()))


def test_a_vote_over_ristretto255_and_one_over_the_large_modular_group_are_good_to_both():
    for group in ("ristretto255", "modp-2048"):
        report = report_on(good(group=group, voters=2, committee=0, mixers=1))
        assert report.failure is None
        assert report.winners
