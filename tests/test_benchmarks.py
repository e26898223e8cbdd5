"""The benchmarks without a server run to their end, small, so that what they measure does not rot.

Nothing is timed here: whether a ratio is within its limit is for a quiet machine to say.
"""

from collections.abc import Callable
from types import ModuleType

import pytest

from benchmarks import ballots, city, door, dry_run, importing, known, rating

SMALL = city.Size(areas=4, indicators=8, years=4, targets=4)


@pytest.mark.parametrize(
    ("module", "sizes", "lines"),
    [
        (door, {"ROWS": 2_000, "ROUNDS": 1}, ("| UTF-16 |", "| GB18030, Chinese names |")),
        (dry_run, {"ROUNDS": 1}, ("| 10,000 rows, clean |", "| 10,000 rows, 1,000 faults |")),
        (known, {"SIZE": SMALL, "REVISIONS": 2, "ROUNDS": 1}, ("| points of 4 indicators in 4 areas |",)),
        (rating, {"SERIES": 500, "ROUNDS": 1}, ("| 500 series of 10 years |",)),
        (ballots, {"PHONES": 8, "ROUNDS": 1}, ("8 phones, 8 votes: none lost, none twice.",)),
    ],
    ids=["door", "dry_run", "known", "rating", "ballots"],
)
def test_a_benchmark_measures_what_it_names(
    module: ModuleType,
    sizes: dict[str, object],
    lines: tuple[str, ...],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name, size in sizes.items():
        monkeypatch.setattr(module, name, size)
    main: Callable[[], int] = module.main
    assert main() in {0, 1}
    said = capsys.readouterr().out
    assert all(line in said for line in lines)


def test_the_benchmark_of_imports_names_each_stage(capsys: pytest.CaptureFixture[str]) -> None:
    assert importing.main(5_000) in {0, 1}
    said = capsys.readouterr().out
    assert all(f"again, nothing changed: {stage} |" in said for stage in ("front door", "load", "commit"))
