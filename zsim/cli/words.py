"""``zsim list words``: everything a script can say, from the docstrings and types of what it holds, as one page.

The page is committed as ``zsim/WORDS.md``; ``zsim list words > zsim/WORDS.md`` writes it anew.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from types import MethodType

from zsim.testing import given, scenario, then, when
from zsim.world import World

LEAD = """# The words of a script

Generated from zsim itself by `zsim list words`. What a person can do stands under the object that does it, each word
with what it takes. Fields of records are called by the vendors' API names: `zsim list fields`.
"""
INTERNAL = """
gate port modules load founder shared csv_ignored field_map follows link_of links module note open refs_of restart
rehearse require_open organisation_key tombstone_of tombstones writable_fields next_slot_ms only_fetch start connected
registry crm wrap name_step remaining fired unfired export
"""
EXPORTED = frozenset({"World"})  # whose export and load are for people


def words_page() -> str:
    """The page, as Markdown."""
    return "\n".join([LEAD, *_sections()])


def _sections() -> Iterator[str]:
    yield from ("## `@scenario` and its steps", "")
    yield from [_word(name, each) for name, each in _named(scenario, given, when, then)]
    yield from ("", *_world())
    for title, holder in _holders():
        yield from (f"## `{title}`", "")
        yield from [_word(name, each) for name, each in _words_of(holder)]
        yield ""


def _world() -> Iterator[str]:
    yield from ("## `World(...)`", "", f"`World{_taken(World)}`", "", *(inspect.getdoc(World) or "").splitlines(), "")


def _holders() -> Iterator[tuple[str, object]]:
    """What people hold, by how a script names it."""
    world = World()
    sync = world.connect("books")
    leads = world.connect_marketinghub()
    yield "world", world
    yield "world.crm", world.crm
    yield "world.crm.accounts", world.crm.accounts
    yield "world.crm.accounts.views", world.crm.accounts.views
    yield "world.crm.stages", world.crm.stages
    yield "world.crm.quotes", world.crm.quotes
    yield "world.crm.notes", world.crm.notes
    yield "world.crm.reports", world.crm.reports
    yield "report = world.crm.reports[...]", world.crm.reports.all()[0]
    yield "world.crm.users", world.crm.users
    yield "world.crm.profiles", world.crm.profiles
    yield "world.crm.zoho_finance", world.crm.zoho_finance
    yield "world.books", world.books
    yield "world.books.customers", world.books.customers
    yield "world.books.users", world.books.users
    yield "world.books.preferences", world.books.preferences
    yield "world.billing.other_apps", world.billing.other_apps
    yield 'sync = world.connect("books")', sync
    yield "sync.customers", sync.customers
    yield "sync.transactions", sync.transactions
    yield "world.marketinghub.leads", world.marketinghub.leads
    yield "world.marketinghub.lists", world.marketinghub.lists
    yield "services = world.connect_marketinghub()", leads
    yield "services.new_sync(...)", leads.new_sync("A sync", mailing_list=world.marketinghub.lists.create("A list"))
    yield "world.faults", world.faults


def _words_of(holder: object) -> Iterator[tuple[str, object]]:
    """The words of an object in the order of the alphabet: its methods, and what it tells of itself."""
    for name in sorted(set(dir(holder))):
        internal = name in INTERNAL.split() and not (type(holder).__name__ in EXPORTED and name in ("export", "load"))
        word = inspect.getattr_static(type(holder), name, None)
        if not name.startswith("_") and not internal and word is not None:
            yield name, word if isinstance(word, property) else getattr(holder, name)


def _word(name: str, word: object) -> str:
    method = word if inspect.isroutine(word) or isinstance(word, MethodType) else None
    taken = _taken(method) if method is not None else ""
    doc = (inspect.getdoc(word) or "").partition("\n\n")[0].replace("\n", " ")
    return f"- `{name}{taken}`: {doc}" if method is not None or doc else f"- `{name}`"


def _taken(method: Callable[..., object]) -> str:
    """What it takes and gives, with types as they are written."""
    signature = inspect.signature(method)
    told = [each for name, each in signature.parameters.items() if name != "self"]
    text = str(signature.replace(parameters=told))
    return re.sub(r"(?<=[:>]) '([^']*)'|(?<=:) \"([^\"]*)\"", lambda found: f" {found[1] or found[2]}", text)


def _named(*functions: Callable[..., object]) -> Iterator[tuple[str, Callable[..., object]]]:
    for each in functions:
        yield f"{'@' if each is scenario else ''}{each.__name__}", each
