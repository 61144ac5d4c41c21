"""The command as a registrar uses it: from the roll to the postcards, and after the vote."""

import json
import runpy
import sys
from dataclasses import replace
from functools import cache

import pypdfium2
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.voting.crypto.elections import DRAW, plan, prepared
from tests.voting.documents import JSON
from tests.voting.tools.test_talk import blanks
from voting.crypto.approvals import approve
from voting.crypto.canonical import canonical_bytes, read_canonical
from voting.crypto.credential_list import check_credentials, sign_credentials
from voting.crypto.credentials import read_code, signing_key
from voting.crypto.definition import Electorate
from voting.crypto.entries import Revoked, VotedOnPaper, read_entry
from voting.crypto.errors import Check, CheckFailed
from voting.crypto.groups.modular import TOY
from voting.crypto.signatures import check_signature
from voting.crypto.wire import read_proof
from voting.registrar import sentences
from voting.registrar.command import main
from voting.registrar.making import (
    Registrar,
    index_bytes,
    make_credentials,
    read_index,
    read_registrar,
)
from voting.registrar.postcards import Wording, postcards, quick_response
from voting.registrar.roll import Person
from voting.rehearse.people import Deed
from voting.rehearse.vote import Rehearsal
from voting.tools import sealed

PASSPHRASE = "correct horse battery"
PEOPLE = [
    Person(str(number), "residents", "北区" if number % 2 else "南区", "30-49", f"住民{number}")
    for number in range(1, 7)
]
PEOPLE.append(Person("7", "residents", key=TOY.multiply_generator(815).hex()))
ROLL = "entry,electorate,ward,age,name\n" + "".join(
    f"{p.entry},{p.electorate},{p.ward},{p.age},{p.name}\n" for p in PEOPLE[:3]
)


@pytest.fixture(scope="module", autouse=True)
def quick_seals():
    before, sealed.new_seal.__defaults__ = sealed.new_seal.__defaults__, (sealed.COSTS[0],)
    yield
    sealed.new_seal.__defaults__ = before


@pytest.fixture
def run(tmp_path, capsys, monkeypatch):
    (tmp_path / "passphrase").write_text(PASSPHRASE)
    (tmp_path / "roll.csv").write_text(ROLL)
    (tmp_path / "out").mkdir()
    monkeypatch.chdir(tmp_path)

    def run(*words, passphrase=True):
        given = ["--passphrase-file", "passphrase"] if passphrase else []
        status = main([*map(str, words), "--lang", "en", *given])
        said = capsys.readouterr()
        return status, said.out + said.err

    return run


MAKE = ("make", "roll.csv", "--secret", "secret", "--out", "out", "--workers", 1)


def test_from_the_roll_to_the_postcards(run, tmp_path):
    assert run("new", "--secret", "secret", "--election", "summer")[0] == 0
    address = "https://vote.example.lg.jp/b"
    status, said = run(*MAKE, "--address", address, "--title-ja", "投票", "--title-en", "Vote")
    assert status == 0
    assert "On the roll: 3; postcards: 3; electorates: residents (3)." in said
    document = pypdfium2.PdfDocument(tmp_path / "out" / "postcards-0001.pdf")
    listed = json.loads((tmp_path / "out" / "credentials.json").read_text())
    keys = [bytes.fromhex(key) for key in listed["electorates"][0]["keys"]]
    assert keys == sorted(keys)
    found = []
    for person, page in zip(PEOPLE, document, strict=False):
        text = page.get_textpage().get_text_range()
        assert f"{person.name} 様" in text
        (square,) = zxingcpp.read_barcodes(page.render(scale=3).to_pil())
        place, code = square.text.split("#")
        assert place == address
        assert code[:14] in text
        group = read_registrar(secret_of(tmp_path)).group
        found.append(group.multiply_generator(signing_key(group, read_code(code), b"summer")))
    document.close()
    assert sorted(found) == keys


def secret_of(folder):
    return sealed.open_sealed((folder / "secret").read_bytes(), PASSPHRASE)[0]


def test_the_codes_stand_on_the_postcards_alone(run, tmp_path):
    run("new", "--secret", "secret", "--election", "summer")
    said = run(*MAKE)[1]
    page = pypdfium2.PdfDocument(tmp_path / "out" / "postcards-0001.pdf")
    (square,) = zxingcpp.read_barcodes(page[0].render(scale=3).to_pil())
    page.close()
    code = read_code(square.text)
    index = sealed.open_sealed((tmp_path / "out" / "index.sealed").read_bytes(), PASSPHRASE)[0]
    public = (tmp_path / "out" / "credentials.json").read_text()
    for text in (index.decode(), public, said):
        assert code not in text.replace("-", "")
    assert "北区" not in public


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--address", "http://x"), "begins with https://"),
        (("--address", "https://x/#a"), "begins with https://"),
        (("--out", "missing"), "no folder"),
        (("--out", "."), "exists already"),
        (("--unknown",), "see --help"),
    ],
)
def test_what_cannot_be_made_is_said(run, words, said):
    run("new", "--secret", "secret", "--election", "summer")
    status, text = run(*MAKE, *words)
    assert status == 2
    assert said in text


def test_a_file_is_not_written_over(run):
    assert run("new", "--secret", "secret", "--election", "summer")[0] == 0
    assert run("new", "--secret", "secret", "--election", "summer")[0] == 2
    assert run("new", "--secret", "no/folder", "--election", "summer")[0] == 2


# After the vote


@cache
def electorate():
    """A registrar, what it made for six who have codes and one with a key, and a vote of theirs.

    Made once: each code costs its scrypt.
    """
    base = prepared()
    group, election = TOY, base.definition.election
    registrar = Registrar(election, group, base.secrets.registrar)
    made = make_credentials(registrar, PEOPLE, DRAW)
    voters = {
        group.multiply_generator(key): key
        for key in (signing_key(group, read_code(c), election.encode()) for _, c in made.codes)
    }
    definition = replace(
        base.definition,
        electorates=(Electorate("residents", 7),),
        rule={"name": "greedy"},
        credentials=made.credentials.fingerprint(election),
    )
    signatures = replace(
        base.signatures,
        registrar=sign_credentials(group, election, made.credentials, registrar.signing, DRAW),
        trustees=tuple(approve(definition, k, DRAW) for k in base.secrets.trustee_signing),
    )
    given = replace(
        base,
        definition=definition,
        credentials=made.credentials,
        signatures=signatures,
        secrets=replace(base.secrets, voters=voters),
    )
    return registrar, made, given


@pytest.fixture
def vote(run, tmp_path):
    """A vote of this electorate; some have voted."""
    registrar, made, given = electorate()
    vote = Rehearsal(plan(committee=0), DRAW, given)
    deeds = [Deed.CHANGES, Deed.LOSES_CODE, Deed.COMES_TO_THE_COUNTER, Deed.CASTS, Deed.CASTS]
    for each, deed in zip(made.index, deeds, strict=False):
        vote.act(each.credential, deed)
    vote.close()
    seal = sealed.new_seal(PASSPHRASE, DRAW)
    (tmp_path / "secret").write_bytes(seal.close(registrar.encoded(), DRAW))
    (tmp_path / "index").write_bytes(seal.close(index_bytes(registrar, made.index), DRAW))
    (tmp_path / "definition.json").write_bytes(given.definition.encoded)
    with (tmp_path / "vote.tomoni").open("wb") as file:
        vote.write_vote(file)
    vote.made = made
    return vote


def test_the_signed_list_is_that_of_the_definition(vote, tmp_path):
    registrar = read_registrar(secret_of(tmp_path))
    public = json.loads(vote.made.public_list(registrar, DRAW))
    signature = read_proof(TOY, bytes.fromhex(public["signature"]), "list")
    check_credentials(vote.definition, vote.made.credentials, signature)
    assert public["fingerprint"] == vote.definition.credentials.hex()


@pytest.mark.parametrize(
    ("place", "said"),
    [
        (0, "2 ballots were cast with this code."),
        (1, "was taken back"),
        (2, "voted on paper"),
        (3, "1 ballots were cast"),
        (5, "Nothing was cast with this code."),
    ],
)
def test_from_a_code_one_sees_whether_anything_was_cast(run, vote, place, said):
    code = vote.made.codes[place][1]
    status, text = run("cast", "vote.tomoni", "--code", code, passphrase=False)
    assert status == 0
    assert said in text


def test_a_code_of_another_vote_or_no_code_is_told(run, vote, monkeypatch):
    other = "0000-0000-0000-0000-0000-"
    check = next(
        a + b
        for a in "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
        for b in "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
        if _is_code(other + a + b)
    )
    assert (
        "not on the list"
        in run("cast", "vote.tomoni", "--code", other + check, passphrase=False)[1]
    )
    assert run("cast", "vote.tomoni", "--code", "x", passphrase=False)[0] == 1
    assert run("cast", "missing", "--code", other + check, passphrase=False)[0] == 2


def _is_code(text):
    try:
        read_code(text)
    except CheckFailed:
        return False
    return True


@pytest.mark.parametrize(("deed", "kind"), [("revoke", Revoked), ("paper", VotedOnPaper)])
def test_a_credential_is_taken_back_by_its_entry(run, vote, tmp_path, deed, kind):
    words = ("--secret", "secret", "--index", "index", "--definition", "definition.json")
    assert run(deed, "6", *words, "--out", "entry")[0] == 0

    entry = read_entry(vote.definition, (tmp_path / "entry").read_bytes(), "entry")
    assert isinstance(entry, kind)
    assert entry.credential == vote.made.index[5].credential
    vote._selector._closed = False
    vote.append(entry)
    assert run(deed, "99", *words, "--out", "other")[0] == 2
    other = canonical_bytes({**read_canonical(vote.definition.encoded), "election": "winter"})
    (tmp_path / "definition.json").write_bytes(other)
    assert run(deed, "5", *words, "--out", "other")[0] != 0


def test_a_definition_of_another_registrar_is_refused(run, vote, tmp_path):
    stranger = Registrar(vote.definition.election, TOY, 815)
    seal = sealed.new_seal(PASSPHRASE, DRAW)
    (tmp_path / "secret").write_bytes(seal.close(stranger.encoded(), DRAW))
    words = ("--secret", "secret", "--index", "index", "--definition", "definition.json")
    assert "of another registrar" in run("revoke", "6", *words, "--out", "entry")[1]


def test_turnout_is_told_signed_and_without_small_numbers(run, vote, tmp_path):
    words = ("vote.tomoni", "--secret", "secret", "--index", "index", "--out", "turnout.json")
    status, said = run("turnout", *words)
    assert status == 0
    assert "only the sum is shown" in said
    signed = json.loads((tmp_path / "turnout.json").read_text())
    cells = signed["tables"][0]["cells"]
    assert [cell["voted"] for cell in cells if cell["voted"] is not None] == [4]
    signature = read_proof(TOY, bytes.fromhex(signed.pop("signature")), "turnout")
    key = vote.definition.registrar_key
    check_signature(TOY, "turnout", canonical_bytes(signed), key, signature)
    assert run("turnout", *words, "--minimum", 2)[0] == 2


def test_turnout_of_another_vote_is_refused(run, vote, tmp_path):
    other = Registrar("winter", TOY, 815)
    seal = sealed.new_seal(PASSPHRASE, DRAW)
    (tmp_path / "secret").write_bytes(seal.close(other.encoded(), DRAW))
    index = index_bytes(other, vote.made.index)
    (tmp_path / "index").write_bytes(seal.close(index, DRAW))
    words = ("vote.tomoni", "--secret", "secret", "--index", "index", "--out", "turnout.json")
    assert run("turnout", *words)[0] == 2


def test_the_index_is_destroyed_with_an_entry_that_says_so(run, vote, tmp_path):
    words = ("--secret", "secret", "--index", "index", "--definition", "definition.json")
    assert run("destroy-index", *words, "--out", "entry")[0] == 0
    assert not (tmp_path / "index").exists()
    entry = read_entry(vote.definition, (tmp_path / "entry").read_bytes(), "entry")
    vote.append(entry)
    assert run("revoke", "1", *words, "--out", "other")[0] == 2


def test_an_index_is_read_as_it_was_written_or_refused(vote, tmp_path):
    registrar = read_registrar(secret_of(tmp_path))
    encoded = index_bytes(registrar, vote.made.index)
    assert list(read_index(registrar, encoded).values()) == list(vote.made.index)
    for bad in (
        b'"winter"',
        encoded + b"\n[]",
        encoded + b'\n["8",0,"","","zz"]',
        encoded + b'\n["8",0,"","","' + b"zz" * 8 + b'"]',
    ):
        with pytest.raises(CheckFailed):
            read_index(registrar, bad)


@settings(deadline=None, max_examples=80)
@given(st.binary(max_size=200) | JSON.map(lambda value: json.dumps(value).encode()))
def test_whatever_a_sealed_file_holds_is_refused_without_a_traceback(octets):
    registrar = Registrar("summer", TOY, 815)
    with pytest.raises(CheckFailed):
        read_registrar(octets)
    for encoded in (octets, b'"summer"\n' + octets):
        with pytest.raises(CheckFailed):
            read_index(registrar, encoded)


def test_a_registrars_file_in_an_unknown_group_is_refused():
    encoded = Registrar("summer", TOY, 815).encoded().replace(b'"toy"', b'"rot13"')
    with pytest.raises(CheckFailed) as failure:
        read_registrar(encoded)
    assert failure.value.check is Check.ENCODING


def test_two_with_one_credential_are_refused():
    twice = [PEOPLE[6], replace(PEOPLE[6], entry="8")]
    with pytest.raises(CheckFailed):
        make_credentials(Registrar("summer", TOY, 815), twice, DRAW)


def test_a_long_name_fits_on_a_card():
    wording = Wording("題" * 40, "title " * 30, "")
    card = postcards([(Person("1", "a", name="寿限無" * 60), "A" * 22)], wording)
    assert card.startswith(b"%PDF")
    assert quick_response("CODE", "") == "CODE"


@pytest.mark.parametrize("table", [sentences.SENTENCES, sentences.OPTIONS, sentences.COMMANDS])
def test_both_languages_say_the_same(table):
    for name, both in table.items():
        assert blanks(both["ja"]) == blanks(both["en"]), name


def test_the_exit_status_is_that_of_the_deed(monkeypatch):
    monkeypatch.setattr(sys, "argv", ["registrar", "cast", "missing", "--code", "x"])
    with pytest.raises(SystemExit) as left:
        runpy.run_module("voting.registrar", run_name="__main__")
    assert left.value.code == 1
