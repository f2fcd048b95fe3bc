"""Faults as plain JSON and back, so that a script can hold them.

>>> from zsim.faults.kinds import AnswerLost
>>> plain(AnswerLost("books", call=2))
{'kind': 'answer_lost', 'app': 'books', 'call': 2}
>>> fault_of({"kind": "answer_lost", "app": "books", "call": 2})
AnswerLost(app='books', call=2, of='write', module=None, times=1)
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from zsim.catalogue import did_you_mean
from zsim.faults.fault import Fault, refuse
from zsim.faults.kinds import KINDS
from zsim.ports.codec import Plain

KIND = "kind"


def plain(fault: Fault) -> dict[str, Plain]:
    """The fault as JSON can hold it: its kind, and the fields that are not as usual.

    What somebody is to do meanwhile must be the name of a step; anything to call raises ``UsageError``.
    """
    data: dict[str, Plain] = {KIND: fault.kind}
    for field in dataclasses.fields(fault):
        value = getattr(fault, field.name)
        if callable(value):
            raise refuse(fault.kind, f"{field.name} is {value!r}", "only the name of a step can be written down")
        if value != field.default:
            data[field.name] = value
    return data


def fault_of(data: Mapping[str, Any]) -> Fault:
    """The fault that ``plain`` gave; an unknown kind, field or value raises ``UsageError``."""
    name = data.get(KIND)
    kind = KINDS.get(name) if isinstance(name, str) else None
    if kind is None:
        raise refuse(f"{name!r}", "there is no such kind", did_you_mean(str(name), KINDS))
    fields = {each.name: each for each in dataclasses.fields(kind)}
    given = {key: value for key, value in data.items() if key != KIND}
    for key in given:
        if key not in fields:
            raise refuse(kind.kind, f"it has no field {key!r}", did_you_mean(key, fields))
    for key, field in fields.items():
        if field.default is dataclasses.MISSING and key not in given:
            raise refuse(kind.kind, f"{key} is missing", f"it needs {key}")
    return kind(**given)
