"""``python -m bench.load``: production of ``make stack`` under load. gevent first, or two hundred lines would be threads."""

from gevent import monkey

monkey.patch_all()

from bench.load.run import main  # noqa: E402

main()
