"""A visitor without a browser: opens a page of a Streamlit server over its websocket, again and again."""

from collections.abc import Mapping
from typing import Self
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

_PATIENCE = 60.0
_SPOKEN = ("markdown", "heading", "html", "alert", "text", "button", "exception", "file_uploader")


class Visitor:
    """One session.

    Attributes:
        said: What the last run showed, element by element; what it left as it was is not said again.
        errors: Exceptions that a run drew.
        session: As the server named it.
    """

    def __init__(
        self, address: str, headers: Mapping[str, str] | None = None, token: str = "", source: str = ""
    ) -> None:
        """Prepare to connect.

        Args:
            address: Of the page, as the browser shows it.
            headers: Sent with the handshake, besides those that a browser sends.
            token: Against forged requests, where the server looks at the cookies.
            source: Address of this machine that they come from; any unless one is named.
        """
        parts = urlsplit(address)
        self._page, self._query = parts.path.strip("/"), parts.query
        self._hash = self._fragment = self._running = ""
        self._known: set[str] = set()
        self.said: list[str] = []
        self.errors: list[str] = []
        self.session = ""
        self._connecting = connect(
            f"ws://{parts.netloc}/_stcore/stream",
            subprotocols=[Subprotocol(word) for word in ("streamlit", token) if word],
            origin=Origin(f"http://{parts.netloc}"),
            additional_headers=dict(headers or {}),
            max_size=None,
            compression=None,
            proxy=None,
            open_timeout=_PATIENCE,
            source_address=(source, 0) if source else None,
        )

    def __enter__(self) -> Self:
        """Connect; nothing runs yet."""
        self._socket = self._connecting.__enter__()
        return self

    def __exit__(self, *error: object) -> None:
        """Leave."""
        self._socket.close()

    def run(self, query: str | None = None) -> None:
        """Let the page run, and wait until it has.

        Args:
            query: What the address says from now on; as before where it is None.

        Raises:
            TimeoutError: It did not end within a minute.
        """
        self.said = []
        self._query = self._query if query is None else query
        self._socket.send(self._asked().SerializeToString())
        while not self._hear(ForwardMsg.FromString(self._socket.recv(_PATIENCE, decode=False))):
            pass

    def tick(self) -> None:
        """Let what runs by itself on the page run once, as the timer of a browser does."""
        self._running = self._fragment
        self.run()

    def _asked(self) -> BackMsg:
        asked = BackMsg()
        run = asked.rerun_script
        run.fragment_id, run.is_auto_rerun = self._running, bool(self._running)
        run.query_string, run.page_script_hash = self._query, self._hash
        run.page_name = "" if self._hash else self._page
        run.cached_message_hashes.extend(self._known)
        return asked

    def _hear(self, message: ForwardMsg) -> bool:
        """Note a message; tell whether it ends the run."""
        kind = message.WhichOneof("type")
        if kind == "navigation":
            self._hash = message.navigation.page_script_hash
        elif kind == "auto_rerun":
            self._fragment = message.auto_rerun.fragment_id
        elif kind == "new_session":
            self.session = message.new_session.initialize.session_id
        elif kind == "delta" and message.delta.HasField("new_element"):
            if message.metadata.cacheable:
                self._known.add(message.hash)
            self._note(message.delta.new_element)
        return bool(
            kind == "script_finished" and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN
        )

    def _note(self, element: Element) -> None:
        kind = element.WhichOneof("type")
        if kind not in _SPOKEN:
            return
        shown = getattr(element, kind)
        text = getattr(shown, "body", "") or getattr(shown, "label", "") or getattr(shown, "message", "")
        self.said.append(text)
        if kind == "exception":
            self.errors.append(text)
