"""The words that pages share with the tools are those of the tools."""

from tests.frontend.words import CHECKS_FILE, checks_text


def test_the_checks_are_named_as_the_tools_name_them():
    assert CHECKS_FILE.read_text(encoding="utf-8") == checks_text()
