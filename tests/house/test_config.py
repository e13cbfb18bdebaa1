"""A bad setting stops the start and is named; secrets are made once and readable by their owner only."""

from pathlib import Path

import pytest

from server.config import BadSetting, Config, from_environment, secret


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LOUPE_HTTP_PORT", "eighty"),
        ("LOUPE_HTTP_PORT", "-1"),
        ("LOUPE_HTTP_PORT", "0"),
        ("LOUPE_HTTPS_PORT", "70000"),
        ("LOUPE_HTTPS_PORT", "８４４３"),
        ("LOUPE_PROXIES", "yes"),
        ("LOUPE_JOBS", "maybe"),
        ("LOUPE_DATABASE_URL", "mysql://root@localhost/loupe"),
        ("LOUPE_DATABASE_URL", "loupe.db"),
        ("LOUPE_PUBLIC_URL", "loupe.example.com"),
        ("LOUPE_PUBLIC_URL", "https://loupe.example.com/app"),
        ("LOUPE_PUBLIC_URL", "https://[::1"),
        ("LOUPE_HOSTS", "good.example.com, bad host"),
        ("LOUPE_MESSAGE_QUEUE", "localhost:6379"),
        ("LOUPE_SENTRY_DSN", "sentry.example.com"),
        ("LOUPE_SENTRY_DSN", "https://sentry.example.com/1"),
        ("LOUPE_SENTRY_DSN", "https://key@sentry.example.com/"),
    ],
)
def test_a_bad_setting_is_named(name: str, value: str) -> None:
    with pytest.raises(BadSetting, match=name):
        from_environment({name: value})


def test_both_addresses_cannot_be_the_same_port() -> None:
    with pytest.raises(BadSetting, match="LOUPE_HTTPS_PORT"):
        from_environment({"LOUPE_HTTP_PORT": "8443"})


def test_nothing_set_is_the_default_office(tmp_path: Path) -> None:
    config = from_environment({"LOUPE_HOME": str(tmp_path)})
    assert config == Config(home=tmp_path)
    assert config.database == f"sqlite:///{tmp_path}/loupe.sqlite"


def test_settings_are_read() -> None:
    config = from_environment(
        {
            "LOUPE_DATABASE_URL": "postgresql://loupe:p%40ss@db/loupe",
            "LOUPE_HTTPS_PORT": "0",
            "LOUPE_PUBLIC_URL": "https://loupe.example.com/",
            "LOUPE_HOSTS": "Office.example.com, other",
            "LOUPE_PROXIES": "1",
            "LOUPE_JOBS": "0",
            "LOUPE_MESSAGE_QUEUE": "redis://queue:6379/0",
        }
    )
    assert config.database == "postgresql+psycopg://loupe:p%40ss@db/loupe"
    assert (config.https_port, config.public_url, config.proxies, config.jobs) == (0, "https://loupe.example.com", 1, False)
    assert config.hosts == ("office.example.com", "other")
    assert config.message_queue == "redis://queue:6379/0"


def test_a_secret_is_made_once_and_is_nobody_elses(tmp_path: Path) -> None:
    config = Config(home=tmp_path)
    first = secret(config, "app_key")
    assert secret(config, "app_key") == first and len(first) >= 43
    assert secret(Config(home=tmp_path / "other"), "app_key") != first
    assert (config.secrets.stat().st_mode & 0o777, (config.secrets / "app_key").stat().st_mode & 0o777) == (0o700, 0o600)
    assert [path.name for path in config.secrets.iterdir()] == ["app_key"]
