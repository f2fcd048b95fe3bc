"""Steps in the words of a story: "acme is updated", "customers are saved and synced", "2 hours pass".

>>> from zsim.explore.script import do
>>> in_story(do("update", record="acme", fields={"Phone": "2"})), in_story(do("instant_sync", sync="customers"))
('acme is updated', 'customers are instantly synced')
>>> in_story(do("advance", hours=1, minutes=30)), in_story(do("delete", record="bolt in books"))
('1 hour and 30 minutes pass', "bolt's counterpart in books is deleted")
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from zsim.explore.script.checking import APART, MADE_FOR
from zsim.explore.script.script import ScriptStep

SPECIAL: Mapping[str, str] = {
    "add_to_list": "members are added to {list}",
    "remove_from_list": "members are removed from {list}",
    "mass_update": "several records are updated",
    "advance_to": "time passes until {moment}",
    "settle": "what is due happens",
    "next_event": "the next thing due happens",
    "attach_to": "{file} is attached to {record}",
    "crash": "the engine is killed and starts anew",
    "heal": "nothing goes wrong any more",
    "load_csv": "a CSV file is loaded into {module}",
    "set_users_maximum": "the plan has room for {users} users",
    "view_summary": "the summary of {party} is looked at",
    "export_and_load": "the world is exported and loaded",
    "instant_sync": "{what} instantly synced",
    "save_and_sync": "{what} saved and synced",
    "save_and_sync_later": "{what} saved, to be synced later",
    "import_by_id": "{record} is imported by its id",
    "connect": "{organisation} is connected",
    "connect_marketinghub": "MarketingHub is connected",
}
"""The verbs whose words do not follow from their name."""

IRREGULAR: Mapping[str, str] = {
    "deny": "denied",
    "get": "got",
    "give": "given",
    "hide": "hidden",
    "lose": "lost",
    "make": "made",
    "map": "mapped",
    "new": "made",
    "put": "put",
    "run": "run",
    "send": "sent",
    "set": "set",
    "show": "shown",
    "submit": "submitted",
    "take": "taken",
    "unmap": "unmapped",
    "win": "won",
    "write": "written",
}
ABOUT = (
    "record",
    "list",
    "name",
    "sync",
    "product",
    "source",
    "user",
    "profile",
    "view",
    "stage",
    "field",
    "app",
    "module",
)
"""The arguments that say what a step is about, the most telling first."""

MANY = ("customers", "vendors", "items", "leads")
UNITS = ("weeks", "days", "hours", "minutes", "seconds", "milliseconds")


def in_story(step: ScriptStep) -> str:
    """What a step does, as a clause of a story."""
    given = step.given
    what = _about(given)
    verb = step.verb
    if verb == "advance":
        return _passing(given)
    if verb in SPECIAL:
        return SPECIAL[verb].format(**{**given, "what": _is(what or "the sync"), "organisation": what or "finance"})
    head, _, rest = verb.partition("_")
    rest, done = rest.replace("_", " "), IRREGULAR.get(head) or _participle(head)
    if not rest:
        return f"{_is(what or 'the connection')} {done}"
    if head == "mark":
        return f"{_is(what)} {done} {rest}"
    named = isinstance(given.get(rest), str)
    subject = f"{rest} {given[rest]}" if named else f"{rest} of {what}" if what else rest
    return f"{subject} {'are' if rest.endswith('s') and not named else 'is'} {done}"


def told(steps: Sequence[ScriptStep]) -> str:
    """A few steps as one sentence, those done alike to several records together."""
    clauses: list[tuple[list[str], str]] = []
    for step in steps:
        subject, verb, rest = (*re.split(r" (is|are) ", in_story(step), maxsplit=1), "", "")[:3]
        if not verb:
            clauses.append(([subject], ""))
        elif clauses and clauses[-1][1] == rest:
            clauses[-1][0].append(subject)
        else:
            clauses.append(([subject], rest))
    return _listed([_clause(subjects, rest) for subjects, rest in clauses])


def _clause(subjects: Sequence[str], rest: str) -> str:
    if not rest:
        return subjects[0]
    subjects = list(dict.fromkeys(subjects))
    return f"{_is(subjects[0]) if len(subjects) == 1 else f'{_listed(subjects)} are'} {rest}"


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _about(given: Mapping[str, Any]) -> str:
    for each in ABOUT:
        if isinstance(given.get(each), str):
            return _called(given[each])
    return ""


def _called(name: str) -> str:
    module, made_for, rest = name.partition(MADE_FOR)
    if made_for:
        return f"what was made of {_called(rest)} in {module}"
    one, apart, app = name.rpartition(APART)
    return f"{_called(one)}'s counterpart in {app}" if apart else name.replace("_", " ")


def _is(what: str) -> str:
    return f"{what} {'are' if what in MANY else 'is'}"


def _participle(verb: str) -> str:
    if verb.endswith("e"):
        return f"{verb}d"
    if verb.endswith("y"):
        return f"{verb[:-1]}ied"
    return f"{verb}ed"


def _passing(given: Mapping[str, Any]) -> str:
    lengths = [f"{given[each]} {each if given[each] != 1 else each[:-1]}" for each in UNITS if given.get(each)]
    if not lengths:
        return "no time passes"
    return f"{_listed(lengths)} {'passes' if len(lengths) == 1 and lengths[0].startswith('1 ') else 'pass'}"
