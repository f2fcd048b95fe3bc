"""Refusals of what people ask for, written into the journal beside what they asked."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from operator import attrgetter
from typing import Any, NamedTuple, TypeVar

from zsim.kernel.errors import UsageError
from zsim.kernel.journal import COMMAND, Journal
from zsim.kernel.texts import shown
from zsim.ports.errors import VendorError

Face = TypeVar("Face")
KIND = "refusal"
ASKER = "somebody"
"""Who was refused where no command was written down: it is refused before anybody is asked."""


class Refusal(NamedTuple):
    """What somebody was told instead of what was asked for."""

    message: str


def tells_refusals(commands: str, journal: str = "_context.journal") -> Callable[[type[Face]], type[Face]]:
    """Have these methods of a class write down what refuses them, caused by their command where it was written.

    ``commands`` are their names, with blanks between; ``journal`` is the path to it from an object of the class. What
    is only looked at is no command.
    """
    journal_of: Callable[[object], Journal] = attrgetter(journal)

    def decorate(face: type[Face]) -> type[Face]:
        for name in commands.split():
            setattr(face, name, _told(getattr(face, name), journal_of))
        return face

    return decorate


def tell_refusal(journal: Journal, command: int, refusal: VendorError) -> None:
    """Write down what refused a part of the command of that entry, the rest of which goes on."""
    held = journal[command]
    journal.append(held.actor, KIND, held.subject, Refusal(shown(str(refusal))), command)


def _told(method: Callable[..., Any], journal_of: Callable[[object], Journal]) -> Callable[..., Any]:
    @wraps(method)
    def told(face: object, /, *args: Any, **kwargs: Any) -> Any:
        __tracebackhide__ = True
        journal = journal_of(face)
        before = len(journal)
        try:
            return method(face, *args, **kwargs)
        except (UsageError, VendorError) as error:
            if not any(each.kind == KIND for each in journal.since(before)):
                _write(journal, before, shown(str(error)))
            raise

    return told


def _write(journal: Journal, before: int, message: str) -> None:
    command = next((each for each in journal.since(before) if each.kind == COMMAND), None)
    if command is None:
        journal.append(ASKER, KIND, None, Refusal(message))
    else:
        journal.append(command.actor, KIND, command.subject, Refusal(message), command.number)
