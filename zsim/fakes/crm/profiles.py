"""Profiles: what their users may see."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping

from zsim.catalogue.suggest import as_spelled, listed
from zsim.fakes.store.face import CommandLog
from zsim.kernel.errors import UsageError
from zsim.ports.errors import NotAllowed
from zsim.ports.refusals import tells_refusals

ADMINISTRATOR = "Administrator"
STANDARD = "Standard"


class Profiles:
    """The profiles of one CRM, each with the modules it hides. Source: CON-06."""

    def __init__(self, modules: Mapping[str, object]) -> None:
        self._modules = modules
        self._hidden: dict[str, tuple[str, ...]] = {ADMINISTRATOR: (), STANDARD: ()}

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

    def export(self) -> dict[str, list[str]]:
        """Hidden modules by profile, as plain values."""
        return {name: list(hidden) for name, hidden in self._hidden.items()}

    def load(self, data: Mapping[str, Iterable[str]]) -> None:
        """Take over what ``export`` gave."""
        self._hidden = {name: tuple(hidden) for name, hidden in data.items()}

    def __contains__(self, name: object) -> bool:
        return name in self._hidden

    def _require_module(self, module: str) -> None:
        if module not in self._modules:
            near = difflib.get_close_matches(module, self._modules, n=3) or tuple(self._modules)
            raise UsageError(asked=f"the module {module!r}", found="there is none", right=f"one of {', '.join(near)}")


@tells_refusals("create hide show", "_recorder.journal")
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

    def hidden(self, name: str) -> tuple[str, ...]:
        """The modules a profile hides."""
        return self._profiles.hidden(name)

    def __str__(self) -> str:
        told = [f"  {name}: hides {', '.join(hidden) or 'nothing'}" for name, hidden in self._profiles.export().items()]
        return "\n".join(["the profiles of the CRM:", *told])
