"""Errors of the office told to a Sentry of the firm, only where ``LOUPE_SENTRY_DSN`` names one; else its library is not even loaded.

What is told: what broke and where in the code, and the call's number, which the log and the phone have too. Not told: who asked, what they
sent, cookies, addresses, variables, statements of SQL with their values.
"""

import logging
import sys
from typing import Any

from server.config import Config
from server.version import VERSION

LAST_WORDS_S = 2  # for what is on its way when the process ends
_LONGEST = 300


def tell_sentry(config: Config) -> None:
    """From now on, what is logged as an error in this process."""
    if not config.sentry:
        return
    import sentry_sdk
    from sentry_sdk.integrations.atexit import AtexitIntegration

    sentry_sdk.init(
        dsn=config.sentry,
        release=f"loupe@{VERSION}",
        server_name="",
        default_integrations=False,
        integrations=[AtexitIntegration(callback=lambda _pending, _timeout: None)],
        auto_enabling_integrations=False,
        include_local_variables=False,
        send_default_pii=False,
        max_breadcrumbs=0,
        auto_session_tracking=False,
        send_client_reports=False,
        shutdown_timeout=LAST_WORDS_S,
        before_send=_without_values,
    )
    logging.getLogger().addHandler(_Teller(logging.ERROR))


class _Teller(logging.Handler):
    """Never waits and never fails: Sentry's own thread sends, and gives up by itself."""

    def emit(self, record: logging.LogRecord) -> None:
        if record.name.startswith(("sentry_sdk", "urllib3")):
            return  # what telling itself says
        try:
            self._tell(record)
        except Exception:
            self.handleError(record)  # as every handler of logging does: whoever logs goes on

    def _tell(self, record: logging.LogRecord) -> None:
        import sentry_sdk

        told: dict[str, Any] = record.msg if isinstance(record.msg, dict) else {"event": record.getMessage()}
        error = _error_of(told.get("exc_info") or record.exc_info)
        with sentry_sdk.new_scope() as scope:
            scope.set_tag("logger", record.name)
            scope.set_tag("request", told.get("request"))
            if error is None:
                sentry_sdk.capture_message(str(told.get("event"))[:_LONGEST], level="error")
            else:
                sentry_sdk.capture_exception(error)


def _error_of(said: object) -> BaseException | None:
    """As ``logging`` takes it: an error, the three parts of one, or True for the one at hand."""
    if isinstance(said, tuple):
        return said[1]
    return said if isinstance(said, BaseException) else sys.exc_info()[1] if said else None


def _without_values(event: Any, _hint: object) -> Any:
    """A database's message goes on, after its first line, with the statement and what was in it."""
    for error in event.get("exception", {}).get("values", ()):
        error["value"] = (error.get("value") or "").split("\n")[0][:_LONGEST]
    return event
