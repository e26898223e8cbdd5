"""Bytes as text: encodings, line ends, NULs. Whatever a file is saved as, it is the same table."""

import csv
import io
from pathlib import Path

import pytest

from cityops.ingest.door.encodings import decode
from cityops.ingest.door.lines import clean
from cityops.ingest.frontdoor import Opened, Reading, open_file
from cityops.ingest.model import Fault, NoTableError

MESSY = Path(__file__).parent / "vendor" / "messy"

CHINESE = """地区,指标,年份,数值
东城区,常住人口,2020,70.9
西城区,常住人口,2020,110.6
朝阳区,绿化覆盖率,2020,48.5
海淀区,人均公园绿地面积,2020,16.6"""
CODED = """地区代码,地区名称,单位,二〇二〇年
110101,东城区,微克/立方米,38
110102,西城区,微克/立方米,37
110105,朝阳区,微克/立方米,40
110106,丰台区,微克/立方米,41"""
TAIWANESE = """地區,指標,年份,數值
松山區,人口數,2020,204903
信義區,人口數,2020,219961
大安區,綠地面積,2020,307635
中山區,垃圾回收率,2020,228075"""
JAPANESE = """地域,指標,年,値
千代田区,人口,2020,66680
中央区,人口,2020,169179
新宿区,みどりの割合,2020,349385
世田谷区,ごみのリサイクル率,2020,943664"""
KOREAN = """지역,지표,연도,값
종로구,인구,2020,149384
중구,인구,2020,125709
용산구,녹지 비율,2020,230040
성동구,재활용률,2020,295767"""
GERMAN = """Bezirk;Kennzahl;Jahr;Wert
Köln-Mülheim;Grünfläche;2020;1.234,5
Rodenkirchen;Bevölkerung;2020;110000
Nippes;Straßenfläche;2020;12,3
Kalk;Ausländeranteil;2020;20 €"""
FRENCH = """Région,Indicateur,Année,Valeur
Île-de-France,Émissions,2020,12
Rhône-Alpes,Population âgée,2020,13
Côte d'Azur,Déchets,2020,14
Nord,Qualité de l'air,2020,5"""
SPANISH = """Distrito,Indicador,Año,Valor
Chamberí,Población,2020,140000
Tetuán,Emisión de CO2,2020,12
Usera,Contaminación,2020,9
Moncloa,Educación,2020,8"""

LANGUAGES = {
    "gb18030": (CHINESE, "gb18030"),
    "gbk": (CODED, "gbk"),
    "big5": (TAIWANESE, "big5"),
    "shift_jis": (JAPANESE, "shift_jis"),
    "cp949": (KOREAN, "cp949"),
    "cp1252": (GERMAN, "cp1252"),
    "latin_1": (FRENCH, "latin-1"),
    "spanish": (SPANISH, "cp1252"),
    "utf_16_le": (CHINESE, "utf-16-le"),
    "utf_16_be": (GERMAN, "utf-16-be"),
}
LENGTHS = (2, 4, 40, 4_000)


def _text(sample: str, rows: int) -> str:
    head, *lines = sample.split("\n")
    return "\n".join([head, *(lines[i % len(lines)] for i in range(rows))]) + "\n"


@pytest.mark.parametrize("rows", LENGTHS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_an_encoding_is_recognised(language: str, rows: int) -> None:
    """Forty of forty."""
    sample, encoding = LANGUAGES[language]
    text = _text(sample, rows)
    decoded = decode("a.csv", text.encode(encoding), "")
    assert decoded.text.decode("utf-8") == text
    assert decoded.guess.is_sure or not encoding.startswith("utf")


MARKS = [
    pytest.param("utf-8-sig", "utf-8-sig", id="utf_8_bom"),
    pytest.param("utf-8", "utf-8", id="utf_8"),
    pytest.param("utf-16", "utf-16", id="utf_16_bom"),
    pytest.param("utf-32", "utf-32", id="utf_32_bom"),
]


@pytest.mark.parametrize(("encoding", "label"), MARKS)
def test_a_mark_leaves_no_doubt(encoding: str, label: str) -> None:
    opened = open_file("a.csv", CHINESE.encode(encoding))
    assert (opened.encoding, opened.header[0], opened.guesses[0].is_sure) == (label, "地区", True)


def test_an_encoding_that_is_told_is_taken() -> None:
    polish = "Miasto,Ludność\nŁódź,5\n".encode("cp1250")
    guess = open_file("a.csv", polish).guesses[0]
    assert (guess.taken, guess.is_sure, "cp1250" in guess.others) == ("cp1252", False, True)
    assert open_file("a.csv", polish, Reading(encoding="cp1250")).body == "Łódź,5\n"
    assert open_file("a.csv", "Miasto,Ludność\nBiałystok,5\n".encode("cp1250")).encoding == "cp1250"


UNREADABLE = [
    pytest.param(
        GERMAN.encode() + b"\n\xff;x;1;2\n", "", Fault(6, "", "0xff", "UTF-8", "not_utf8"), id="damaged_utf_8"
    ),
    pytest.param(
        CHINESE.encode("gb18030"), "utf-8", Fault(1, "", "0xb5", "UTF-8", "not_utf8"), id="told_wrong"
    ),
    pytest.param(
        b"a,b\n1,\x81\n", "gb18030", Fault(2, "", "0x81", "GB18030", "not_utf8"), id="half_a_letter"
    ),
    pytest.param(b"\xff\xfea\0,", "", Fault(1, "", "0x2c", "UTF-16", "not_utf8"), id="half_of_utf_16"),
    pytest.param(bytes(range(256)), "", Fault(0, "", "", "", "binary"), id="binary"),
    pytest.param(b"a,b\n" + b"\0" * 40 + b"\x01\x02\x03", "", Fault(0, "", "", "", "binary"), id="many_nuls"),
]


@pytest.mark.parametrize(("data", "encoding", "fault"), UNREADABLE)
def test_what_cannot_be_read_is_refused_with_its_place(data: bytes, encoding: str, fault: Fault) -> None:
    with pytest.raises(NoTableError) as refused:
        open_file("a.csv", data, Reading(encoding=encoding))
    assert refused.value.fault == fault


@pytest.mark.parametrize("encoding", ["klingon", "rot13", "undefined", "zlib"])
def test_an_encoding_that_is_none_is_refused(encoding: str) -> None:
    with pytest.raises(NoTableError) as refused:
        open_file("a.csv", b"a,b\n1,2\n", Reading(encoding=encoding))
    assert (refused.value.fault.code, refused.value.fault.found) == ("no_such_encoding", encoding)


ENDS = [
    pytest.param(b"a,b\r\n1,2\r\n", 0, id="crlf"),
    pytest.param(b"a,b\r1,2\r", 0, id="cr"),
    pytest.param(b"a,b\r\r\n1,2\r\r\n", 0, id="cr_cr_lf"),
    pytest.param(b"a,b\n1,2\r\n", 0, id="mixed"),
    pytest.param(b"a,b\n1,2\n\x1a", 0, id="end_of_file_of_dos"),
    pytest.param(b"a\0,b\n1,2\0\n", 2, id="nuls"),
    pytest.param(b"\xef\xbb\xbfa,b\n1,2\n", 0, id="a_mark"),
]


@pytest.mark.parametrize(("data", "nulls"), ENDS)
def test_lines_end_in_a_line_feed(data: bytes, nulls: int) -> None:
    assert clean("a.csv", data) == (b"a,b\n1,2\n", nulls)
    assert open_file("a.csv", data).body == "1,2\n"


# --- the same file, saved otherwise ------------------------------------------

FILES = {
    "koeln": ("koeln_landuse_33111-02ir.csv", "latin-1", ";"),
    "eurostat": ("eurostat_ilc_li41.tsv", "ascii", "\t"),
    "owid": ("owid_co2_by_city_c40.csv", "ascii", ","),
}


def _table(opened: Opened) -> tuple[object, ...]:
    rows = list(csv.reader(io.StringIO(opened.body), delimiter=opened.delimiter))
    return opened.header, rows, opened.header_line, opened.preamble, opened.footer, opened.unnamed


def _original(name: str) -> tuple[str, str, tuple[object, ...]]:
    file, encoding, delimiter = FILES[name]
    data = (MESSY / file).read_bytes()
    return data.decode(encoding).replace("\r\n", "\n"), delimiter, _table(open_file(file, data))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "cp1252", "gb18030"])
@pytest.mark.parametrize("name", FILES)
def test_a_file_in_another_encoding_is_the_same_table(name: str, encoding: str) -> None:
    text, _, table = _original(name)
    told = Reading(encoding=encoding if encoding == "gb18030" else "")
    assert _table(open_file("a.csv", text.encode(encoding), told)) == table


def test_chinese_names_in_gb18030_are_the_same_table() -> None:
    text, _, _ = _original("owid")
    text = text.replace("Accra", "阿克拉").replace("Entity", "地区").replace("Amman", "安曼")
    assert _table(open_file("a.csv", text.encode("gb18030"))) == _table(open_file("a.csv", text.encode()))


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"], ids=["comma", "semicolon", "tab", "bar"])
@pytest.mark.parametrize("name", FILES)
def test_a_file_with_another_delimiter_is_the_same_table(name: str, delimiter: str) -> None:
    text, own, table = _original(name)
    written = io.StringIO()
    rows = csv.reader(io.StringIO(text), delimiter=own)
    csv.writer(written, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    opened = open_file("a.csv", written.getvalue().encode())
    assert (opened.delimiter, _table(opened)) == (delimiter, table)
