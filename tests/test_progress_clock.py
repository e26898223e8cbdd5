from datetime import date

import numpy as np
import pytest

from cityops.progress.clock import decimal_year, decimal_years


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (date(2018, 12, 31), 2019.0),
        (date(2018, 1, 1), 2018 + 1 / 365),
        (date(2024, 2, 29), 2024 + 60 / 366),
        (date(2024, 12, 31), 2025.0),
        (date(9999, 12, 31), 10000.0),
    ],
)
def test_decimal_year_is_the_end_of_the_day(day: date, year: float) -> None:
    assert decimal_year(day) == year
    assert decimal_years(np.array([day], dtype="datetime64[D]"))[0] == pytest.approx(year, rel=1e-15)


def test_a_missing_day_has_no_year() -> None:
    assert np.isnan(decimal_years(np.array(["NaT"], dtype="datetime64[D]"))).all()
