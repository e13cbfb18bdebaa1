"""Phones need a certificate they can trust: short enough, for servers, for every address of this machine, and renewed in time."""

import datetime as dt
import ssl
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.x509.oid import ExtendedKeyUsageOID

from server import certificates
from server.certificates import paths, ready
from server.config import Config

ADDRESSES, NAMES = ["192.168.1.20", "127.0.0.1"], ["localhost", "desk.local"]


@pytest.fixture
def office(tmp_path: Path) -> Config:
    return Config(home=tmp_path)


def leaf(office: Config) -> x509.Certificate:
    return x509.load_pem_x509_certificate(paths(office).leaf.read_bytes())


def authority(office: Config) -> x509.Certificate:
    return x509.load_pem_x509_certificate(paths(office).authority.read_bytes())


def test_the_leaf_is_what_phones_accept(office: Config) -> None:
    ready(office, ADDRESSES, NAMES)
    made = leaf(office)
    made.verify_directly_issued_by(authority(office))
    told = made.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert [str(address) for address in told.get_values_for_type(x509.IPAddress)] == ADDRESSES
    assert told.get_values_for_type(x509.DNSName) == NAMES
    assert made.not_valid_after_utc - made.not_valid_before_utc <= dt.timedelta(days=825)
    assert list(made.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value) == [ExtendedKeyUsageOID.SERVER_AUTH]
    assert not made.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    assert authority(office).extensions.get_extension_for_class(x509.BasicConstraints).value.ca


def test_openssl_trusts_it_strictly(office: Config) -> None:
    """A handshake in memory, with the strictness of a browser and nothing trusted but the authority."""
    made = ready(office, ADDRESSES, NAMES)
    server, client = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), ssl.create_default_context(cafile=str(made.authority))
    server.load_cert_chain(made.leaf)
    client.verify_flags |= ssl.VERIFY_X509_STRICT
    up, down = ssl.MemoryBIO(), ssl.MemoryBIO()
    ends = [client.wrap_bio(down, up, server_hostname="192.168.1.20"), server.wrap_bio(up, down, server_side=True)]
    for _turn in range(4):
        for end in ends:
            try:
                end.do_handshake()
            except ssl.SSLWantReadError:
                continue
    assert ends[0].version() == "TLSv1.3"


def test_a_good_leaf_is_kept_and_the_authority_always(office: Config) -> None:
    ready(office, ADDRESSES, NAMES)
    first, trusted = leaf(office), authority(office)
    ready(office, ADDRESSES, NAMES)
    assert leaf(office) == first
    ready(office, ["10.0.0.7", *ADDRESSES], NAMES)
    assert leaf(office) != first
    assert authority(office) == trusted


def test_a_leaf_near_its_end_is_renewed(office: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(certificates, "LEAF_DAYS", certificates.RENEW_DAYS)
    ready(office, ADDRESSES, NAMES)
    old = leaf(office)
    monkeypatch.undo()
    ready(office, ADDRESSES, NAMES)
    assert leaf(office).not_valid_after_utc > old.not_valid_after_utc + dt.timedelta(days=300)


def test_a_leaf_of_another_authority_or_a_broken_one_is_replaced(office: Config, tmp_path: Path) -> None:
    other = Config(home=tmp_path / "other")
    ready(other, ADDRESSES, NAMES), ready(office, ADDRESSES, NAMES)
    for bad in (paths(other).leaf.read_bytes(), b"not a certificate"):
        paths(office).leaf.write_bytes(bad)
        ready(office, ADDRESSES, NAMES)
        leaf(office).verify_directly_issued_by(authority(office))


def test_private_keys_are_nobody_elses(office: Config) -> None:
    made = ready(office, ADDRESSES, NAMES)
    assert {path.stat().st_mode & 0o777 for path in office.secrets.iterdir()} == {0o600}
    assert b"PRIVATE" not in made.authority.read_bytes()
