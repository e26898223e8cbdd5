"""From bytes to UTF-8. A guess is named as one, with what else would fit."""

import codecs
import re
from dataclasses import dataclass

from charset_normalizer import from_bytes

from cityops.ingest.door.letters import familiar, is_central_european
from cityops.ingest.door.limits import refused
from cityops.ingest.door.opened import Guess
from cityops.ingest.model import NoTableError

_SINGLE = ("cp1252", "cp1250", "cp1251")
_PAIRED = ("gb18030", "big5", "shift_jis", "euc_kr", "euc_jp")
OFFERED = ("utf-8", "utf-16", *_SINGLE, *_PAIRED)
"""What an analyst may choose from; any other name that Python knows will do too."""

_BOMS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_SAMPLE, _CHUNK = 2**18, 2**22
_TRIED = ["gb18030", "big5", "cp932", "euc_jp", "cp949", "cp1251", "koi8_r", "cp1256", "cp1253"]
_LONG_RUNS = ("cp1251", "koi8_r", "cp1256", "cp1253")
_LONG_RUN = re.compile(rb"[\x80-\xff]{4}")
_SUPERSETS = {"shift_jis": "cp932", "euc_kr": "cp949", "big5": "cp950"}
"""What Windows writes under these names: circled numbers, ㎡."""

_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "cp932": "shift_jis", "cp949": "euc_kr"}
_CONTROL = re.compile(rb"[\x01-\x08\x0e-\x19\x1c-\x1f\x7f]")
_LONE = re.compile(rb"(?<![\x80-\xff])[\x80-\xff](?![\x80-\xff])")
_HIGH = re.compile(rb"[\x80-\xff]")
_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text in UTF-8, and how its bytes were read."""

    text: bytes
    guess: Guess


def decode(name: str, data: bytes, wanted: str) -> Decoded:
    """Read bytes as text.

    Args:
        name: Of the file.
        data: Its bytes.
        wanted: Encoding; '' to guess it.

    Raises:
        NoTableError: It is binary, or some byte cannot be read.
    """
    if wanted:
        return Decoded(_recode(name, data, _known(name, wanted)), Guess("encoding", wanted))
    marked = next((label for bom, label in _BOMS.items() if data.startswith(bom)), "") or _wide(data)
    if marked:
        return Decoded(_recode(name, data, marked), Guess("encoding", marked))
    _refuse_binary(name, data)
    broken = _first_break(data)
    if broken is None:
        return Decoded(data, Guess("encoding", "utf-8"))
    sample = _sample(data)
    if _is_damaged_utf8(sample):
        raise _unreadable(name, data, "utf-8", broken)
    taken = _narrow(sample)
    family = _PAIRED if taken in _PAIRED else _SINGLE
    others = tuple(one for one in family if one != taken and _fits(sample, one))
    if taken == "cp1252" and not _fits(data, taken):
        taken = "latin-1"  # five bytes mean nothing in CP1252
    return Decoded(_recode(name, data, taken), Guess("encoding", taken, not others, others))


def _known(name: str, wanted: str) -> str:
    try:
        codecs.getincrementaldecoder(wanted)
        "".encode(wanted)
    except (LookupError, ValueError):
        raise refused(name, "no_such_encoding", found=wanted, expected=", ".join(OFFERED)) from None
    return wanted


def _wide(data: bytes) -> str:
    """Recognise UTF-16 without a mark: the NULs stand in every other place."""
    sample = data[: _SAMPLE & ~1]
    pairs = max(1, len(sample) // 2)
    even, odd = sample[0::2].count(0) / pairs, sample[1::2].count(0) / pairs
    if odd > 0.1 and even < odd / 10:
        return "utf-16-le"
    return "utf-16-be" if even > 0.1 and odd < even / 10 else ""


def _refuse_binary(name: str, data: bytes) -> None:
    """Binary data hold what no text holds; single NULs come from old databases and are left out."""
    sample = data[:_SAMPLE]
    if len(_CONTROL.findall(sample)) > len(sample) / 100 or sample.count(0) > len(sample) / 4:
        raise refused(name, "binary")


def _first_break(data: bytes) -> int | None:
    """Return the place of the first byte that is not UTF-8; nothing is kept of what was decoded."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    for start in range(0, len(data) or 1, _CHUNK):
        part = data[start : start + _CHUNK]
        try:
            decoder.decode(part, final=start + _CHUNK >= len(data))
        except UnicodeDecodeError as error:
            return _place(start, part, error)
    return None


def _place(start: int, part: bytes, error: UnicodeDecodeError) -> int:
    """Return the place in the file; the decoder may have held back some bytes of the part before."""
    return start + len(part) - len(error.object) + error.start


def _is_damaged_utf8(sample: bytes) -> bool:
    """Tell whether almost all that is not ASCII is UTF-8: then another encoding would turn it to rubbish."""
    high = len(_HIGH.findall(sample))
    fitting = sum(len(found) for found in _SEQUENCE.findall(sample))
    return fitting >= 6 and fitting > 0.9 * high


def _sample(data: bytes) -> bytes:
    """Return whole lines, those that are not ASCII, as many as a guess needs."""
    lines = [line for line in data[: 8 * _SAMPLE].splitlines(keepends=True) if not line.isascii()]
    if not lines:
        first = next((found.start() for found in _HIGH.finditer(data)), 0)
        lines = data[first : first + _SAMPLE].splitlines(keepends=True)
    kept, size = [], 0
    for line in lines:
        kept.append(line)
        size += len(line)
        if size > _SAMPLE // 4:
            break
    return b"".join(kept)


def _narrow(sample: bytes) -> str:
    """Guess an encoding of one or two bytes a character: accents stand alone, Chinese in pairs."""
    high = len(_HIGH.findall(sample))
    if len(_LONE.findall(sample)) < 0.35 * high:
        found = familiar(sample)
        if found:
            return found
        best = from_bytes(sample, cp_isolation=_TRIED).best()
        if best and (best.encoding not in _LONG_RUNS or _LONG_RUN.search(sample)):
            return _WIDER.get(best.encoding, best.encoding)
    return "cp1250" if is_central_european(sample) and _fits(sample, "cp1250") else "cp1252"


def _fits(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeError:
        return False
    return True


def _recode(name: str, data: bytes, encoding: str) -> bytes:
    """Return UTF-8, a part at a time."""
    if encoding in _SUPERSETS and not _fits(data, encoding) and _fits(data, _SUPERSETS[encoding]):
        encoding = _SUPERSETS[encoding]
    decoder = codecs.getincrementaldecoder(encoding)()
    whole = bytearray()
    try:
        for start in range(0, len(data) or 1, _CHUNK):
            part = data[start : start + _CHUNK]
            whole += decoder.decode(part, final=start + _CHUNK >= len(data)).encode("utf-8")
    except UnicodeDecodeError as error:
        raise _unreadable(name, data, encoding, _place(start, part, error)) from None
    except UnicodeError as error:
        raise refused(name, "not_utf8", found=str(error)[:40], expected=encoding.upper()) from None
    return bytes(whole)


def _unreadable(name: str, data: bytes, encoding: str, place: int) -> NoTableError:
    line = data.count(b"\n", 0, place) + 1
    return refused(name, "not_utf8", found=f"{data[place]:#04x}", expected=encoding.upper(), line=line)
