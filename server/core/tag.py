"""Tag codes: 16 opaque characters of Crockford's base32, the last two a Reed–Solomon check (docs/protocol.md, Tag codes)."""

from collections.abc import Iterable

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 16
RANDOM_BYTES = 9  # 72 bits, of which 70 are used

_VALUE = {character: value for value, character in enumerate(ALPHABET)}
# Only what a person or a wedge scanner really adds; str.upper() would also turn a dotless ı into a good I.
_LENIENT = str.maketrans("abcdefghijklmnopqrstuvwxyzOoIiLl", "ABCDEFGHIJKLMNOPQRSTUVWXYZ001111", " -\t\r\n\u00a0\u3000")
_LONGEST = 64


def _double(x: int) -> int:
    """Times α = 2 in GF(32) with x⁵ + x² + 1."""
    return (x << 1) ^ 0b100101 if x & 16 else x << 1


def _multiples(factor: int) -> tuple[int, ...]:
    """``factor`` times every element, as a table."""
    powers = [factor]
    for _ in range(4):
        powers.append(_double(powers[-1]))
    return tuple(_xor(power for bit, power in enumerate(powers) if x >> bit & 1) for x in range(32))


def _xor(values: Iterable[int]) -> int:
    total = 0
    for value in values:
        total ^= value
    return total


def _weights() -> tuple[tuple[int, ...], ...]:
    """For every position i the table of αⁱ·c."""
    factor, tables = 1, []
    for _ in range(LENGTH):
        tables.append(_multiples(factor))
        factor = _double(factor)
    return tuple(tables)


_WEIGHT = _weights()
# c₁₄ and c₁₅ for every pair of sums over the first fourteen: the only pair that makes both sums 0.
_CHECK = {(a ^ b, _WEIGHT[14][a] ^ _WEIGHT[15][b]): (a, b) for a in range(32) for b in range(32)}


def _sums(values: list[int]) -> tuple[int, int]:
    """Σ cᵢ and Σ αⁱ·cᵢ."""
    return _xor(values), _xor(table[value] for table, value in zip(_WEIGHT, values, strict=False))


def mint(random: bytes) -> str:
    """A new code from at least nine random bytes; the caller brings the chance, the core has none."""
    if len(random) < RANDOM_BYTES:
        raise ValueError(f"a tag code takes {RANDOM_BYTES} random bytes")
    number = int.from_bytes(random[:RANDOM_BYTES], "big")
    values = [number >> 5 * i & 31 for i in range(LENGTH - 2)]
    values += _CHECK[_sums(values)]
    return "".join(ALPHABET[value] for value in values)


def read(text: str) -> str | None:
    """The code in a scanned or typed text, or None: small letters, spaces and hyphens allowed, O is 0, I and L are 1."""
    if type(text) is not str or len(text) > _LONGEST:
        return None
    code = text.translate(_LENIENT)
    if len(code) != LENGTH:
        return None
    values = [_VALUE.get(character, -1) for character in code]
    return code if -1 not in values and _sums(values) == (0, 0) else None


def spaced(code: str) -> str:
    """In groups of four, as printed under the symbol."""
    return " ".join(code[i : i + 4] for i in range(0, len(code), 4))
