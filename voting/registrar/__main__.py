"""python -m voting.registrar: see --help."""

import sys

from voting.registrar.command import main

sys.exit(main())
