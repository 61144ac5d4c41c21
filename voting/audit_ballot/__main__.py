"""python -m voting.audit_ballot FILE: see --help."""

import sys

from voting.audit_ballot.command import main

sys.exit(main())
