"""What was made of a store, kept until its version is another one."""

import asyncio
from collections.abc import Callable, Hashable
from typing import Any, TypeVar
from weakref import ReferenceType, ref

from starlette.concurrency import run_in_threadpool

from cityops.store import Store

T = TypeVar("T")


class Fresh:
    """Lets the database be asked in a thread, once for all who wait: two hundred phones ask in one second."""

    def __init__(self) -> None:
        self._store: ReferenceType[Store] | None = None
        self._version = -1
        self._kept: dict[Hashable, Any] = {}
        self._lock = asyncio.Lock()

    async def of(self, store: Store, key: Hashable, make: Callable[[], T]) -> T:
        """Return what `make` made since the store changed; what it raises is kept nowhere."""
        if not self._is_kept(store, key):
            async with self._lock:
                if not self._is_kept(store, key):
                    version = store.version
                    made = await run_in_threadpool(make)
                    self._keep(store, version, key, made)
        found: T = self._kept[key]
        return found

    def _is_kept(self, store: Store, key: Hashable) -> bool:
        is_same = self._store is not None and self._store() is store
        return is_same and self._version == store.version and key in self._kept

    def _keep(self, store: Store, version: int, key: Hashable, made: object) -> None:
        if self._version != version or self._store is None or self._store() is not store:
            self._store, self._version, self._kept = ref(store), version, {}
        self._kept[key] = made
