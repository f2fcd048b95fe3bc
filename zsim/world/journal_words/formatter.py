"""The journal in sentences that somebody who never saw this code can read.

A record is called by the name it had at that point of the journal, so entries are told in order from the first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from zsim.fakes.store.effects import Effect
from zsim.faults import Fired
from zsim.kernel.article import with_article
from zsim.kernel.clock import EPOCH, UTC_KEY, to_datetime
from zsim.kernel.journal import Command, Entry, Journal
from zsim.ports.records import Fields, RecordId, Ref
from zsim.ports.refusals import Refusal
from zsim.ports.schema import Field, FieldType
from zsim.sync import Call, DecisionEntry, Failure, RunEnded, RunStarted
from zsim.sync.leads import ORGANISATION, StateChanged
from zsim.sync.triggers import DEALS, POTENTIAL
from zsim.world.journal_words.line import Line
from zsim.world.journal_words.names import ModuleWords, NameResolver
from zsim.world.journal_words.pending import Fate, fates
from zsim.world.journal_words.phrases import (
    CHOICES,
    ON_INTEGRATIONS,
    ON_ORGANISATIONS,
    UNSAID,
    command_in_words,
    told_call,
)
from zsim.world.journal_words.runs import fetch_ended
from zsim.world.journal_words.values import shown


class JournalFormatter:
    """Tells the entries of one journal, in their order."""

    def __init__(self, resolver: NameResolver, zone: str = UTC_KEY) -> None:
        self.resolver = resolver
        self._zone = zone
        self._fates: Mapping[int, Fate] = {}
        self._names: dict[Ref, str] = {}
        self._given: tuple[int, Mapping[str, object]] = (0, {})
        self._fetches: set[int] = set()

    def lines(self, entries: Sequence[Entry] | Journal, *, calls: bool = True) -> Iterator[Line]:
        """Each entry as a line; what became of a decision is looked for among all of them.

        Without ``calls``, those answered in runs in which none was refused before, two thirds of it, have no text.
        """
        self._fates = fates(entries)
        at_ms, at, refused = -1, EPOCH, set[int]()
        for entry in entries:
            number, moment_ms, actor, kind, _, cause, detail = entry
            if moment_ms != at_ms:
                at_ms, at = moment_ms, to_datetime(moment_ms, self._zone)
            if not calls and detail.__class__ is Call:
                if detail.refusal:
                    refused.add(cause)
                elif cause not in refused:
                    yield Line(number, at, actor, kind, cause, "", ())
                    continue
            refs = self.learn(entry)
            about = tuple(dict.fromkeys([word for ref in refs for word in (ref.id, self.name(ref))]))
            yield Line(number, at, actor, kind, cause, self._sentence(entry), about, self._outcome(entry))
            if isinstance(detail, Command):
                self._given = (number, detail.given)

    def called(self, ref: Ref) -> str:
        """The record with its kind and where it is, such as "account 'Acme' in the CRM"."""
        return f"{self._about(ref)}{self._where(ref)}"

    def name(self, ref: Ref) -> str:
        """What the record is called at this point."""
        known = self._names.get(ref)
        return known if known is not None else self.resolver.standing(ref)

    def field(self, subject: object, name: str, value: object) -> str:
        """A field of a record or module with its value, as a person would read it."""
        field = self._field(subject, name)
        return f"{_label(field, name)} {self._value(subject, field, name, value)}"

    def label(self, subject: object, name: str) -> str:
        """What people call a field of a record or module."""
        return _label(self._field(subject, name), name)

    def known(self, ref: Ref, fields: Fields) -> dict[str, tuple[str, str]]:
        """What fields that hold something and that people know are called, and what they hold in words, by API name."""
        held = [name for name, value in fields.items() if value is not None and value not in ("", ())]
        told = self._told(ref, held)
        return {name: (_label(field, name), self._value(ref, field, name, fields[name])) for name, field in told}

    def learn(self, entry: Entry) -> list[Ref]:
        """Note the name an effect shows; give the records the entry is about."""
        subject, detail = entry.subject, entry.detail
        refs = [subject] if isinstance(subject, Ref) else []
        match detail:
            case Effect() if isinstance(subject, Ref):
                shown_name = self.resolver.shown(entry.number, subject, detail.after or detail.before or {})
                if shown_name is not None:
                    self._names[subject] = shown_name
            case DecisionEntry():
                refs += [*detail.covers, *([detail.target] if detail.target else [])]
            case Failure():
                refs += detail.covers
        return refs

    def _sentence(self, entry: Entry) -> str:
        match entry.detail:
            case Command() as command:
                return f"{entry.actor} {self._command(entry.subject, command)}"
            case Refusal(message):
                return f"{entry.actor} was refused: {message}"
            case Effect() as effect if isinstance(entry.subject, Ref):
                said = self._given[1] if entry.cause == self._given[0] else {}
                return self._effect(entry.subject, effect, said)
            case DecisionEntry() | Failure() as decision:
                return self._decision(decision, entry.number in self._fates)
            case RunStarted() as began if began.organisation == ORGANISATION:
                self._fetches.add(entry.number)
                return f"{began.trigger.value} fetch {began.number} of {began.module!r} began"
            case RunEnded() as ended if entry.cause in self._fetches:
                return fetch_ended(ended)
            case RunStarted() | RunEnded() | StateChanged() | Fired() as told:
                return told.sentence
            case Call() as call:
                return f"sync {told_call(call)}"
            case (str() as keyword, str() as text) if entry.kind == "step":
                return f"{keyword} {text}"
            case (str() as behaviour_id, str() as title) if entry.kind == "mark":
                return f"oddity {behaviour_id}: {title}"
            case _:
                return f"{entry.actor}: {entry.kind} {self._about(entry.subject)}".strip()

    def intended(self, decision: DecisionEntry) -> str:
        """A decision as what is to be done, led by its records where its own sentence names none of them."""
        told, records = decision.intention, decision.covers
        return told if self._mentions(records, told) else f"{' and '.join(map(self._about, records))}: {told}"

    def _decision(self, decision: DecisionEntry | Failure, pending: bool) -> str:
        told = decision.intention if pending and isinstance(decision, DecisionEntry) else decision.sentence
        if self._mentions(decision.covers, told):
            return f"sync is {told}" if told.startswith("to ") else f"sync {told}"
        return f"sync on {' and '.join(map(self._about, decision.covers))}: {told}"

    def _mentions(self, records: Iterable[Ref], sentence: str) -> bool:
        return any(self.name(ref) in sentence for ref in records)

    def _command(self, subject: object, command: Command) -> str:
        name, given = command
        match subject:
            case Ref() if name == "update":
                return f"changed {self._about(subject)}{self._where(subject)}: {self._pairs(subject, given, ' to ')}"
            case Ref() if name == "merge":
                losers = given.get("losers")
                refs = [subject._replace(id=each) for each in losers] if isinstance(losers, tuple) else []
                return (
                    f"merged {' and '.join(map(self._about, refs))} into {self._about(subject)}{self._where(subject)}"
                )
            case ("integration", str() as key):
                told = ON_INTEGRATIONS.get(name, f"used {name!r} on {{app}}").format(
                    app=self.resolver.apps.get(key, key)
                )
                given = {word: each for word, each in given.items() if word not in UNSAID or name in CHOICES}
            case (str(), str()) if self._module(subject) is None and name in ON_ORGANISATIONS:
                told = f"{ON_ORGANISATIONS[name]}{self._where(subject)}"
            case (str(), str()) if self._module(subject) is not None and name == "create":
                return f"created {self._newcomer(subject, given)}"
            case (str(), str() as module_name, str() as called) if not isinstance(subject, Ref):
                told = command_in_words(name, f"{called!r} among the {module_name.lower()}{self._where(subject)}")
            case _:
                told = command_in_words(name, self._about(subject)) + self._where(subject)
        more = self._pairs(subject, given, " ")
        return f"{told} ({more})" if more else told

    def _newcomer(self, subject: object, given: Mapping[str, object]) -> str:
        module = self._module(subject)
        assert module is not None, f"{subject!r} is no module"
        name = given.get(module.name_field)
        called = f"{module.singular} {name!r}" if name else with_article(module.singular)
        more = self._pairs(subject, {key: each for key, each in given.items() if key != module.name_field}, " ")
        return f"{called}{self._where(subject)}" + (f" ({more})" if more else "")

    def _effect(self, ref: Ref, effect: Effect, said: Mapping[str, object]) -> str:
        record = f"{self._about(ref)}{self._where(ref)}"
        before, after = effect.before, effect.after
        if before is not None and after is not None:
            return f"{record} changed: {self._difference(ref, before, after) or 'nothing but its time'}"
        if effect.change != "created" or after is None:
            return f"{record} was {effect.change}"
        module = self._module(ref)
        named = module.name_field if module else ""
        more = {key: each for key, each in after.items() if key != named and said.get(key) != each}
        told = self._pairs(ref, more, " ")
        return f"{record} now exists" + (f" ({told})" if told else "")

    def _difference(self, ref: Ref, before: Fields, after: Fields) -> str:
        changed = [name for name in dict.fromkeys((*before, *after)) if before.get(name) != after.get(name)]
        told = []
        for name, field in self._told(ref, changed):
            old, new = [self._value(ref, field, name, each.get(name)) for each in (before, after)]
            told.append(f"{_label(field, name)} {old} -> {new}")
        return ", ".join(told)

    def _pairs(self, subject: object, given: Mapping[str, object], between: str) -> str:
        """The fields that hold something; those emptied by an update are told too."""
        names = [name for name, value in given.items() if between != " " or value not in (None, "", False, ())]
        told = [(name, _label(field, name), field) for name, field in self._told(subject, names)]
        return ", ".join(
            [f"{label}{between}{self._value(subject, field, name, given[name])}" for name, label, field in told]
        )

    def _told(self, subject: object, names: Iterable[str]) -> list[tuple[str, Field | None]]:
        """The names without those of fields kept from people, such as what an integration notes, each with its field.

        A record has its module looked for once, not for each of its fields: a tenth of what telling a journal takes.
        """
        module = self._module(subject)
        if module is None:
            return [(name, None) for name in names]
        schema, hidden = module.schema, module.hidden
        return [(name, schema.get(name)) for name in names if name not in hidden]

    def _value(self, subject: object, field: Field | None, name: str, value: object) -> str:
        if isinstance(value, tuple) and value and field is not None and field.lookup is not None:
            return ", ".join([self._value(subject, field, name, each) for each in value])
        if field is None or not isinstance(value, str):
            return self._about(value) if isinstance(value, Ref) else shown(value)
        if name == POTENTIAL:
            return self._looked_up("crm", DEALS, value)
        if field.type is FieldType.OWNER:
            return self.resolver.users.get(value, value)
        if field.lookup is not None and value and isinstance(subject, tuple):
            return self._looked_up(str(subject[0]), field.lookup, value)
        if field.type is FieldType.LOOKUP and isinstance(subject, tuple):  # of any module, as beside what a note stands
            return next((self._about(each) for each in self._names if each[::2] == (subject[0], value)), value)
        return shown(value)

    def _looked_up(self, app: str, module: str, record_id: str) -> str:
        return repr(self.name(Ref(app, module, RecordId(record_id))))

    def _outcome(self, entry: Entry) -> str:
        match entry.detail:
            case DecisionEntry() as told:
                return self._fates.get(entry.number, told.outcome).value
            case Failure():
                return "failed"
            case RunEnded() as ended:
                return ended.grade.value
            case _:
                return ""

    def _about(self, subject: object) -> str:
        match subject:
            case Ref():
                module = self._module(subject)
                name = self.name(subject)
                nameless = module is not None and name.startswith(f"{module.singular} of ")
                return name if nameless else f"{module.singular if module else subject.module} {name!r}"
            case (str(), str() as module_name):
                return module_name
            case _:
                return "" if subject is None else shown(subject)

    def _where(self, subject: object) -> str:
        app = subject[0] if isinstance(subject, tuple) and subject else None
        return f" in {self.resolver.apps.get(app, app)}" if isinstance(app, str) else ""

    def _field(self, subject: object, name: str) -> Field | None:
        module = self._module(subject)
        return module.schema.get(name) if module is not None else None

    def _module(self, subject: object) -> ModuleWords | None:
        """That of a record, of a module and of what is in one; the app and the module's name lead them all."""
        if not isinstance(subject, tuple) or len(subject) < 2:
            return None
        app, module = subject[:2]
        return self.resolver.module(app, module) if isinstance(module, str) else None


def _label(field: Field | None, name: str) -> str:
    return (field.label if field is not None else "") or name.replace("_", " ")
