"""python -m voting.trustee: see --help."""

import sys

from voting.trustee.command import main

sys.exit(main())
