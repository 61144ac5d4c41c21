import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voting.crypto.groups.modular import TOY
from voting.registrar.roll import COLUMNS, Person, electorates_of, read_roll
from voting.tools.refusal import Refused

KEY = TOY.multiply_generator(815).hex()
ROLL = f"""entry,electorate,ward,age,name,address,key
1,residents,北区,18-29,山田 太郎,中央1-2-3,
2,residents,南区,30-49,"佐藤, 花子",,{KEY}
3,committee,,,,,

"""


def refusal(text):
    with pytest.raises(Refused) as refused:
        read_roll(text if isinstance(text, bytes) else text.encode(), TOY)
    return refused.value.reason


@pytest.mark.parametrize("text", [ROLL, "\ufeff" + ROLL, ROLL.replace("\n", "\r\n")])
def test_a_roll_is_read_in_its_order(text):
    people = read_roll(text.encode(), TOY)

    assert people[0] == Person("1", "residents", "北区", "18-29", "山田 太郎", "中央1-2-3")
    assert people[1].name == "佐藤, 花子"
    assert people[1].key == KEY
    assert electorates_of(people) == ["residents", "committee"]


HEAD = "entry,electorate,ward,key\n"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "roll_columns"),
        ("entry,ward\n1,x\n", "roll_columns"),
        ("entry,electorate,phone\n1,a,2\n", "roll_columns"),
        ("entry,electorate,entry\n1,a,2\n", "roll_columns"),
        (HEAD, "roll_empty"),
        (HEAD + "1,a\n", "roll_row"),
        (HEAD + '1,a,"b"c,\n', "roll_row"),
        (HEAD + '1,a,"b', "roll_row"),
        (HEAD + f'1,a,"{"b" * 200_000}",\n', "roll_row"),
        (HEAD + ",a,b,\n", "roll_cell"),
        (HEAD + "1,,b,\n", "roll_cell"),
        (HEAD + f"1,a,{'b' * 201},\n", "roll_cell"),
        (HEAD + '1,a,"b\nc",\n', "roll_cell"),
        (HEAD + "1,a,b,\n1,a,b,\n", "roll_entry"),
        (HEAD + "1,a,b,zz\n", "roll_key"),
        (HEAD + f"1,a,b,{KEY.upper()}\n", "roll_key"),
        (HEAD + f"1,a,b,{TOY.identity.hex()}\n", "roll_key"),
        (HEAD + f"1,a,b,{KEY}\n2,a,b,{KEY}\n", "roll_key"),
        (HEAD + "".join(f"{i},e{i},,\n" for i in range(21)), "roll_electorates"),
        (HEAD.encode() + b"\xff", "roll_encoding"),
        (HEAD + "1,a,\0,\n", "roll_encoding"),
    ],
)
def test_a_roll_that_cannot_be_is_refused(text, reason):
    assert refusal(text) == reason


def test_one_entry_has_one_key_by_whatever_way():
    """48, as far as the registrar sees it: an entry or a key that stands twice."""
    assert refusal(HEAD + f"1,a,b,\n1,a,b,{KEY}\n") == "roll_entry"


CELLS = st.text(max_size=30)


@settings(deadline=None)
@given(
    st.binary(max_size=200)
    | st.lists(st.lists(st.sampled_from(COLUMNS) | CELLS, max_size=8), max_size=5).map(
        lambda rows: "\n".join(",".join(row) for row in rows).encode("utf-8", "surrogatepass")
    )
)
def test_whatever_the_roll_is_it_is_read_or_refused(octets):
    for start in (b"", b"entry,electorate,name\n"):
        try:
            people = read_roll(start + octets, TOY)
        except Refused:
            continue
        assert all(person.entry and person.electorate for person in people)
