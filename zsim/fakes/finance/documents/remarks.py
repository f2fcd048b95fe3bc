"""What people put beside a document in finance: comments and attachments, and the document's timeline.

Source: COL-01, COL-02, COL-07.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from zsim.kernel.clock import Clock, to_datetime
from zsim.ports.codec import Plain
from zsim.ports.errors import InvalidData
from zsim.ports.records import RecordId
from zsim.ports.relay import Attachment, Remark

COMMENT, ATTACHMENT = "comment", "attachment"


class Remarks:
    """The comments and attachments of an organisation's documents, oldest first."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._held: list[tuple[int, str, str, str, str, bytes]] = []

    def add(self, document: RecordId, kind: str, by: str, text: str, content: bytes = b"") -> None:
        """Put a comment, or an attachment of that name and content, beside a document now."""
        if not text.strip():
            article = "an" if kind == ATTACHMENT else "a"
            raise InvalidData(f"{article} {kind} without a word; give its text or name", code="4", field=kind)
        self._held.append((self._clock.now_ms, document, kind, by, text, content))

    def of(self, document: RecordId, *kinds: str) -> tuple[Remark, ...]:
        """What stands beside a document, of these kinds."""
        return tuple(
            [
                Remark(to_datetime(at_ms, self._clock.zone), kind, by, text)
                for at_ms, held, kind, by, text, _ in self._held
                if held == document and kind in kinds
            ]
        )

    def attached(self, document: RecordId) -> list[Attachment]:
        """The files beside a document."""
        return [
            Attachment(to_datetime(at_ms, self._clock.zone), by, name, content)
            for at_ms, held, kind, by, name, content in self._held
            if held == document and kind == ATTACHMENT
        ]

    def export(self) -> list[Plain]:
        """All of it as plain values, a file's content in hexadecimal digits."""
        return [[*rest, content.hex()] for *rest, content in self._held]

    def load(self, data: Iterable[list[Any]]) -> None:
        """Take over what ``export`` gave."""
        self._held = [
            (at_ms, document, kind, by, text, bytes.fromhex(content))
            for at_ms, document, kind, by, text, content in data
        ]


class DocumentComments:
    """The comments beside one document: ``bill.comments.add("They want it by May.")``. Source: COL-02."""

    def __init__(self, remarks: Remarks, document: RecordId, perform: Callable[..., object]) -> None:
        self._remarks = remarks
        self._document = document
        self._perform = perform

    def add(self, text: str) -> None:
        """Comment on the document; a comment without a word is refused."""
        self._perform("comment", text=text)

    def all(self) -> list[Remark]:
        """The comments, oldest first."""
        return list(self._remarks.of(self._document, COMMENT))


class DocumentAttachments:
    """The files beside one document: ``bill.attachments.add("a.pdf", content)``."""

    def __init__(self, remarks: Remarks, document: RecordId, perform: Callable[..., object]) -> None:
        self._remarks = remarks
        self._document = document
        self._perform = perform

    def add(self, name: str, content: bytes) -> None:
        """Attach a file; one without a name is refused."""
        self._perform("attach", name=name, content=content.hex())

    def all(self) -> list[Attachment]:
        """The files, oldest first."""
        return self._remarks.attached(self._document)
