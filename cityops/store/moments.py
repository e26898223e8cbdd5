"""The clock of the store: UTC, and never the same moment twice."""

import threading
from datetime import UTC, datetime, timedelta

FOREVER = datetime(9999, 12, 31)  # noqa: DTZ001  the store's instants are UTC without a zone
"""`known_to` of what still holds."""

PRESENT = FOREVER - timedelta(days=1)
"""`known` of a reader who wants what holds now: later than every `known_from`, earlier than `FOREVER`."""


class Clock:
    """Hands out strictly rising moments, so that the order of writes is the order of their moments."""

    def __init__(self, last: datetime | None = None) -> None:
        self._last = last or datetime.min  # noqa: DTZ901
        self._lock = threading.Lock()

    def moment(self) -> datetime:
        """Return now in UTC, to the microsecond, later than every moment handed out before."""
        with self._lock:
            now = datetime.now(UTC).replace(tzinfo=None)
            self._last = max(now, self._last + timedelta(microseconds=1))
            return self._last
