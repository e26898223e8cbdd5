"""Words of time in the files of statistical offices: months, numerals, what is measured, what is planned."""

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan januar jän enero ene janvier 一月",
            "february feb februar febrero février févr 二月",
            "march mar märz mrz marzo mars 三月",
            "april apr abril abr avril avr 四月",
            "may mai mayo 五月",
            "june jun juni junio juin 六月",
            "july jul juli julio juillet juil 七月",
            "august aug agosto ago août 八月",
            "september sept sep septiembre septembre 九月",
            "october oct oktober okt octubre octobre 十月",
            "november nov noviembre novembre 十一月",
            "december dec dezember dez diciembre dic décembre déc 十二月",
        ),
        1,
    )
    for name in names.split()
}
NUMERALS = {"一": 1, "二": 2, "三": 3, "四": 4, "上": 1, "下": 2}
ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925}
"""Japan's eras: the year before the first."""

SCENARIOS = {
    "actuals?": "actual",
    "ergebnis": "actual",
    "ist": "actual",
    "observed": "actual",
    "outturn": "actual",
    "实际": "actual",
    "plan": "plan",
    "planned": "plan",
    "ansatz": "plan",
    "soll": "plan",
    "budget": "plan",
    "target": "plan",
    "计划": "plan",
    "预算": "plan",
    "目标": "plan",
    "forecast": "projection",
    "projection": "projection",
    "projected": "projection",
    "prognose": "projection",
    "预测": "projection",
}
"""Pattern of a word beside a year, or in a column of its own: what it says of the value."""
