"""Encrypts ballots in Chromium: python -m benchmarks.browser.encrypted DEFINITION CHOICE

Prints what the page measured, after the entry that it made has been checked here.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import sync_playwright

from voting.crypto.reading import read_definition
from voting.verify.jobs import check_entries

ROOT: Final = Path(__file__).parents[2]
ARGUMENTS: Final = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]


def measured(definition: bytes, choice: list[int]) -> dict[str, Any]:
    bundle = subprocess.run(
        [
            *("node_modules/.bin/esbuild", "benchmarks/browser/encrypt.js"),
            *("--bundle", "--minify", "--format=iife", "--log-level=warning"),
        ],
        cwd=ROOT,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    ).stdout
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        page = browser.new_page()
        page.add_script_tag(content=bundle)
        call = "([text, choice]) => measureBallot(text, choice)"
        answer: dict[str, Any] = page.evaluate(call, [definition.decode(), choice])
        answer["version"] = browser.version
        browser.close()
    check_entries((read_definition(definition), 0, [bytes.fromhex(answer.pop("entry"))]))
    return answer


if __name__ == "__main__":
    path, choice = sys.argv[1:]
    print(json.dumps(measured(Path(path).read_bytes(), json.loads(choice))))
