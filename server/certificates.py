"""A certificate authority of this office's own, and the certificate phones see: cameras and service workers work over HTTPS only."""

import datetime as dt
import hashlib
import ipaddress
import socket
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from server.config import Config, keep_secret

AUTHORITY_DAYS = 3650
LEAF_DAYS = 397  # Apple refuses more than 825
RENEW_DAYS = 30


@dataclass(frozen=True)
class Certificates:
    """Where the authority's certificate (public) and the leaf with its key lie."""

    authority: Path
    leaf: Path


def ready(config: Config, addresses: list[str], names: list[str]) -> Certificates:
    """Make or renew what is missing, near its end, or no longer true of this machine's addresses."""
    certificates = paths(config)
    if not certificates.authority.exists():
        _make_authority(config, certificates.authority)
    if not _still_good(certificates, addresses, names):
        _make_leaf(config, certificates, addresses, names)
    return certificates


def paths(config: Config) -> Certificates:
    return Certificates(config.home / "ca.crt", config.secrets / "leaf.pem")


def fingerprint(certificate: Path) -> str:
    """SHA-256 as phones show it, to be compared by eye before the authority is trusted."""
    encoded = x509.load_pem_x509_certificate(certificate.read_bytes()).public_bytes(serialization.Encoding.DER)
    digest = hashlib.sha256(encoded).hexdigest().upper()
    return ":".join(digest[at : at + 2] for at in range(0, len(digest), 2))


def _make_authority(config: Config, to: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    keep_secret(config.secrets / "ca.key", _pem(key))
    key = _authority_key(config)  # another process may have been first
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"Loupe at {socket.gethostname()}"[:64])])
    certificate = (
        _begun(name, name, key.public_key(), AUTHORITY_DAYS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs=True), critical=True)
        .sign(key, hashes.SHA256())
    )
    to.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))


def _make_leaf(config: Config, certificates: Certificates, addresses: list[str], names: list[str]) -> None:
    authority, key = x509.load_pem_x509_certificate(certificates.authority.read_bytes()), ec.generate_private_key(ec.SECP256R1())
    signer = _authority_key(config)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Loupe")])
    certificate = (
        _begun(subject, authority.subject, key.public_key(), LEAF_DAYS)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectAlternativeName(_alternatives(addresses, names)), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False)
        .sign(signer, hashes.SHA256())
    )
    certificates.leaf.unlink(missing_ok=True)
    keep_secret(certificates.leaf, _pem(key) + certificate.public_bytes(serialization.Encoding.PEM))


def _begun(subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey, days: int) -> x509.CertificateBuilder:
    now = dt.datetime.now(dt.UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))  # a phone's clock may be behind
        .not_valid_after(now + dt.timedelta(days=days - 1))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
    )


def _usage(signs: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs,
        key_cert_sign=signs,
        crl_sign=signs,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _alternatives(addresses: list[str], names: list[str]) -> list[x509.GeneralName]:
    return [*(x509.DNSName(name) for name in names), *(x509.IPAddress(ipaddress.ip_address(one)) for one in addresses)]


def _still_good(certificates: Certificates, addresses: list[str], names: list[str]) -> bool:
    try:
        leaf = x509.load_pem_x509_certificate(certificates.leaf.read_bytes())
        leaf.verify_directly_issued_by(x509.load_pem_x509_certificate(certificates.authority.read_bytes()))
    except (FileNotFoundError, ValueError, TypeError, InvalidSignature):
        return False
    told = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    left = leaf.not_valid_after_utc - dt.datetime.now(dt.UTC)
    return set(_alternatives(addresses, names)) <= set(told) and left > dt.timedelta(days=RENEW_DAYS)


def _authority_key(config: Config) -> ec.EllipticCurvePrivateKey:
    key = serialization.load_pem_private_key((config.secrets / "ca.key").read_bytes(), None)
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    return key


def _pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
