"""Whether a step can mean something: its verb, its arguments and how each is written. Nothing is looked up yet."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from zsim.catalogue import did_you_mean
from zsim.explore.script.values import Given
from zsim.explore.script.verbs import NAME, VERBS, Argument, Form, On
from zsim.kernel.errors import UsageError

APART = " in "
"""What stands between a name and the app of its counterpart: "acme in books"."""

CRM_MODULES = ("accounts", "contacts", "deals", "products", "vendors")
FINANCE_MODULES = ("customers", "contact_persons", "invoices", "items", "vendors", "bills")
HUB_MODULES = ("leads", "lists")


ARGUMENTS: Mapping[str, Mapping[str, Argument]] = {
    name: {each.name: each for each in verb.arguments} for name, verb in VERBS.items()
}
"""What a step of each verb may be given, by name."""


def check_step(verb: str, given: Mapping[str, Any]) -> None:
    """Refuse with ``UsageError`` a step that means nothing, whatever the world it is played in."""
    if verb not in VERBS:
        raise UsageError(
            asked=f"a step that is to {verb!r}", found="there is no such verb", right=did_you_mean(str(verb), VERBS)
        )
    known = ARGUMENTS[verb]
    for name in given:
        if name not in known:
            right = did_you_mean(name, known) if known else f"{verb} takes nothing"
            raise UsageError(asked=f"{verb} with {name!r}", found=f"{verb} is given no such thing", right=right)
    for name, argument in known.items():
        if name in given:
            _check_form(verb, argument, given[name])
        elif argument.required:
            right = f"{verb} needs {', '.join([each.name for each in known.values() if each.required])}"
            raise UsageError(asked=f"a step that is to {verb!r}", found=f"{name!r} is missing", right=right)
    if VERBS[verb].on is On.TIME and verb == "advance" and not given:
        raise UsageError(asked="advance", found="no length of time", right="such as minutes=30")


def _check_form(verb: str, argument: Argument, value: object) -> None:
    if argument.form is Form.MODULE:
        _check_module(verb, value)
    elif argument.form in WRITTEN:
        fits, right = WRITTEN[argument.form]
        if not fits(value) and (value is not None or argument.required):
            raise UsageError(asked=f"{verb} with {argument.name}={value!r}", found="it cannot be that", right=right)
    if argument == NAME and APART in str(value):
        raise UsageError(
            asked=f"{verb} with name={value!r}",
            found=f'"{APART}" tells counterparts, such as "acme in books"',
            right="a name without it",
        )


def _check_module(verb: str, value: object) -> None:
    app, _, module = value.partition(".") if isinstance(value, str) else ("", "", "")
    if not app or not module:
        raise UsageError(
            asked=f"{verb} with module={value!r}", found="no app and module", right='such as "crm.accounts"'
        )
    known = CRM_MODULES if app == "crm" else HUB_MODULES if app == "marketinghub" else FINANCE_MODULES
    if module not in known:
        raise UsageError(
            asked=f"{verb} with module={value!r}", found=f"{app} has no such module", right=did_you_mean(module, known)
        )


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_length(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _are_texts(value: object) -> bool:
    return isinstance(value, tuple) and all(_is_text(each) for each in value)


WRITTEN: Mapping[Form, tuple[Callable[[object], bool], str]] = {
    **dict.fromkeys((Form.TEXT, Form.VIEW), (_is_text, "a text, such as a name")),
    **dict.fromkeys((Form.RECORD, Form.ID), (_is_text, "the name of a record")),
    **dict.fromkeys((Form.APP, Form.PRODUCT), (_is_text, "the key or name of an organisation")),
    Form.MOMENT: (_is_text, 'a moment such as "2026-01-05 09:00"'),
    Form.LENGTH: (_is_length, "a whole number, of a smaller unit if need be"),
    Form.RECORDS: (_are_texts, "a list of names of records"),
    Form.ITEMS: (lambda value: isinstance(value, tuple), "a list"),
    Form.KEYWORDS: (lambda value: isinstance(value, Given), "a mapping by name"),
}
"""Whether a value can be an argument of a form, and what would be right."""
