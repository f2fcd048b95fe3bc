"""What can go wrong, in one tree.

::

    UsageError                      the caller's mistake (from the kernel)
    NotModelled                     a call the fakes do not answer
    └── UnmodelledAttribute         the same of an attribute, which hasattr() does not find
    VendorError                     the app refused, or did not answer
    ├── InvalidCredentials          missing, malformed, unknown or stale email or key     stops the run
    ├── NoPermission                the user may not see or do this                       stops the run
    ├── CurrencyMismatch            base currencies differ                                stops the run
    ├── InvalidData                 wrong field, type, value or option; missing field
    ├── NotFound                    no record of that id
    ├── DuplicateValue              a unique value is taken (finance: 3062)
    ├── ModifiedSince               the record was modified since the writer read it
    ├── LimitExceeded               a cap of the vendor's is reached
    ├── NotAllowed                  the record's state or the app's rules forbid it
    ├── RateLimited                 too many calls; says how long to wait
    ├── ServerError                 the app broke down: whether it happened is unknown
    └── NoAnswer                    timed out: whether it happened is unknown

``definite`` says whether the write certainly did not happen.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from zsim.catalogue.suggest import did_you_mean


class NotModelled(Exception):
    """A call to something the fakes do not model; the message names the nearest thing that is."""


class UnmodelledAttribute(NotModelled, AttributeError):
    """An attribute that is not modelled, so that ``hasattr`` and completion take it for one that is not there."""


Unmodelled = tuple[str, Mapping[str, str]]
"""What something is called, and what it has and is not modelled, by name, each with the nearest thing that is."""


def refuse_unmodelled(name: str, unmodelled: Unmodelled, refusal: type[NotModelled] = NotModelled) -> None:
    """Refuse with ``NotModelled`` a name of that table, naming the nearest thing that is modelled."""
    called, nearest = unmodelled
    if name in nearest:
        raise refusal(f"{name} of {called}: not modelled yet; the nearest that is: {nearest[name]}")


class PartlyModelled:
    """What has attributes that are not modelled: asked for one, it raises ``NotModelled``; for any other, what is near.

    ``_unmodelled`` says what it is called and which those are.
    """

    _unmodelled: ClassVar[Unmodelled]

    if not TYPE_CHECKING:  # where a misspelled name is an error all the same

        def __getattr__(self, name: str) -> object:
            refuse_unmodelled(name, self._unmodelled, UnmodelledAttribute)
            known = [each for each in dir(self) if not each.startswith("_")]
            raise AttributeError(
                f"{self._unmodelled[0]} has no {name!r}; {did_you_mean(name, known)}", name=name, obj=self
            )


class VendorError(Exception):
    """The app refused, or did not answer; ``code`` is the vendor's own, ``field`` the API name at fault if any."""

    definite: ClassVar[bool] = True
    reason: ClassVar[str] = "refused"

    def __init__(self, message: str, *, code: str, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.code = code
        self.field = field


class InvalidCredentials(VendorError):
    """The email or the key does not open the app. Source: CON-01, CON-03, CON-15, CON-16."""

    reason = "invalid key"


class NoPermission(VendorError):
    """The user lacks the right. Source: CON-06."""

    reason = "no permission"


class CurrencyMismatch(VendorError):
    """The base currencies differ. Source: CON-13, CON-14."""

    reason = "base currencies differ"


class InvalidData(VendorError):
    """A field, type, value or option the module does not take, or a required field left out."""

    reason = "invalid data"


class NotFound(VendorError):
    """There is no record of that id in the module."""

    reason = "record not found"


class DuplicateValue(VendorError):
    """A value that must be unique is taken; the finance products answer 3062 for a name. Source: CUS-18, CUS-20."""

    reason = "name taken"


class ModifiedSince(VendorError):
    """A record was modified since whoever writes had read it, so nothing is written over. Source: FLT-19."""

    reason = "modified meanwhile"


class LimitExceeded(VendorError):
    """A cap of the vendor's is reached. Source: CUS-27, MAP-03."""

    reason = "limit reached"


class NotAllowed(VendorError):
    """The record's state or the app's rules forbid the action. Source: DEL-08, CON-10, CON-12."""

    reason = "not allowed"


class RateLimited(VendorError):
    """Too many calls; ``retry_after_ms`` is how long to wait before the next."""

    reason = "rate limit"

    def __init__(self, message: str, *, code: str, retry_after_ms: int) -> None:
        super().__init__(message, code=code)
        self.retry_after_ms = retry_after_ms


class ServerError(VendorError):
    """The app broke down over the call: it may have carried it out, and asking again may well work."""

    definite = False
    reason = "server error"


class NoAnswer(VendorError):
    """The call timed out: whether the app carried it out is unknown."""

    definite = False
    reason = "no answer"
