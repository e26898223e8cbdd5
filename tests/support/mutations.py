"""Files that something happened to: bytes flipped, cut, doubled; columns moved; signs exchanged."""

import random
from collections.abc import Callable

Mutation = Callable[[bytes, random.Random], bytes]
_SIGNS = b"\"',;\t|\n\r\0\\=\xff\xfe\xef\x80 -."


def mutate(data: bytes, seed: int) -> bytes:
    """Return a file after one to three things happened to it; the same seed does the same."""
    chance = random.Random(seed)
    for _ in range(chance.randint(1, 3)):
        data = chance.choice(_MUTATIONS)(data, chance)
    return data


def _flip(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 3, 30)) if changed else 0):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _leave_out(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data) + 1)
    return data[:start] + data[start + chance.choice((1, 10, 1_000)) :]


def _double(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data) + 1)
    part = data[start : start + chance.choice((1, 40, 3_000))]
    return data[:start] + part + data[start:]


def _put_in(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data) + 1)
    return data[:start] + bytes(chance.choices(_SIGNS, k=chance.choice((1, 2, 200)))) + data[start:]


def _exchange(data: bytes, chance: random.Random) -> bytes:
    one, other = chance.sample(_SIGNS, 2)
    return data.replace(bytes([one]), bytes([other]))


def _move_columns(data: bytes, chance: random.Random) -> bytes:
    order = list(range(30))
    chance.shuffle(order)
    mark = bytes([chance.choice(b",;\t")])
    lines = [line.split(mark) for line in data.split(b"\n")]
    return b"\n".join(mark.join(line[i] for i in order if i < len(line)) for line in lines)


def _shuffle_lines(data: bytes, chance: random.Random) -> bytes:
    lines = data.split(b"\n")
    chance.shuffle(lines)
    return b"\n".join(lines)


def _save_otherwise(data: bytes, chance: random.Random) -> bytes:
    text = data.decode("latin-1")
    return text.encode(chance.choice(("utf-16", "utf-16-be", "utf-8", "utf-32")))


_MUTATIONS: tuple[Mutation, ...] = (
    _flip,
    _cut,
    _leave_out,
    _double,
    _put_in,
    _exchange,
    _move_columns,
    _shuffle_lines,
    _save_otherwise,
)
