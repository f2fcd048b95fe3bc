"""Time zones by their IANA keys."""

from __future__ import annotations

import difflib
from functools import cache
from zoneinfo import ZoneInfo

from zsim.kernel.errors import UsageError


@cache
def zone(key: str) -> ZoneInfo:
    """The zone of an IANA key, as the ``tzdata`` package has it; any other key raises ``UsageError``.

    The machine's own database is never read: two machines may disagree on a zone, and a run must not.
    """
    from importlib.resources import files

    package = files("tzdata")
    keys = package.joinpath("zones").read_text(encoding="utf-8").split()
    if key not in keys:
        places = [each for each in keys if "/" in each]
        near = difflib.get_close_matches(key, places, n=3) or ["Asia/Kolkata", "Europe/Berlin"]
        raise UsageError(
            asked=f"the time zone {key!r}",
            found="it is not an IANA key",
            right=f"such a key names a region and a city or is UTC, like {', '.join(near)}",
        )
    with package.joinpath("zoneinfo", *key.split("/")).open("rb") as data:
        return ZoneInfo.from_file(data, key=key)
