"""Profiles: what their users may see, and what they may do with finance's transactions."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from zsim.catalogue.suggest import as_spelled, did_you_mean, listed
from zsim.fakes.store.face import CommandLog
from zsim.kernel.errors import UsageError
from zsim.ports.errors import NoPermission, NotAllowed
from zsim.ports.refusals import tells_refusals

ADMINISTRATOR = "Administrator"
STANDARD = "Standard"
SUMMARY = "summary"
QUOTES = "quotes"
"""What Books and Billing call estimates."""


class TransactionRight(StrEnum):
    """What a profile may do with the transactions of one type."""

    VIEW = "view"
    CREATE_EDIT = "create_edit"
    EMAIL = "email"


DOINGS: Mapping[TransactionRight, str] = MappingProxyType(
    {
        TransactionRight.VIEW: "view",
        TransactionRight.CREATE_EDIT: "create and edit",
        TransactionRight.EMAIL: "email",
    }
)
RIGHTS: Mapping[str, tuple[TransactionRight, ...]] = MappingProxyType(
    {
        **dict.fromkeys(("estimates", "invoices", "sales_orders", "purchase_orders"), tuple(TransactionRight)),
        SUMMARY: (TransactionRight.VIEW,),
    }
)
"""What rights there are over each type of transactions the CRM shows, and over the summary. Source: PRM-01, PRM-04."""

Denied = Mapping[str, tuple[TransactionRight, ...]]
NOTHING_DENIED: Denied = MappingProxyType({})


class Profiles:
    """The profiles of one CRM: the modules each hides, the rights it lacks. Source: CON-06, PRM-01, PRM-09, PRM-10."""

    def __init__(self, modules: Mapping[str, object]) -> None:
        self._modules = modules
        self._hidden: dict[str, tuple[str, ...]] = {ADMINISTRATOR: (), STANDARD: ()}
        self._denied: dict[str, Denied] = {}

    def hidden(self, name: str) -> tuple[str, ...]:
        """The modules that users of a profile do not see; an unknown profile raises ``UsageError``."""
        hidden = self._hidden.get(name)
        if hidden is not None:
            return hidden
        near = difflib.get_close_matches(name, self._hidden, n=3) or tuple(self._hidden)
        raise UsageError(asked=f"the profile {name!r}", found="there is none", right=f"one of {', '.join(near)}")

    def hides(self, name: str, module: str) -> bool:
        """Whether a known profile hides a module."""
        return module in self._hidden[name]

    def put(self, name: str, hidden: Iterable[str]) -> None:
        """Set what a profile hides; the administrators' profile hides nothing, ever."""
        hidden = tuple(dict.fromkeys(as_spelled(each, self._modules) for each in hidden))
        for module in hidden:
            self._require_module(module)
        if name == ADMINISTRATOR and hidden:
            raise NotAllowed("the profile Administrator sees every module", code="NOT_ALLOWED", field="profile")
        self._hidden[name] = hidden

    def may(self, name: str, type: str, right: str = TransactionRight.VIEW) -> bool:
        """Whether a profile has a right over the transactions of a type, or may view the summary. Source: PRM-01."""
        kind, (wanted,) = rights_of(type, (right,))
        return wanted not in self.denied(name).get(kind, ())

    def require(self, user: str, name: str, type: str, right: str = TransactionRight.VIEW) -> None:
        """Refuse with ``NoPermission`` what the profile of that user does not allow. Source: PRM-05, PRM-07."""
        kind, (wanted,) = rights_of(type, (right,))
        denied = self.denied(name).get(kind, ())
        if wanted in denied:
            told = kind.replace("_", " ") if kind != SUMMARY else "the summary of receivables and payables"
            why = "all of them" if len(denied) == len(TransactionRight) else f"the right {wanted.value!r}"
            message = f"{user} may not {DOINGS[wanted]} {told}: the profile {name} denies {why}"
            raise NoPermission(message, code="NO_PERMISSION", field=kind)

    def allow(self, name: str, type: str, rights: Iterable[str]) -> None:
        """Give a profile these rights over a type of transactions, or all there are. Source: PRM-01, PRM-07."""
        kind, allowed = rights_of(type, rights)
        self._set_denied(name, kind, [each for each in self.denied(name).get(kind, ()) if each not in allowed])

    def deny(self, name: str, type: str, rights: Iterable[str]) -> None:
        """Take these rights from a profile, or all there are; administrators keep theirs. Source: PRM-01, PRM-07."""
        kind, lost = rights_of(type, rights)
        if name == ADMINISTRATOR:
            raise NotAllowed("the profile Administrator has every right", code="NOT_ALLOWED", field="profile")
        self._set_denied(name, kind, [*self.denied(name).get(kind, ()), *lost])

    def denied(self, name: str) -> Denied:
        """The rights a profile lacks, by type of transactions; an unknown profile raises ``UsageError``."""
        self.hidden(name)
        return self._denied.get(name, NOTHING_DENIED)

    def export(self) -> dict[str, Any]:
        """Hidden modules and denied rights by profile, as plain values."""
        return {
            name: {"hidden": list(hidden), "denied": {kind: list(lost) for kind, lost in self.denied(name).items()}}
            for name, hidden in self._hidden.items()
        }

    def load(self, data: Mapping[str, Any]) -> None:
        """Take over what ``export`` gave."""
        self._hidden = {name: tuple(each["hidden"]) for name, each in data.items()}
        for name, each in data.items():
            for kind, lost in each["denied"].items():
                self._set_denied(name, kind, lost)

    def __contains__(self, name: object) -> bool:
        return name in self._hidden

    def __iter__(self) -> Iterator[str]:
        return iter(self._hidden)

    def _set_denied(self, name: str, kind: str, lost: Iterable[str]) -> None:
        ordered = tuple([each for each in TransactionRight if each in tuple(lost)])
        denied = {**self.denied(name), kind: ordered}
        self._denied[name] = {each: denied[each] for each in RIGHTS if denied.get(each)}

    def _require_module(self, module: str) -> None:
        if module not in self._modules:
            near = difflib.get_close_matches(module, self._modules, n=3) or tuple(self._modules)
            raise UsageError(asked=f"the module {module!r}", found="there is none", right=f"one of {', '.join(near)}")


def rights_of(type: str, rights: Iterable[str]) -> tuple[str, tuple[TransactionRight, ...]]:
    """A type of transactions and rights over it, as they are spelled; none named are all there are.

    >>> rights_of("Invoices", ["Email"])
    ('invoices', (<TransactionRight.EMAIL: 'email'>,))
    """
    spelled = as_spelled(type.replace(" ", "_"), (*RIGHTS, QUOTES))
    kind = "estimates" if spelled == QUOTES else spelled
    if kind not in RIGHTS:
        raise UsageError(
            asked=f"rights over {type!r}", found="there are no such transactions", right=did_you_mean(type, RIGHTS)
        )
    wanted = tuple([as_spelled(each.replace(" ", "_"), TransactionRight) for each in rights])
    for each in wanted:
        if each not in RIGHTS[kind]:
            found, right = "there is no such right", did_you_mean(each, [known.value for known in RIGHTS[kind]])
            raise UsageError(asked=f"the right {each!r} over {kind}", found=found, right=right)
    return kind, tuple([TransactionRight(each) for each in wanted]) or RIGHTS[kind]


@tells_refusals("create hide show allow deny", "_recorder.journal")
class ProfilesFace:
    """What an administrator does with profiles."""

    def __init__(self, profiles: Profiles, recorder: CommandLog) -> None:
        self._profiles = profiles
        self._recorder = recorder

    def create(self, name: str, hidden_modules: str | Iterable[str] = ()) -> str:
        """Make a profile that hides these modules, and give its name."""
        hidden = listed("hidden_modules", hidden_modules)
        self._recorder.note("Profiles", "create", ("crm", "Profiles", name), {"hidden_modules": hidden})
        if name in self._profiles:
            raise NotAllowed(f"there is a profile {name!r} already", code="DUPLICATE_DATA", field="name")
        self._profiles.put(name, hidden)
        return name

    def hide(self, name: str, *modules: str) -> None:
        """Hide modules from the users of a profile."""
        hidden = (*self._profiles.hidden(name), *modules)
        self._recorder.note("Profiles", "hide", ("crm", "Profiles", name), {"modules": modules})
        self._profiles.put(name, hidden)

    def show(self, name: str, *modules: str) -> None:
        """Show hidden modules again."""
        hidden = tuple([each for each in self._profiles.hidden(name) if each not in modules])
        self._recorder.note("Profiles", "show", ("crm", "Profiles", name), {"modules": modules})
        self._profiles.put(name, hidden)

    def allow(self, name: str, type: str, *rights: str) -> None:
        """Give a profile rights over finance's transactions: ``allow("Sales", "invoices", "view", "email")``.

        The types are those the CRM shows, and "summary"; the rights "view", "create_edit" and "email", or all of them
        where none is named. They count from the next command of each of its users. Source: PRM-01, PRM-02, PRM-07.
        """
        self._note("allow", name, type, rights)
        self._profiles.allow(name, type, rights)

    def deny(self, name: str, type: str, *rights: str) -> None:
        """Take such rights from a profile; where none is named, the whole type. Source: PRM-01, PRM-02, PRM-07."""
        self._note("deny", name, type, rights)
        self._profiles.deny(name, type, rights)

    def may(self, name: str, type: str, right: str = TransactionRight.VIEW) -> bool:
        """Whether a profile has such a right."""
        return self._profiles.may(name, type, right)

    def hidden(self, name: str) -> tuple[str, ...]:
        """The modules a profile hides."""
        return self._profiles.hidden(name)

    def __str__(self) -> str:
        told = [f"  {name}: {self._told(name)}" for name in self._profiles]
        return "\n".join(["the profiles of the CRM:", *told])

    def _told(self, name: str) -> str:
        denied = [_denied_in_words(kind, lost) for kind, lost in self._profiles.denied(name).items()]
        hides = f"hides {', '.join(self._profiles.hidden(name)) or 'nothing'}"
        return f"{hides}, denies {'; '.join(denied)}" if denied else hides

    def _note(self, command: str, name: str, type: str, rights: tuple[str, ...]) -> None:
        kind, named = rights_of(type, rights)
        self._profiles.hidden(name)  # refuses an unknown profile
        given = {"type": kind, "rights": tuple([each.value for each in named])}
        self._recorder.note("Profiles", command, ("crm", "Profiles", name), given)


def _denied_in_words(kind: str, lost: tuple[TransactionRight, ...]) -> str:
    told = kind.replace("_", " ")
    return told if lost == RIGHTS[kind] else f"to {' or '.join([DOINGS[each] for each in lost])} {told}"
