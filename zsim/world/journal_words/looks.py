"""What somebody saw who looked at the apps, in words."""

from __future__ import annotations

from typing import NamedTuple

from zsim.fakes.store.looking import ALIVE, FOUND
from zsim.ports.records import Ref
from zsim.world.journal_words.answers import OUTCOME
from zsim.world.journal_words.formatter import JournalFormatter
from zsim.world.journal_words.values import shown


class Look(NamedTuple):
    """A look at a record, or at a module as (organisation, API name): at what of it, and the value.

    ``after`` is the number of the last entry before it. At a record somebody may also look whether it is "alive" and
    what its "outcome" is, at a module for the number of records "found".
    """

    after: int
    subject: object
    what: str
    value: object


def look_in_words(look: Look, formatter: JournalFormatter) -> str:
    """What was seen; the formatter has told all entries before it."""
    match look:
        case Look(_, Ref() as ref, what, value) if what == ALIVE:
            return f"{formatter.called(ref)} is {'there' if value else 'gone'}"
        case Look(_, Ref() as ref, what, None):
            return f"{formatter.called(ref)} has no {what if what == OUTCOME else formatter.label(ref, what)}"
        case Look(_, Ref() as ref, what, value) if what == OUTCOME:
            return f"{formatter.called(ref)} has the outcome {shown(value)}"
        case Look(_, Ref() as ref, what, value):
            return f"{formatter.called(ref)} has {formatter.field(ref, what, value)}"
        case Look(_, (str() as app, str() as module, *_), _, value):
            place = formatter.resolver.apps.get(app, app)
            return f"{module.replace('_', ' ').lower()} {FOUND} in {place}: {shown(value)}"
        case _:
            return f"{look.what}: {shown(look.value)}"
