"""A command of a journal as the step that gave it, by the data of its verb."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from zsim.explore.script import VERBS, Named, ScriptStep
from zsim.explore.script.calling import PRESENT
from zsim.explore.script.checking import SECTION
from zsim.explore.script.documents import module_of
from zsim.explore.script.names import FINANCE
from zsim.explore.script.verb import Argument, Form, On, Verb
from zsim.explore.traces.called import ALSO, FROM, SECTION_FIELDS, VERB_OF, WITHIN
from zsim.kernel.errors import UsageError
from zsim.kernel.journal import Command, Entry
from zsim.ports.documents import PROJECTED
from zsim.ports.records import RecordId, Ref
from zsim.world import World

NameOf = Callable[[Ref], str | None]
RefOf = Callable[[str], Ref | None]
Given = dict[str, Any]

NOBODY = ("Administrator", "subscriber", "mail")
"""Those who act without being named in a step."""
ID_LENGTH = 18

SPECIFIC_FIRST = sorted(VERBS.items(), key=lambda each: each[1].on is On.CONNECTION)
"""All verbs; what a module's sync is told may also be one part of what its connection was told."""


class Unknown(Exception):
    """A command that no verb gives; the message says which."""


class Commands:
    """Reads commands in a world that stands as it did before them.

    ``name_of`` gives the name of a record, ``ref_of`` the record of an id; ``keys`` are the names that the script gives
    to organisations.
    """

    def __init__(self, world: World, name_of: NameOf, ref_of: RefOf, keys: Mapping[str, str]) -> None:
        self._world = world
        self._name_of = name_of
        self._ref_of = ref_of
        self._keys = keys

    def steps(self, entry: Entry, name: str, following: Entry | None = None) -> Iterator[ScriptStep]:
        """The steps that may have given a command, the likeliest first; ``name`` is for what it makes, if anything.

        ``following`` is the entry after it, which may tell what the command does not.
        """
        assert isinstance(entry.detail, Command), f"entry {entry.number} is no command"
        subject, command, found = entry.subject, entry.detail, False
        if command.name == "refresh" and isinstance(subject, Ref):
            yield from self._refreshing(subject, _by(VERBS["refresh"], entry.actor), following)
            return
        refusal: UsageError | None = None
        for key, verb in SPECIFIC_FIRST:
            which = self._which(key, verb, subject, command)
            if which is None:
                continue
            given = {each: value for each, value in command.given.items() if each not in which.taken}
            if command.name == "bounce_hard":
                given["hard"] = True
            try:
                if verb.makes:
                    which.given["name"] = name
                by = _by(verb, entry.actor)
                yield ScriptStep(key, {**which.given, **by, **self._arguments(key, verb, given, which)})
            except UsageError as error:
                refusal = error
            else:
                found = True
        if not found and refusal is not None:
            raise Unknown(f"the command {command.name!r} of {_place(subject)} is no step: {refusal}")
        if not found:
            raise Unknown(f"no verb of scripts gives the command {command.name!r} of {_place(subject)}")

    def _refreshing(self, party: Ref, by: Given, following: Entry | None) -> Iterator[ScriptStep]:
        """Which list of a record may have been refreshed: first the one that finance was then asked for."""
        asked = following.subject[-1] if following is not None and isinstance(following.subject, tuple) else ""
        for each in sorted(PROJECTED, key=lambda module: module != asked):
            yield ScriptStep("refresh", {"module": f"{SECTION}.{each}", **by, "party": self._named(party)})

    def _which(self, key: str, verb: Verb, subject: object, command: Command) -> Which | None:
        """What a verb is done to, if the command can be its own."""
        own = VERB_OF.get(command.name)
        if isinstance(subject, tuple):
            own = next((WITHIN[command.name, each] for each in subject[:2] if (command.name, each) in WITHIN), own)
        last = verb.call.rpartition(".")[2]
        if key != own and (own is not None or command.name not in (key, last)):
            return None
        if verb.on is On.MODULE and "." in verb.call and command.name != key:
            return None
        match subject:
            case Ref() as ref:
                return self._of_record(verb, ref, command)
            case ("integration", str(product)):
                return self._of_connection(key, verb, product, command)
            case (str(), "Syncs", str(sync)):
                return _of_lead_sync(key, verb, sync, self._world)
            case (str(), "Accounts") if verb.on in (On.SERVICES, On.NAMES):
                source = command.given.get("source")
                return Which({"source": source}, taken=("source",))
            case (str(app), str(place)):
                return _of_place(verb, self._keys.get(app, app), "" if key == own else place, "")
            case (str(app), str(place), str(name)):
                return _of_place(verb, self._keys.get(app, app), place, name)
            case _:
                return None

    def _of_record(self, verb: Verb, ref: Ref, command: Command) -> Which | None:
        name = self._name_of(ref)
        if verb.on is On.LIST:
            value = next(iter(command.given.values()), None)
            return Which({"list": self._named(value), "leads": (name,)}, tuple(command.given)) if name else None
        if verb.on.name not in ("RECORD", "DOCUMENT") or name is None:
            return None
        if verb.on.name == "RECORD" and verb.call == "update" and command.name != "update":
            return None
        return Which({"record": name}, shown=module_of(ref).startswith(SECTION))

    def _of_connection(self, key: str, verb: Verb, product: str, command: Command) -> Which | None:
        own = self._keys.get(product, product)
        given = {} if own == FINANCE else {"product": own}
        match verb.on:
            case On.SYNC if "module" in command.given:
                return Which({**given, "sync": command.given["module"]}, taken=("module",))
            case On.CONNECTION:
                taken = ("module",) if command.name in ("pause", "resume") else ()
                return Which(given, taken=taken)
            case On.NAMES if key in ("connect", "delete_integration"):
                return Which(given, taken=("product", "organisation"))
            case _:
                return None

    def _arguments(self, key: str, verb: Verb, given: Given, which: Which) -> Given:
        """What a step is given besides what it is done to."""
        arguments = [each for each in verb.more if each.name not in (*which.given, *which.taken)]
        named = which.named
        found: Given = {}
        left = dict(given)
        for each in arguments:
            if each.form is Form.KEYWORDS:
                continue
            source = self._source(each, left, named, arguments)
            if source is None:
                continue
            value = named if source == "" else left.pop(source)
            if each.required or not (value is None or value is False or value in ("", ())):
                told = self._told(each, value)
                if told is not None or each.required:
                    found[each.name] = told
        keywords = next((each for each in arguments if each.form is Form.KEYWORDS), None)
        if keywords is not None:
            renamed: Mapping[str, str] = {
                journal: name for (verb_key, name), journal in FROM.items() if verb_key == key
            }
            if str(which.given.get("module", "")).startswith(SECTION) or which.shown:
                renamed = SECTION_FIELDS
            found[keywords.name] = {renamed.get(name, name): self._value(value) for name, value in left.items()}
        return found

    def _source(self, argument: Argument, left: Given, named: str, arguments: list[Argument]) -> str | None:
        """Under which name the journal has an argument; empty where the subject has it."""
        if argument.name in left:
            return argument.name
        if argument.form is Form.ID and "record" in left:
            return "record"
        if ALSO.get(argument.name) in left:
            return ALSO[argument.name]
        if argument.required and named:
            return ""
        if argument.required and "name" in left:
            return "name"
        needed = [each for each in arguments if each.required]
        return next(iter(left)) if needed == [argument] and len(left) == 1 else None

    def _told(self, argument: Argument, value: object) -> Any:
        """An argument as steps are given it."""
        match argument.form:
            case Form.RECORD | Form.ID:
                return self._named(value)
            case Form.RECORDS:
                return (
                    tuple([self._named(each) for each in value]) if isinstance(value, tuple) else (self._named(value),)
                )
            case Form.CONTENT:
                return bytes.fromhex(str(value)).decode(errors="replace")
            case Form.CRM_ACCOUNT:
                return self._account(argument.name, str(value))
            case _:
                return self._value(value)

    def _account(self, what: str, value: str) -> str | None:
        """What is the usual is left out."""
        present = self._world.crm.email if what == "email" else self._world.crm.zsc_key
        return PRESENT if value == present else value

    def _named(self, value: object) -> str:
        if isinstance(value, tuple) and len(value) == 1:
            return self._named(value[0])
        ref = value if isinstance(value, Ref) else self._ref(str(value))
        name = None if ref is None else self._name_of(ref)
        if name is None:
            told = f"{_place(ref)} {ref.id}" if isinstance(ref, Ref) else str(value)
            raise UsageError(asked=f"name {told}", found="no step made it", right="a record that one made")
        return name

    def _value(self, value: object) -> Any:
        """A value with names for ids of records."""
        match value:
            case Ref() as ref:
                return Named(self._named(ref))
            case str() as text if len(text) == ID_LENGTH and text.isdigit() and (found := self._ref(text)) is not None:
                name = self._name_of(found)
                return text if name is None else Named(name)
            case Mapping():
                return {name: self._value(each) for name, each in value.items()}
            case tuple() | list():
                return tuple([self._value(each) for each in value])
            case _:
                return value

    def _ref(self, text: str) -> Ref | None:
        """The record of that id, or the list of that name."""
        lists: list[Ref] = [each.ref for each in self._world.marketinghub.lists.all() if each.name == text]
        return self._ref_of(text) or next(iter(lists), None)


class Which(NamedTuple):
    """What a verb is done to, as a step is given it; ``taken`` of the command is not given again, ``named`` is."""

    given: Given
    taken: tuple[str, ...] = ()
    named: str = ""
    shown: bool = False


def _of_place(verb: Verb, app: str, place: str, named: str) -> Which | None:
    """What of an organisation a verb is done to: a module of it, or a part such as its users.

    Without ``place``, it is any.
    """
    part = verb.call.rpartition(".")[0]
    if verb.on is On.MODULE:
        return None if named else Which({"module": module_of(Ref(app, place, RecordId("")))})
    if verb.on not in (On.APP, On.CRM) or (verb.on is On.CRM and app != "crm"):
        return None
    if place and place.lower() not in (part, part or "organisation"):
        return None
    return Which({"app": app} if verb.on is On.APP else {}, named=named)


def _of_lead_sync(key: str, verb: Verb, sync: str, world: World) -> Which | None:
    source = _source_of(world, sync)
    if verb.on is On.LEAD_SYNC:
        return Which({"sync": sync, "source": source})
    return Which({"source": source}, ("contacts",), named=sync) if key == "new_sync" else None


def _source_of(world: World, sync: str) -> str:
    """The source whose sync has that description; Invoice where none has."""
    for source in ("invoice", "books"):
        try:
            if sync in [each.description for each in world.sync_services(source)]:
                return source
        except UsageError:
            continue
    return "invoice"


def _by(verb: Verb, actor: str) -> Given:
    takes = any(each.name == "by" for each in verb.arguments)
    return {"by": actor} if takes and actor not in NOBODY else {}


def _place(subject: object) -> str:
    if isinstance(subject, Ref):
        return f"{subject.app}'s {subject.module}"
    return " ".join([str(each) for each in subject]) if isinstance(subject, tuple) else str(subject)
