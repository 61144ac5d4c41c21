"""The trustees' page without its page: one Node process for all tests that ask it."""

import base64
from atexit import register
from functools import cache
from typing import Any

from tests.frontend.node import Node, node


@cache
def _page() -> Node:
    opened = node("trustee")
    register(opened.__exit__, None, None, None)
    return opened.__enter__()


def encoded(octets: bytes) -> str:
    return base64.b64encode(octets).decode()


def asked(question: str, **given: Any) -> Any:
    """The answer of the modules; bytes go and come in base 64."""
    return _page().answer({"ask": question, **given})


def files_of(board: dict[str, bytes]) -> dict[str, str]:
    return {name: encoded(octets) for name, octets in board.items()}
