"""The sentences that say why a run decided what it decided."""

from __future__ import annotations

import re
from string import Formatter

import pytest

from tests.unit.sync.samples import account
from zsim.catalogue import catalogue
from zsim.sync import KINDS, Outcome
from zsim.sync.model.kinds import CRM
from zsim.sync.runs.entries import Conflict, DecisionEntry
from zsim.sync.runs.reasons import OWN_RULES, REASONS, Reason

ACME = account(11)
RULE = re.compile(r"\b[A-Z]{3}-\d\d\b")


def test_a_reason_is_its_sentence_with_the_words_filled_in():
    told = Reason("fuse", "account A", "customer B", "1 into 2").sentence
    assert told == "fused account A with customer B of its namesake (1 into 2): policy overwrite goes by name (CUS-32)"


@pytest.mark.parametrize("code", REASONS)
def test_every_sentence_is_filled_with_words_that_a_reason_has(code: str):
    wanted = {name for _, name, _, _ in Formatter().parse(REASONS[code]) if name}
    assert wanted <= {"source", "target", "detail"}


@pytest.mark.parametrize("code", REASONS)
def test_every_rule_that_a_sentence_names_is_in_the_catalogue(code: str):
    for rule in RULE.findall(REASONS[code]):
        assert catalogue().behaviour(rule)


@pytest.mark.parametrize("kind", OWN_RULES)
def test_the_rules_of_a_kind_are_in_the_catalogue(kind: str):
    assert kind in KINDS
    for rule in OWN_RULES[kind].values():
        assert catalogue().behaviour(rule)


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_the_codes_that_kinds_speak_of_are_reasons(kind):
    codes = {kind.created_code, kind.deleted_code, kind.replaced_code} - {None, ""}
    assert codes <= REASONS.keys()


MATCHED = (
    "clone",
    "name-cloned",
    "overwrite",
    "skip",
    "fuse",
    "fused",
    "merge-source",
    "matched-person",
    "linked-elsewhere",
)
NOT_THE_IMPORTS = {
    *[code for code in REASONS if code.startswith((*MATCHED, "lead-", "created-name"))],
    *(
        "pushed",
        "left-behind",
        "no-account",
        "persons-held",
        "kept",
        "kept-out",
        "crm-deleted",
        "crm-deactivated",
        "no-rate",
        "not-alike",
    ),
    *("deal-accepted-stage", "deal-declined-stage", "deal-estimate-stage", "deal-edition", "deal-no-field"),
    *("deal-no-account", "deal-no-contact", "deal-frozen", "deal-unapproved"),
}
"""What comes of matching, pushing, options, prices, origins and other products' triggers, which the import has not."""


@pytest.mark.parametrize("code", sorted(REASONS.keys() - NOT_THE_IMPORTS))
def test_the_import_cites_behaviours_of_its_own_alone(code: str):
    plain = DecisionEntry("account", Outcome.CONFLICT, ACME.ref, (), None, code, conflicts=(Conflict("Phone", CRM),))
    told = plain._replace(code=f"import-{code}").sentence
    for rule in RULE.findall(told):
        assert catalogue().behaviour(rule).holds_for("import"), told
