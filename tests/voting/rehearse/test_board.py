import pytest

from tests.voting.trustee.boards import Around
from voting.rehearse.__main__ import main
from voting.trustee.following import Stage


@pytest.fixture
def around(tmp_path):
    around = Around()
    around.until(Stage.DONE)
    around.round()
    return around


def lay_out(around, folder):
    (folder / "invitation.json").write_bytes(around.invitation.encoded())
    for name, octets in around.files.items():
        (folder / name).write_bytes(octets)


def rehearse(folder):
    words = "--voters 5 --options 3 --ballot approval --mixers 2 --seed s --board"
    return main([*words.split(), str(folder)])


def test_it_waits_for_the_trustees(tmp_path, capsys):
    around = Around()
    assert rehearse(tmp_path) == 3
    lay_out(around, tmp_path)
    assert rehearse(tmp_path) == 3
    assert "not made the key yet" in capsys.readouterr().err


def test_it_lays_out_a_definition_in_the_group_of_the_key(around, tmp_path):
    lay_out(around, tmp_path)
    assert rehearse(tmp_path) == 3
    assert b'"group":"toy"' in (tmp_path / "definition.json").read_bytes()
    assert b'"rehearsal":true' in (tmp_path / "definition.json").read_bytes()
