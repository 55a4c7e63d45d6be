"""`python -m discourse.cli`: the arguments of the command line enter, the exit code leaves."""

import sys

from discourse.cli import main

sys.exit(main())
