"""The rules of the house that no linter knows: the reasons stand in docs/style.md."""

import ast
import re
import subprocess
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROOMS = ("portal", "proposals", "voting", "deliberation", "reviews", "benchmarks")
MOST_LINES_OF_A_FILE = 400
MOST_LINES_OF_A_FUNCTION = 50


@cache
def tracked(pattern: str) -> list[Path]:
    """Files that git knows or would add, so that a new file is judged before it is committed."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", pattern],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    return [ROOT / line for line in listed.splitlines() if (ROOT / line).exists()]


def application_code() -> list[Path]:
    return [
        path
        for path in tracked("*.py")
        if path.relative_to(ROOT).parts[0] in ROOMS and "migrations" not in path.parts
    ]


def functions(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [
        node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def complain(findings: list[str]) -> None:
    if findings:
        pytest.fail("\n".join(findings), pytrace=False)


def where(path: Path, line: int) -> str:
    return f"{path.relative_to(ROOT)}:{line}"


def test_no_file_is_a_drawer():
    complain(
        [
            f"{where(path, 1)} has {lines} lines"
            for path in application_code()
            if (lines := len(path.read_text(encoding="utf-8").splitlines())) > MOST_LINES_OF_A_FILE
        ]
    )


def test_a_function_can_be_read_at_a_glance():
    complain(
        [
            f"{where(path, node.lineno)} {node.name} has {length} lines"
            for path in application_code()
            for node in functions(path)
            if (length := (node.end_lineno or node.lineno) - node.lineno + 1)
            > MOST_LINES_OF_A_FUNCTION
        ]
    )


def test_imports_stand_at_the_top_but_for_ready():
    complain(
        [
            f"{where(path, inner.lineno)} {node.name} imports"
            for path in application_code()
            for node in functions(path)
            if node.name != "ready"
            for inner in ast.walk(node)
            if isinstance(inner, ast.Import | ast.ImportFrom)
        ]
    )


INLINE = re.compile(
    r"\sstyle=|\son[a-z]+=\"|javascript:|<script(?![^>]*\b(?:src|type=\"application)[^>]*>)"
)


def test_templates_carry_no_inline_script_or_style():
    complain(
        [
            f"{where(path, number)} {line.strip()}"
            for path in tracked("templates/*.html")
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
            if INLINE.search(line)
        ]
    )


def test_a_partial_says_what_it_is_and_needs():
    complain(
        [
            where(path, 1)
            for path in tracked("templates/*.html")
            if path.name.startswith("_") and not path.read_text(encoding="utf-8").startswith("{#")
        ]
    )


def test_the_code_names_no_other_host_to_load_from():
    loads = re.compile(r"(?:src|href)=\"(?:https?:)?//")
    complain(
        [
            f"{where(path, number)} {line.strip()}"
            for path in [*tracked("templates/*.html"), *tracked("frontend/*")]
            if path.suffix in {".html", ".js", ".mjs", ".css"}
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
            if re.search(r"@import\s+url\(['\"]?https?:|fetch\(['\"]https?:", line)
            or (loads.search(line) and "<a " not in line)
        ]
    )


INCLUDE = re.compile(r'{% include "(?P<name>[^"]+)"(?P<given>[^%]*)only %}')


def test_a_partial_with_a_form_is_given_the_token():
    """`only` keeps the token out, and a form without it is refused to everyone who sends it."""
    with_forms = {
        str(path.relative_to(ROOT / "templates"))
        for path in tracked("templates/*.html")
        if "csrf_token" in path.read_text(encoding="utf-8")
    }
    complain(
        [
            f"{where(path, number)} {found['name']}"
            for path in tracked("templates/*.html")
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
            for found in INCLUDE.finditer(line)
            if found["name"] in with_forms and "csrf_token" not in found["given"]
        ]
    )
