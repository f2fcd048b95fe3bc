"""Values of scripts as a person writes them in Python."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal

from zsim.explore.script.values import Named

LENGTH_MAX = 120
INDENT = "    "


def literal(value: object, called: Callable[[str], str]) -> str:
    """The expression that gives a value; ``called`` gives that of a record by its name."""
    match value:
        case Named():
            return called(value.name)
        case str():
            return quoted(value)
        case datetime():
            return f"datetime.fromisoformat({quoted(value.isoformat())})"
        case date():
            return f"date({value.year}, {value.month}, {value.day})"
        case Decimal():
            return f"Decimal({quoted(str(value))})"
        case Mapping():
            return f"{{{', '.join([f'{quoted(key)}: {literal(each, called)}' for key, each in value.items()])}}}"
        case tuple():
            held = ", ".join([literal(each, called) for each in value])
            return f"({held},)" if len(value) == 1 else f"({held})"
        case _:
            return repr(value)


def quoted(text: str) -> str:
    """The text between double quotes, as a formatter writes it."""
    if text.isprintable() and "\\" not in text:
        return f"'{text}'" if '"' in text and "'" not in text else json.dumps(text, ensure_ascii=False)
    return repr(text)


def laid_out(head: str, arguments: list[str], tail: str, indent: str) -> list[str]:
    """A call on one line, or on several where it is too long: its arguments on one, or on one each."""
    whole = f"{indent}{head}({', '.join(arguments)})"
    if len(whole) <= LENGTH_MAX or not arguments:
        return [f"{whole}{tail}"]
    inside = f"{indent}{INDENT}{', '.join(arguments)}"
    if len(inside) <= LENGTH_MAX:
        return [f"{indent}{head}(", inside, f"{indent}){tail}"]
    return [f"{indent}{head}(", *[f"{indent}{INDENT}{each}," for each in arguments], f"{indent}){tail}"]
