"""What the apps say when they refuse: codes and waits by app, and the end of the engine."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from zsim.catalogue import AppName, ConnectsBy, catalogue
from zsim.ports.errors import (
    CurrencyMismatch,
    DuplicateValue,
    InvalidCredentials,
    InvalidData,
    LimitExceeded,
    NoAnswer,
    NoPermission,
    NotAllowed,
    NotFound,
    RateLimited,
    ServerError,
    VendorError,
)

CRM = "crm"
HUB = "marketinghub"
FINANCE = "finance"

SECOND_MS = 1000
MINUTE_MS = 60 * SECOND_MS
HOUR_MS = 60 * MINUTE_MS
DAY_MS = 24 * HOUR_MS
DAY = "day"

NO_ANSWER = NoAnswer.__name__
NO_CODE = "timeout"
"""What stands for a code where no answer came that could hold one."""


class EngineKilled(BaseException):
    """The engine is no more: whatever it was doing ends here. Nothing that handles errors may catch it."""


class Limit(NamedTuple):
    """A limit of an app's calls: the code it refuses with, and how long it asks to wait."""

    code: str
    wait_ms: int


LIMITS: Mapping[str, Mapping[str, Limit]] = {
    CRM: {
        "minute": Limit("RATE_LIMIT_EXCEEDED", MINUTE_MS),
        "credits": Limit("TOO_MANY_REQUESTS", HOUR_MS),
        "concurrency": Limit("TOO_MANY_REQUESTS", SECOND_MS),
    },
    FINANCE: {
        "minute": Limit("44", MINUTE_MS),
        "day": Limit("45", DAY_MS),
        "concurrency": Limit("1070", SECOND_MS),
    },
    HUB: {"minute": Limit("429", 30 * MINUTE_MS)},
}
"""The CRM documents no wait, so these are ours; finance's day ends at midnight UTC; the hub locks for half an hour."""

ERRORS: Mapping[str, type[VendorError]] = {
    each.__name__: each
    for each in (
        ServerError,
        NoAnswer,
        NotAllowed,
        NoPermission,
        InvalidCredentials,
        InvalidData,
        NotFound,
        DuplicateValue,
        LimitExceeded,
        CurrencyMismatch,
    )
}
REFUSALS = tuple(ERRORS)
"""The names of the errors a call can be refused with."""

CODES: Mapping[str, Mapping[str, str]] = {
    CRM: {
        "ServerError": "INTERNAL_ERROR",
        "NotAllowed": "NOT_ALLOWED",
        "NoPermission": "NO_PERMISSION",
        "InvalidCredentials": "AUTHENTICATION_FAILURE",
        "InvalidData": "INVALID_DATA",
        "NotFound": "INVALID_DATA",
        "DuplicateValue": "DUPLICATE_DATA",
        "LimitExceeded": "LIMIT_EXCEEDED",
        "CurrencyMismatch": "CURRENCY",
    },
    FINANCE: {
        "ServerError": "1000",
        "NotAllowed": "4",
        "NoPermission": "57",
        "InvalidCredentials": "14",
        "InvalidData": "4",
        "NotFound": "1002",
        "DuplicateValue": "3062",
        "LimitExceeded": "4",
        "CurrencyMismatch": "CURRENCY",
    },
    HUB: {"ServerError": "500", "LimitExceeded": "980", "InvalidCredentials": "919"},
}
HUB_CODE = "903"
"""What the hub says to everything else."""


def family(app: str) -> str:
    """What kind of app the organisation of that key is."""
    return app if app in (CRM, HUB) else FINANCE


def has_key(app: str) -> bool:
    """Whether the organisation of that key is opened with a ZSC key; one not known here is taken to be."""
    if app == CRM:
        return True
    products = [each for each in catalogue().products if app == each.key or app.startswith(f"{each.key}-")]
    return all(each.connects_by is ConnectsBy.KEY and each.app is AppName.FINANCE for each in products)


def refusal(app: str, error: str, message: str) -> VendorError:
    """The error of that name as the app gives it."""
    code = NO_CODE if error == NO_ANSWER else CODES[family(app)].get(error, HUB_CODE)
    return ERRORS[error](message, code=code)


def too_many_calls(app: str, limit: str, wait_ms: int | None, now_ms: int) -> RateLimited:
    """The refusal of an app that had too many calls; a day's limit asks to wait for the next day."""
    known = LIMITS[family(app)][limit]
    if wait_ms is None:
        wait_ms = DAY_MS - now_ms % DAY_MS if limit == DAY else known.wait_ms
    return RateLimited("too many calls", code=known.code, retry_after_ms=wait_ms)
