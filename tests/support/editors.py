"""People on a register without a browser: each has a session of its own, an outbox, and what it was told."""

import json
import random
import threading
import time
from dataclasses import dataclass
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import WebSocketException

from benchmarks.visitor import Visitor


@dataclass(frozen=True, slots=True)
class Typed:
    """A text that somebody typed. `said` is '' where it was written, else why it was not."""

    row: str
    column: str
    value: str
    base: int
    said: str = ""


class Editor(Visitor):
    """A session with a register, as its component in a browser does it.

    Attributes:
        rows: As the last run told them, by id.
        ack: The last entry that was answered.
        answers: What was said of those that were not written, by number.
        ticks: Seconds that each tick took to be answered.
    """

    def __init__(self, address: str) -> None:
        """Prepare to connect."""
        super().__init__(address)
        self._widget = ""
        self._outbox: list[dict[str, Any]] = []
        self._told: dict[str, str] = {}
        self._sheet = ""
        self.rows: dict[str, dict[str, Any]] = {}
        self.ack, self.answers = 0, dict[int, str]()
        self.ticks: list[float] = []

    def tick(self) -> None:
        """Let the register's fragment run, and note how long it took."""
        began = time.monotonic()
        super().tick()
        self.ticks.append(time.monotonic() - began)

    def type(self, row: str, column: str, value: str) -> Typed:
        """Type a text, and wait for what becomes of it."""
        base = int(self.rows[row]["version"])
        seq = self.ack + 1
        entry = {"seq": seq, "row": row, "column": column, "act": "set", "value": value, "base": base}
        self._outbox = [entry]
        while self.ack < seq:
            self.tick()
        self._outbox = []
        return Typed(row, column, value, base, self.answers.get(seq, ""))

    def _asked(self) -> BackMsg:
        asked = super()._asked()
        if self._widget:
            state = asked.rerun_script.widget_states.widgets.add()
            state.id, state.json_value = self._widget, json.dumps({"outbox": self._outbox})
        return asked

    def _hear(self, message: ForwardMsg) -> bool:
        kind = message.WhichOneof("type")
        if kind == "ref_hash" and message.ref_hash in self._told:
            self._take(self._told[message.ref_hash])
        elif kind == "delta" and message.delta.new_element.WhichOneof("type") == "bidi_component":
            self._component(message.hash, message.delta.new_element)
        return super()._hear(message)

    def _component(self, key: str, element: Element) -> None:
        shown = element.bidi_component
        self._widget, self._told[key] = shown.id, shown.json
        self._take(shown.json)

    def _take(self, told: str) -> None:
        data = json.loads(told)
        self.ack = data["ack"]
        self.answers = {one["seq"]: one["sentence"] for one in data["answers"]}
        if data["sheet"] != self._sheet:
            self._sheet = data["sheet"]
            self.rows = {row["id"]: row for row in json.loads(data["sheet"])["rows"]}


class Scripted(threading.Thread):
    """An editor that types into cells at moments of its own until it is told to stop.

    Attributes:
        typed: What it typed, and what became of it.
        failures: What went wrong.
    """

    def __init__(self, url: str, name: str, cells: list[tuple[str, str]], stop: threading.Event) -> None:
        """Prepare; the name is the seed of what it does."""
        super().__init__(daemon=True)
        self._editor, self._cells, self._stop_at = Editor(url), cells, stop
        self._mine, self._random = name, random.Random(name)
        self.ready = threading.Event()
        self.typed: list[Typed] = []
        self.failures: list[str] = []

    def run(self) -> None:
        """Open the page, then type and look on in turn."""
        try:
            with self._editor as editor:
                editor.run()
                self.ready.set()
                while not self._stop_at.wait(self._random.uniform(0.2, 1.2)):
                    row, column = self._random.choice(self._cells)
                    value = f"{self._mine} {len(self.typed)}"
                    self.typed.append(editor.type(row, column, value))
                self.failures += editor.errors
        except (OSError, TimeoutError, WebSocketException) as error:
            self.failures.append(repr(error))
        finally:
            self.ready.set()
