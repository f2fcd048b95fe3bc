"""A command to a document as the reference model is told of it, and what the CRM is to show of its answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from zsim.checks.model import Book, CommandTold, Difference, Memory, RecordChange, Shown, judge_answer
from zsim.ports.records import Fields, Ref
from zsim.world.organisations import CRM


@dataclass(slots=True)
class CommandAsked:
    """A command under way, and what it did so far."""

    told: CommandTold
    at_ms: int
    subject: object
    refused: bool = False
    changes: list[RecordChange] = field(default_factory=list)
    named: dict[tuple[str, str], None] = field(default_factory=dict)
    spoilt: bool = False

    @property
    def given_in_crm(self) -> bool:
        """Whether it was given in the CRM's section, and not refused."""
        app = self.subject[0] if isinstance(self.subject, tuple) else ""
        return CRM in (app, getattr(self.subject, "app", "")) and not self.refused

    def unanswered(
        self, book: Book, section: dict[Ref, Fields], memories: Mapping[str, Memory], lives: Callable[[Ref], bool]
    ) -> Iterator[Difference]:
        """What the CRM does not show of the documents of its type that it made or changed. Source: TXN-30.

        What was changed again since is left out.
        """
        last = {each.ref: each.after for each in self.changes if each.ref.module == self.told.module}
        for ref, after in last.items():
            if ref.app in memories and after is not None and book.live.get(ref) == after:
                shown = Shown(f"a command given in {CRM}", ref.app, (ref.module,), lives)
                yield from judge_answer(book, section, memories[ref.app], shown, (ref,))
