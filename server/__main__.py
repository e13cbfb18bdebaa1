"""The ``loupe`` command. gevent takes the place of blocking calls before anything else is imported, or half of them would stay blocking."""

from gevent import monkey

monkey.patch_all()

from server.cli import main  # noqa: E402

main()
