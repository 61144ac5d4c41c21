"""`python -m voting.counting FILE.pb --rule RULE`: see `--help`."""

import sys

from voting.counting.command import main

sys.exit(main())
