"""What the records, people and fields are called that a journal speaks of, as plain JSON, and back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from zsim.fakes.store import Effect
from zsim.kernel.journal import Command, Entry
from zsim.ports.codec import Plain
from zsim.ports.records import RecordId, Ref
from zsim.ports.schema import Field, FieldType
from zsim.sync.triggers import DEALS, POTENTIAL
from zsim.world.journal_words.looks import Look
from zsim.world.journal_words.names import ModuleWords, NameResolver

TYPES: Mapping[str, FieldType] = {each.value: each for each in FieldType}
NO_NAMES: Mapping[str, Any] = {"apps": {}, "users": {}, "modules": (), "shown": (), "standing": ()}
"""What is gathered of an empty journal."""


class RecordedModule(NamedTuple):
    """What sentences need of a module, as far as its journal speaks of it; see ``ModuleWords``."""

    singular: str
    name_field: str
    schema: Mapping[str, Field]
    hidden: Sequence[str]


class NameWriter:
    """Gathers what the entries of one journal call records and fields.

    A name is kept where it is given or changes; that of a record which no effect told of before it was spoken of, once.
    """

    def __init__(self, resolver: NameResolver) -> None:
        self._resolver = resolver
        self._names: dict[Ref, str] = {}
        self._shown: list[Plain] = []
        self._standing: dict[Ref, str] = {}
        self._modules: dict[tuple[str, str], dict[str, None]] = {}

    def add(self, entry: Entry, refs: Iterable[Ref]) -> None:
        """Take in the next entry, which is the first to speak of these records."""
        subject, detail = entry.subject, entry.detail
        fields: list[Mapping[str, object]] = []
        match subject, detail:
            case Ref(), Effect(_, before, after):
                name = self._resolver.shown(entry.number, subject, after or before or {})
                if name is not None and self._names.get(subject) != name:
                    self._names[subject] = name
                    self._shown.append([entry.number, name])
                fields = [each for each in (before, after) if each is not None]
            case _, Command(_, given):
                fields = [given]
        self._spoken_of(subject, fields, refs)

    def look(self, look: Look, refs: Iterable[Ref]) -> None:
        """Take in a look after the last entry."""
        self._spoken_of(look.subject, ({look.what: look.value},), refs)

    def told(self) -> dict[str, Plain]:
        """All that was gathered."""
        return {
            "apps": dict(self._resolver.apps),
            "users": dict(self._resolver.users),
            "modules": [self._module(*key, names) for key, names in self._modules.items()],
            "shown": self._shown,
            "standing": [[*ref, name] for ref, name in self._standing.items()],
        }

    def _spoken_of(self, subject: object, fields: Iterable[Mapping[str, object]], refs: Iterable[Ref]) -> None:
        if isinstance(subject, tuple) and len(subject) > 1:
            self._learn(str(subject[0]), str(subject[1]), fields)
        for ref in refs:
            self._learn(ref.app, ref.module, ())
            self._mention(ref)

    def _mention(self, ref: Ref) -> None:
        if ref not in self._names and ref not in self._standing and (name := self._resolver.standing(ref)) != ref.id:
            self._standing[ref] = name

    def _learn(self, app: str, module: str, fields: Iterable[Mapping[str, object]]) -> None:
        """Note the fields that are spoken of, and the records that they point to."""
        known = self._modules.setdefault((app, module), {})
        words = self._resolver.module(app, module)
        if words is None:
            return
        for each in fields:
            known.update(dict.fromkeys(each))
            for name, value in each.items():
                field = words.schema.get(name)
                if name == POTENTIAL and value:
                    self._mention(Ref("crm", DEALS, RecordId(str(value))))
                elif field is not None and field.lookup and value:
                    for one in value if isinstance(value, tuple) else (value,):
                        self._mention(Ref(app, field.lookup, RecordId(str(one))))

    def _module(self, app: str, module: str, names: Iterable[str]) -> Plain:
        words = self._resolver.module(app, module)
        if words is None:
            return [app, module]
        fields = {name: [field.label, field.type.value, field.lookup] for name, field in _fields(words, names)}
        hidden: list[Plain] = [name for name in names if name in words.hidden]
        return [app, module, words.singular, words.name_field, fields, hidden]


def _fields(words: ModuleWords, names: Iterable[str]) -> Iterator[tuple[str, Field]]:
    """The fields of those names that sentences do not tell as they would any other."""
    for name in names:
        field = words.schema.get(name)
        if field is not None and _is_told(field):
            yield name, field


def _is_told(field: Field) -> bool:
    plainly = field.label in ("", field.name.replace("_", " ")) and field.lookup is None
    return not plainly or field.type in (FieldType.OWNER, FieldType.LOOKUP) or field.name == POTENTIAL


def resolver_of(told: Mapping[str, Any]) -> NameResolver:
    """Who and what a journal speaks of, by what was gathered."""
    modules = _Modules(told["modules"])
    shown = dict(told["shown"])
    standing = {Ref(*ref): name for *ref, name in told["standing"]}
    return NameResolver(
        apps=told["apps"],
        users=told["users"],
        module=modules.module,
        shown=lambda number, ref, fields: shown.get(number),
        standing=lambda ref: standing.get(ref, ref.id),
    )


class _Modules:
    """The modules that were written down, each made when it is first asked for: of most runs two thirds never are."""

    def __init__(self, told: Iterable[Sequence[Any]]) -> None:
        self._told = {(app, name): words for app, name, *words in told if words}
        self._made: dict[tuple[str, str], RecordedModule | None] = {}

    def module(self, app: str, name: str) -> RecordedModule | None:
        """The module of that organisation and name, if it was written down."""
        key = app, name
        try:
            return self._made[key]
        except KeyError:
            words = self._told.get(key)
            made = self._made[key] = _words(*words) if words is not None else None
            return made


def _words(singular: str, name_field: str, fields: Mapping[str, Any], hidden: Sequence[str]) -> RecordedModule:
    schema = {name: Field(name, TYPES[kind], label, lookup=to) for name, (label, kind, to) in fields.items()}
    return RecordedModule(singular, name_field, schema, hidden)
