"""The gate of a finance organisation: how other products read it with its ZSC key."""

from __future__ import annotations

from collections.abc import Callable

from zsim.catalogue import catalogue
from zsim.fakes.store.keys import is_key, maker_of
from zsim.fakes.store.watching import Subscription
from zsim.ports.app import App, Credentials, Organisation
from zsim.ports.errors import InvalidCredentials
from zsim.ports.folding import folded

CODE = "14"


class FinanceGate:
    """Opens one finance organisation to other products, by its primary email and its own key. Source: CON-03.

    ``key`` gives the present key, ``open_port`` the port of a product that asks ``check`` before every call,
    ``channels`` are those who want to know when email or key change.
    """

    def __init__(
        self,
        product: str,
        organisation: Callable[[], Organisation],
        key: Callable[[], str | None],
        open_port: Callable[[Callable[[str | None], None], str], App],
        channels: list[Subscription],
    ) -> None:
        self._product = product
        self._organisation = organisation
        self._key = key
        self._open_port = open_port
        self._channels = channels

    def open(self, product: str, credentials: Credentials) -> App:
        """The organisation as ``product`` may use it; ``InvalidCredentials`` says what is wrong, then and later."""
        self._check(credentials)
        return self._open_port(lambda module: self._check(credentials), catalogue().product(product).key)

    def watch_keys(self, notify: Callable[[], None]) -> Subscription:
        """Call ``notify`` after the key was regenerated or the primary email changed. Source: KEY-01, KEY-03."""
        return Subscription(self._channels, notify)

    def _check(self, credentials: Credentials) -> None:
        if folded(credentials.email) != folded(self._organisation().email):
            raise _refusal(f"{credentials.email!r} is not the organisation's primary email", "email")
        key = (credentials.key or "").strip().lower()
        if not key:
            raise _refusal("the ZSC key is missing", "key")
        if key != self._key():
            raise _refusal(self._why_not(key), "key")

    def _why_not(self, key: str) -> str:
        if not is_key(key):
            return f"the ZSC key {key!r} is malformed: it has 32 hexadecimal digits"
        maker = maker_of(key, ["crm", *[each.key for each in catalogue().products]])
        if maker is not None and maker != self._product:
            return f"the ZSC key was generated in {maker} and opens {maker} only; take that of {self._product}"
        return "the ZSC key is not the one in force; generate or copy the present one"


def _refusal(message: str, field: str) -> InvalidCredentials:
    return InvalidCredentials(message, code=CODE, field=field)
