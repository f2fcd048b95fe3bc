"""Whether a step can mean something: its verb, its arguments and how each is written. Nothing is looked up yet."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from zsim.catalogue import catalogue, did_you_mean
from zsim.catalogue.life_cycles import life_cycles
from zsim.explore.script.values import Given
from zsim.explore.script.verb import NAME, Argument, Form, On
from zsim.explore.script.verbs import VERBS
from zsim.kernel.errors import UsageError
from zsim.ports.documents import PROJECTED

APART = " in "
"""What stands between a name and the app of its counterpart: "acme in books"."""

APPS = ("finance", *[each.key for each in catalogue().products], "crm")
TAKEN = frozenset({"action", "record", "self"})
"""What faces call arguments of their own: no field can be handed on by such a name."""

MADE_FOR = " of "
"""What stands between a module and the name of what its record was made for: "books.invoices of fit"."""

SECTION = "crm.zoho_finance"
DOCUMENTS = tuple(life_cycles())
CRM_MODULES = ("accounts", "contacts", "deals", "products", "vendors", "quotes", "invoices", "notes", "events", "calls")
FINANCE_MODULES = ("customers", "contact_persons", "items", "vendors", *DOCUMENTS)
SECTION_MODULES = tuple(PROJECTED)
HUB_MODULES = ("leads", "lists")

MODULES = {"crm": CRM_MODULES, SECTION: SECTION_MODULES, "marketinghub": HUB_MODULES}
"""The modules of each app but finance's."""

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
    if argument == NAME:
        _check_name(verb, str(value))


def _check_name(verb: str, name: str) -> None:
    """Refuse a name that means something already."""
    if APART in name:
        found, right = f'"{APART}" tells counterparts, such as "acme in books"', "a name without it"
    elif MADE_FOR in name and is_module(name.partition(MADE_FOR)[0]):
        found, right = f'"{MADE_FOR}" tells what was made for another, such as "books.invoices of fit"', "another name"
    elif name in APPS:
        found, right = "every script has an organisation of that name", "another name"
    else:
        return
    raise UsageError(asked=f"{verb} with name={name!r}", found=found, right=right)


def _check_module(verb: str, value: object) -> None:
    app, _, module = value.rpartition(".") if isinstance(value, str) else ("", "", "")
    if not app or not module:
        raise UsageError(
            asked=f"{verb} with module={value!r}", found="no app and module", right='such as "crm.accounts"'
        )
    known = MODULES.get(app, FINANCE_MODULES)
    if module not in known:
        raise UsageError(
            asked=f"{verb} with module={value!r}", found=f"{app} has no such module", right=did_you_mean(module, known)
        )


def is_module(text: str) -> bool:
    """Whether that is an app and a module of it, such as "books.invoices"."""
    app, _, module = text.rpartition(".")
    return bool(app) and module in MODULES.get(app, FINANCE_MODULES)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_length(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _are_texts(value: object) -> bool:
    return isinstance(value, tuple) and all(_is_text(each) for each in value)


def _are_conditions(value: object) -> bool:
    return isinstance(value, tuple) and all(
        isinstance(each, tuple) and len(each) in (2, 3) and _are_texts(each[:2]) for each in value
    )


def _are_pairs(value: object) -> bool:
    return isinstance(value, Given) and all(isinstance(each, str) for each in value.values())


def _are_keywords(value: object) -> bool:
    return isinstance(value, Given) and TAKEN.isdisjoint(value)


CONDITIONS = 'a list of conditions such as ("Phone", "is", "111")'
WRITTEN: Mapping[Form, tuple[Callable[[object], bool], str]] = {
    **dict.fromkeys((Form.TEXT, Form.VIEW), (_is_text, "a text, such as a name")),
    **dict.fromkeys((Form.RECORD, Form.ID), (_is_text, "the name of a record")),
    **dict.fromkeys((Form.APP, Form.ORGANISATION, Form.PRODUCT), (_is_text, "the key or name of an organisation")),
    **dict.fromkeys((Form.CRM_ACCOUNT, Form.SOURCE_ACCOUNT), (_is_text, 'a text, or "present"')),
    **dict.fromkeys((Form.TEXTS, Form.WORDS), (_are_texts, "a list of texts")),
    **dict.fromkeys((Form.CONDITIONS, Form.EACH_CONDITION), (_are_conditions, CONDITIONS)),
    Form.TRUTH: (lambda value: isinstance(value, bool), "True or False"),
    Form.MOMENT: (_is_text, 'a moment such as "2026-01-05 09:00"'),
    Form.LENGTH: (_is_length, "a whole number, of a smaller unit if need be"),
    **dict.fromkeys((Form.RECORDS, Form.RECORD_LIST), (_are_texts, "a list of names of records")),
    Form.CONTENT: (lambda value: isinstance(value, str), "a text"),
    Form.MAPPING: (_are_pairs, "a mapping of field names"),
    Form.KEYWORDS: (_are_keywords, f"a mapping by name, with none of {', '.join(sorted(TAKEN))}"),
}
"""Whether a value can be an argument of a form, and what would be right."""
