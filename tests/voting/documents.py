"""Documents of any content, for whoever shows that a parser refuses what it must by name."""

import json

from hypothesis import strategies as st

from voting.crypto.errors import CheckFailed

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.text(max_size=80),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner),
    max_leaves=12,
)


def paths(value, way=""):
    """Every place in a document."""
    inner = value.items() if isinstance(value, dict) else enumerate(value)
    for key, part in inner:
        yield f"{way}{key}"
        if isinstance(part, dict | list):
            yield from paths(part, f"{way}{key}.")


def text(value):
    """The value as its canonical text, or as near to one as it can be."""
    written = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return written.encode("utf-8", "surrogatepass")


def anything(read, octets):
    """Read it, or refuse it by name: no other end."""
    try:
        read(octets)
    except CheckFailed:
        return
