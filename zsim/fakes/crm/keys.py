"""The CRM's ZSC key: who made it, which former ones died, and why one is refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from zsim.catalogue import Quirks, catalogue
from zsim.fakes.crm.users import CrmUser
from zsim.fakes.store.keys import Bits, is_key, maker_of, new_key
from zsim.ports.errors import InvalidCredentials
from zsim.ports.records import RecordId

CRM = "crm"


class Keys:
    """The keys one CRM ever made. Source: CON-03, CON-15, CON-16."""

    def __init__(self, stream: Callable[[], Bits], quirks: Quirks) -> None:
        self._stream = stream
        self._quirks = quirks
        self._makers: dict[str, RecordId] = {}
        self._died: dict[str, str] = {}

    @property
    def current(self) -> str | None:
        """The key made last, if it still works."""
        return next(reversed(self._makers), None)

    def generate(self, maker: CrmUser) -> str:
        """Make a key; the former ones die with it. Source: CON-15."""
        former = tuple(self._makers)
        if former and self._quirks.fires("CON-15", (CRM, "Keys")):
            for each in former:
                self._bury(each, f"{maker.name} generated another key")
        key = new_key(CRM, self._stream())
        self._makers[key] = maker.id
        return key

    def die_with(self, maker: CrmUser) -> None:
        """Let the keys of a deactivated user die, for good. Source: CON-16."""
        for key in [each for each, maker_id in self._makers.items() if maker_id == maker.id]:
            self._bury(key, f"{maker.name}, who generated it, was deactivated")

    def check(self, key: str | None) -> None:
        """Refuse with ``InvalidCredentials`` whatever is not a working key of this CRM. Source: CON-01, CON-03."""
        if key is None or not key.strip():
            raise _refusal("the ZSC key is missing")
        if key not in self._makers and key.lower() not in self._makers:
            raise _refusal(self._why_not(key.lower()))

    def export(self) -> dict[str, Any]:
        """The keys as plain values."""
        return {"makers": dict(self._makers), "died": dict(self._died)}

    def load(self, data: Mapping[str, Any]) -> None:
        """Take over what ``export`` gave."""
        self._makers = {key: RecordId(maker_id) for key, maker_id in data["makers"].items()}
        self._died = dict(data["died"])

    def _bury(self, key: str, reason: str) -> None:
        del self._makers[key]
        self._died[key] = reason

    def _why_not(self, key: str) -> str:
        if not is_key(key):
            return f"the ZSC key {key!r} is malformed: it has 32 hexadecimal digits"
        if key in self._died:
            return f"the ZSC key {_short(key)} is dead: {self._died[key]}"
        products = catalogue().products
        maker = maker_of(key, [each.key for each in products])
        if maker is not None:
            name = catalogue().product(maker).name
            return f"the ZSC key {_short(key)} was generated in {name} and opens {name} only; take the CRM's"
        return f"the ZSC key {_short(key)} is unknown to this CRM"


def _short(key: str) -> str:
    return f"{key[:4]}...{key[-4:]}"


def _refusal(message: str) -> InvalidCredentials:
    return InvalidCredentials(message, code="AUTHENTICATION_FAILURE", field="key")
