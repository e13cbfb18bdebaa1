"""Runs the office: gunicorn with one gevent worker, HTTPS for phones and plain HTTP for this machine, from one command."""

import gc
import ssl
from typing import Any

import gevent
import structlog
from gunicorn.app.base import BaseApplication
from gunicorn.workers.ggevent import GeventWorker

from server import certificates, jobs
from server.addresses import addresses, names
from server.app import create_app
from server.config import Config
from server.office_lock import held_open
from server.watch.sentry import tell_sentry
from server.web.logs import write_logs

HANDSHAKE_S = 10
RENEW_EVERY_S = 3600
log = structlog.get_logger()


class TlsOnOnePort(GeventWorker):
    """gunicorn speaks TLS on all its addresses or on none; this one does on the HTTPS port only."""

    context: ssl.SSLContext | None = None
    https_port = 0

    def handle(self, listener: Any, client: Any, addr: Any) -> None:
        if self.context is not None and listener.getsockname()[1] == self.https_port:
            client = self._shake_hands(client)
        if client is not None:
            super().handle(listener, client, addr)

    def _shake_hands(self, client: Any) -> ssl.SSLSocket | None:
        """In the connection's own greenlet, so that a silent caller holds up nobody; None: it was no TLS, or too slow."""
        assert self.context is not None
        try:
            with gevent.Timeout(HANDSHAKE_S, TimeoutError):
                return self.context.wrap_socket(client, server_side=True)
        except OSError:  # ssl.SSLError and TimeoutError are both OSErrors
            client.close()
            return None

    def handle_request(self, listener_name: Any, req: Any, sock: Any, addr: Any) -> Any:
        if isinstance(sock, ssl.SSLSocket):
            req.scheme = "https"
        return super().handle_request(listener_name, req, sock, addr)

    def run(self) -> None:
        running = jobs.start(self.wsgi)
        try:
            super().run()
        finally:
            running.stop()


class Served(BaseApplication):
    """gunicorn, told what it needs by ``config`` alone: no file, no environment, no command line of its own."""

    def __init__(self, config: Config, on_ready: Any):
        self.config, self.on_ready = config, on_ready
        super().__init__()

    def load_config(self) -> None:
        for name, setting in self._settings().items():
            self.cfg.set(name, setting)

    def load(self) -> Any:
        write_logs()
        tell_sentry(self.config)
        if self.config.https_port:
            TlsOnOnePort.context, TlsOnOnePort.https_port = _context(self.config), self.config.https_port
        app = create_app(self.config)
        # A push makes thousands of short-lived objects and no cycles: left alone, the collector takes a seventh of it.
        gc.collect()
        gc.freeze()
        gc.set_threshold(20_000, 50, 100)
        return app

    def _settings(self) -> dict[str, Any]:
        return {
            "bind": _listen(self.config),
            "worker_class": TlsOnOnePort,
            "workers": 1,
            "worker_connections": 2000,
            "timeout": 120,
            "graceful_timeout": 10,
            "keepalive": 30,
            "sendfile": False,  # it would bypass TLS
            "forwarded_allow_ips": "*" if self.config.proxies else "",
            "proc_name": "loupe",
            "loglevel": "warning",
            "when_ready": lambda _server: self.on_ready(),
        }


def serve(config: Config, on_ready: Any) -> None:
    """Serve until told to stop; ``on_ready`` runs when both addresses are open."""
    if config.https_port:
        certificates.ready(config, addresses(), names(config))
    with held_open(config):
        Served(config, on_ready).run()


def _listen(config: Config) -> list[str]:
    plain = [f"{config.http_host}:{config.http_port}"]
    return [*plain, f"{config.https_host}:{config.https_port}"] if config.https_port else plain


def _context(config: Config) -> ssl.SSLContext:
    """TLS 1.2 and up. Renewed while running: new connections get the new certificate, nobody is cut off."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.set_alpn_protocols(["http/1.1"])
    context.load_cert_chain(certificates.paths(config).leaf)
    gevent.spawn(_renew, context, config)
    return context


def _renew(context: ssl.SSLContext, config: Config) -> None:
    while True:
        gevent.sleep(RENEW_EVERY_S)
        try:
            context.load_cert_chain(certificates.ready(config, addresses(), names(config)).leaf)
        except OSError:
            log.exception("certificate_not_renewed")
