"""``make stack``: production as ``docker-compose.yml`` describes it, from this machine's packages, until Ctrl-C."""

import signal
import tempfile
import threading
from pathlib import Path

from tests.stack.stack import Stack


def main() -> None:
    told = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: told.set())
    stack = Stack(Path(tempfile.mkdtemp(prefix="loupe-stack-")))
    try:
        stack.start()
        print(f"Loupe stands at {stack.url} (Caddy, {', '.join(name for name in stack.services if name != 'proxy')}).")
        print(f"The first person: {stack.url}/#/setup/{stack.setup_token}")
        print(f"Everything is in {stack.home}, and goes with Ctrl-C.", flush=True)
        while not told.wait(1):
            continue
    finally:
        stack.stop()


if __name__ == "__main__":
    main()
