"""Several things in one sentence."""

from collections.abc import Sequence

from babel.lists import format_list

from cityops.words.catalogue import locale


def join(items: Sequence[str], language: str) -> str:
    """Join names as the language does.

    >>> join(["Camden", "Barnet", "Brent"], "en"), join(["卡姆登区", "巴尼特区"], "zh")
    ('Camden, Barnet and Brent', '卡姆登区和巴尼特区')
    """
    return format_list(list(items), locale=locale(language)) if items else ""


def clauses(items: Sequence[str], language: str) -> str:
    """Join what happens at once; Chinese sets clauses beside each other, and joins names only.

    >>> clauses(["2 are added", "1 changes"], "en"), clauses(["新增2个", "变更1个"], "zh")
    ('2 are added and 1 changes', '新增2个，变更1个')
    """
    return "，".join(items) if language == "zh" else join(items, language)


def alternatives(items: Sequence[str], language: str) -> str:
    """Join names of which one will do.

    >>> alternatives(["analyst", "administrator"], "en"), alternatives(["分析员", "管理员"], "zh")
    ('analyst or administrator', '分析员或管理员')
    """
    return format_list(list(items), style="or", locale=locale(language)) if items else ""
