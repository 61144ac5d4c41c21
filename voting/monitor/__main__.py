"""python -m voting.monitor: see --help."""

import sys

from voting.monitor.command import main

sys.exit(main())
