"""Which letters are common: a reading that is full of rare ones is the wrong one."""

import re

_SIMPLIFIED = frozenset(
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事"
    "成方多经去法学如都同现当没动面起看定天分还进好小部其些主样理心本前开但因只从想实日者意无力与长把机十民第公此已工使情"
    "明性知全三又关点正业外将两高间由问最重并物手应向头文体政美相见被利二等产或新制身果加西斯月话合回特代内信表化老给世位"
    "次度门任常先海通教原东声提立及比员解水名真论处走义各入口认条平系气题活更别打女变四总何电数安少报才结反受目太量再感建"
    "务做接必场件计管期市直德资命山金指克许统区保至形社便空决治展马科司五基书非则界达光放强即难权思设式色路记南品住告类求"
    "据程北边该交规万取拉格望领共确传师观清今切院让识候带导争运县镇乡街村户口率均值标码省州"
)
_TRADITIONAL = frozenset(
    "的一是不了在人有我他這個們中來上大為和國地到以說時要就出會可也你對生能而子那得於著下自之年過發後作裡用道行所然家種事"
    "成方多經去法學如都同現當沒動面起看定天分還進好小部其些主樣理心本前開但因只從想實日者意無力與長把機十民第公此已工使情"
    "明性知全三又關點正業外將兩高間由問最重並物手應向頭文體政美相見被利二等產或新制身果加西月話合回特代內信表化老給世位次"
    "度門任常先海通教原東聲提立及比員解水名真論處走義各入口認條平系氣題活更別打女變四總何電數安少報才結反受目太量再感建務"
    "做接必場件計管期市直資命山金指許統區保至形社便空決治展科司五基書非則界達光放強即難權思設式色路記南品住告類求據程北邊"
    "該交規萬取望領共確傳師觀清今切院讓識候帶導爭運縣鎮鄉街村戶口率均值標碼里鄰"
)
_KOREAN = frozenset(
    "이다는의가을에고하한지로기사리서도를자어인대해그나시아일정수들은스부보원전주제장과동상구조안게국여공적연중성소마무세유"
    "신우비경방당회있음면생물계용차간강관발치화행실역민진개위북남산분표단률율평균값년월명합총시군읍"
)
_JAPANESE = frozenset(chr(code) for code in (*range(0x3041, 0x3097), *range(0x30A1, 0x30FB), 0x30FC))
_COMMON = {
    "gb18030": _SIMPLIFIED,
    "big5": _TRADITIONAL,
    "shift_jis": _JAPANESE,
    "euc_kr": _KOREAN,
    "euc_jp": _JAPANESE,
}
_LEAST, _CLEAR = 0.15, 2.0
_SIGN_IN_A_WORD = re.compile(r"(?<=[A-Za-z])[³¹¿¶¼¾£¥](?=[a-z])")


def familiar(sample: bytes) -> str:
    """Return the encoding of two bytes a letter in which the letters are common ones; '' if none stands out.

    >>> familiar("地区,东城区".encode("gb18030")), familiar("지역,종로구".encode("euc_kr"))
    ('gb18030', 'euc_kr')
    """
    shares = {encoding: _share(sample, encoding) for encoding in _COMMON}
    best, second = sorted(shares, key=lambda one: -shares[one])[:2]
    return best if shares[best] >= max(_LEAST, _CLEAR * shares[second]) else ""


def _share(sample: bytes, encoding: str) -> float:
    try:
        text = sample.decode(encoding)
    except UnicodeDecodeError:
        return 0.0
    letters = [letter for letter in text if ord(letter) > 0x2FFF]
    return sum(letter in _COMMON[encoding] for letter in letters) / max(1, len(letters))


def is_central_european(sample: bytes) -> bool:
    """Tell whether signs would stand inside words if this were western: Polish and its neighbours.

    >>> is_central_european("Białystok".encode("cp1250")), is_central_european("Köln, m³".encode("cp1252"))
    (True, False)
    """
    return bool(_SIGN_IN_A_WORD.search(sample.decode("latin-1")))
