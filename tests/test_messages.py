"""Every text of the code and the templates has its English."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[1]
PLACES = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory):
    """The English catalogue, brought up to date with the sources in a copy of the tree."""
    if not shutil.which("xgettext"):
        if os.environ.get("CI") == "true":
            pytest.fail("CI needs gettext to collect the texts.")
        pytest.skip("gettext is not installed, so the texts cannot be collected.")
    copy = tmp_path_factory.mktemp("tree")
    for room in ("portal", "proposals", "voting", "deliberation", "reviews", "templates", "locale"):
        shutil.copytree(ROOT / room, copy / room, ignore=shutil.ignore_patterns("*.mo", "data"))
    subprocess.run(
        [ROOT / ".venv/bin/django-admin", "makemessages", "--locale", "en", "--no-location"],
        cwd=copy,
        check=True,
        capture_output=True,
        env={k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"},
    )
    with (copy / "locale/en/LC_MESSAGES/django.po").open(encoding="utf-8") as file:
        return [message for message in read_po(file) if message.id]


def forms(text):
    return [text] if isinstance(text, str) else list(text)


def test_every_text_has_its_english(catalogue):
    missing = [m.id for m in catalogue if m.fuzzy or not all(forms(m.string))]
    if missing:
        pytest.fail("\n".join(map(str, missing)), pytrace=False)


def test_a_translation_has_the_places_of_its_text(catalogue):
    for message in catalogue:
        for translation in forms(message.string):
            assert set(PLACES.findall(translation)) <= {
                place for text in forms(message.id) for place in PLACES.findall(text)
            }, message.id


def test_english_is_not_japanese(catalogue):
    kana = re.compile("[\u3040-\u30ff]")
    allowed = {"日本語", "ともに"}
    left = [
        m.id
        for m in catalogue
        if any(kana.search(text) for text in forms(m.string)) and m.id not in allowed
    ]
    assert left == []
