"""Codes of rooms, tokens of phones, and the salted hashes that stand for them in the store."""

import hmac
import re
import secrets

ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Without 0, O, 1 and I, which are mistaken for each other on a wall."""
LENGTH = 6
_POSSIBLE = re.compile(f"[{ALPHABET}]{{{LENGTH}}}")
_BETWEEN = str.maketrans("", "", " -")


def room_code() -> str:
    """Return a new code; a thousand million of them are possible."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def tidy(code: str) -> str:
    """Return a code as it is stored, however somebody typed it; '' for what can be none.

    >>> tidy(" kx7-mqp "), tidy("KX7MQ0")
    ('KX7MQP', '')
    """
    kept = code[:40].upper().translate(_BETWEEN)
    return kept if _POSSIBLE.fullmatch(kept) else ""


def new_token() -> str:
    """Return a token for one phone: 192 random bits."""
    return secrets.token_urlsafe(24)


def new_salt() -> str:
    """Return the salt of a room."""
    return secrets.token_hex(32)


def member(salt: str, token: str) -> str:
    """Return what stands for a phone among those that joined."""
    return _hashed(salt, "member", token)


def voter(salt: str, token: str, item_id: str, aspect: str) -> str:
    """Return what stands for a phone beside its votes on one question.

    It is another one for each question, so that no row tells what a phone said of two of them; and the same
    in all rounds of a question, so that it can be seen what moved.
    """
    return _hashed(salt, f"{aspect}/{item_id}", token)


def _hashed(salt: str, what: str, token: str) -> str:
    return hmac.digest(bytes.fromhex(salt), f"{what}\0{token}".encode(), "sha256").hex()[:32]
