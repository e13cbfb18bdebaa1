"""The very server people run, but for its clock: a story sets that."""

import os
import sys
from pathlib import Path

from gevent import monkey

monkey.patch_all()

from server.cli import main  # noqa: E402
from server.web import clock  # noqa: E402
from tests.field.clock import SetClock  # noqa: E402

clock.now_ms = SetClock(Path(os.environ["FAIR_CLOCK"])).read
sys.argv[0] = "loupe"
main()
