"""How dates, ages and instants are written in both languages."""

import datetime
import math

import pytest

from cityops.errors import RefusedError
from cityops.words.dates import age, date, moment, month
from cityops.words.numbers import ABSENT

UTC = datetime.UTC
EAST = datetime.timezone(datetime.timedelta(hours=2))


@pytest.mark.parametrize(
    ("day", "en", "zh"),
    [
        pytest.param(datetime.date(2020, 12, 31), "31 December 2020", "2020年12月31日", id="two_digits"),
        pytest.param(datetime.date(2021, 3, 1), "1 March 2021", "2021年3月1日", id="no_leading_zero"),
        pytest.param(None, ABSENT, ABSENT, id="none"),
    ],
)
def test_date(day: datetime.date | None, en: str, zh: str) -> None:
    assert (date(day, "en"), date(day, "zh")) == (en, zh)


@pytest.mark.parametrize(
    ("day", "en", "zh"),
    [
        pytest.param(datetime.date(2020, 12, 31), "December 2020", "2020年12月", id="december"),
        pytest.param(None, ABSENT, ABSENT, id="none"),
    ],
)
def test_month(day: datetime.date | None, en: str, zh: str) -> None:
    assert (month(day, "en"), month(day, "zh")) == (en, zh)


@pytest.mark.parametrize(
    ("months", "en", "zh"),
    [
        pytest.param(-3.0, "less than a month old", "距今不足1个月", id="period_not_over"),
        pytest.param(0.4, "less than a month old", "距今不足1个月", id="days"),
        pytest.param(1.0, "1 month old", "距今1个月", id="one_month"),
        pytest.param(5.0, "5 months old", "距今5个月", id="months"),
        pytest.param(11.98, "1 year old", "距今1年", id="float_dust_before_a_year"),
        pytest.param(13.0, "13 months old", "距今13个月", id="over_a_year"),
        pytest.param(23.4, "23 months old", "距今23个月", id="under_two_years"),
        pytest.param(24.0, "2 years old", "距今2年", id="two_years"),
        pytest.param(30.0, "2.5 years old", "距今2.5年", id="half_a_year"),
        pytest.param(120.0, "10 years old", "距今10年", id="ten_years"),
        pytest.param(None, ABSENT, ABSENT, id="none"),
        pytest.param(math.nan, ABSENT, ABSENT, id="nan"),
    ],
)
def test_age(months: float | None, en: str, zh: str) -> None:
    assert (age(months, "en"), age(months, "zh")) == (en, zh)


@pytest.mark.parametrize(
    ("instant", "zone", "en", "zh"),
    [
        pytest.param(
            datetime.datetime(2020, 7, 1, 15, 47, 59, tzinfo=UTC),
            "Europe/London",
            "1 July 2020, 16:47",
            "2020年7月1日 16:47",
            id="summer_time_and_no_seconds",
        ),
        pytest.param(
            datetime.datetime(2020, 12, 31, 16, 5),  # noqa: DTZ001  # the store's instants bring no zone
            "Asia/Shanghai",
            "1 January 2021, 00:05",
            "2021年1月1日 00:05",
            id="without_a_zone_is_utc",
        ),
        pytest.param(
            datetime.datetime(2020, 1, 1, 1, 0, tzinfo=EAST),
            "UTC",
            "31 December 2019, 23:00",
            "2019年12月31日 23:00",
            id="another_zone_is_converted",
        ),
        pytest.param(None, "UTC", ABSENT, ABSENT, id="none"),
    ],
)
def test_moment(instant: datetime.datetime | None, zone: str, en: str, zh: str) -> None:
    assert (moment(instant, zone, "en"), moment(instant, zone, "zh")) == (en, zh)


@pytest.mark.parametrize("zone", ["Mars/Olympus", "../../etc/passwd", ""])
def test_an_unknown_zone_is_refused(zone: str) -> None:
    with pytest.raises(RefusedError, match=r"Time zone '.*' is not known"):
        moment(datetime.datetime(2020, 1, 1, tzinfo=UTC), zone, "en")
