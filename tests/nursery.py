"""Where offices begin: one process that has loaded the server, and forks into an office as often as it is asked.

Loading is two thirds of a start, and hundreds of tests start one. What runs in the fork is ``python -m MODULE …`` as anybody types it.
"""

import contextlib
import json
import os
import runpy
import select
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import IO, NoReturn


class Begun:
    """A process of somebody else's, with what ``subprocess.Popen`` has for it; how it ended only the file it was told of knows."""

    def __init__(self, pid: int):
        self.pid = pid
        self._end = os.pidfd_open(pid)

    def __del__(self) -> None:
        os.close(self._end)

    def poll(self) -> int | None:
        return 0 if self._is_over(0) else None

    def wait(self, timeout: float) -> int:
        if not self._is_over(timeout):
            raise subprocess.TimeoutExpired(str(self.pid), timeout)
        return 0

    def terminate(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(self._end, signal.SIGTERM)

    def _is_over(self, within_s: float) -> bool:
        return bool(select.select([self._end], [], [], within_s)[0])


class Nursery:
    """Opens with the first office and ends with the process that asked: the pipe between them is then closed."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def begin(self, module: str, arguments: list[str], environment: dict[str, str], log: Path) -> Begun:
        """``python -m module arguments``, as the first of a group of its own, with both its outputs behind ``log``."""
        return self._begin(module, arguments, environment, log, log)

    def run(self, module: str, arguments: list[str], environment: dict[str, str], longest_s: float) -> subprocess.CompletedProcess[str]:
        """The same, to its end, with what it has said."""
        with tempfile.TemporaryDirectory(prefix="loupe-command-") as folder:
            out, err, ended = (Path(folder) / name for name in ("out", "err", "ended"))
            begun = self._begin(module, arguments, environment, out, err, ended)
            try:
                begun.wait(longest_s)
            except subprocess.TimeoutExpired:
                begun.terminate()
                raise
            return subprocess.CompletedProcess([module, *arguments], int(ended.read_text()), out.read_text(), err.read_text())

    def _begin(
        self, module: str, arguments: list[str], environment: dict[str, str], out: Path, err: Path, ended: Path | None = None
    ) -> Begun:
        if self._process is None:
            command = [sys.executable, "-m", "tests.nursery"]
            self._process = subprocess.Popen(command, cwd=Path(__file__).parents[1], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        asked, told = self._process.stdin, self._process.stdout
        assert asked is not None and told is not None
        asked.write(json.dumps([module, arguments, environment, *(str(one or os.devnull) for one in (out, err, ended))]).encode() + b"\n")
        asked.flush()
        return Begun(int(told.readline()))


def main(asked: IO[bytes], told: IO[bytes]) -> None:
    from gevent import monkey

    monkey.patch_all()
    import server.cli
    import server.serve  # noqa: F401

    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # how one ended is in its file, for whoever asked
    fork = monkey.get_original("os", "fork")
    for line in asked:
        pid = fork()
        if not pid:
            be_office(*json.loads(line))
        told.write(b"%d\n" % pid)
        told.flush()


def be_office(module: str, arguments: list[str], environment: dict[str, str], out: str, err: str, ended: str) -> NoReturn:
    """``ended``: the file its exit status goes into."""
    import gevent

    os.setsid()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    told, wrong = (os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600) for path in (out, err))
    for theirs, ours in ((os.open(os.devnull, os.O_RDONLY), 0), (told, 1), (wrong, 2)):
        os.dup2(theirs, ours)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = [module, *arguments]
    gevent.reinit()
    status = 1
    try:
        runpy.run_module(module, run_name="__main__", alter_sys=True)
        status = 0
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        Path(ended).write_text(str(status))
        os._exit(status)


if __name__ == "__main__":
    main(sys.stdin.buffer, sys.stdout.buffer)
