"""Words that pages take from the tools: `python -m tests.frontend.words` writes them anew."""

import json
from pathlib import Path
from typing import Final

from voting.tools.sentences import CHECKS

CHECKS_FILE: Final = Path(__file__).parents[2] / "frontend/pages/checks.json"


def checks_text() -> str:
    """Each check in words, as `frontend/pages/checks.json` holds it."""
    return json.dumps(CHECKS, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    CHECKS_FILE.write_text(checks_text(), encoding="utf-8")
