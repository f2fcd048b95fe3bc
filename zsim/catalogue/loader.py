"""The catalogue read from its data files: once, at first use."""

from __future__ import annotations

import functools
from pathlib import Path

from zsim.catalogue.index import Catalogue
from zsim.catalogue.model import (
    AppName,
    Area,
    Basis,
    Behaviour,
    Complaint,
    ConnectsBy,
    Document,
    FurtherOrganisation,
    Inclusion,
    Invariant,
    Option,
    Passage,
    Policy,
    Product,
    Shares,
)
from zsim.catalogue.rows import TomlTable


@functools.cache
def catalogue() -> Catalogue:
    """The catalogue of this version of zsim; the same object every time."""
    behaviours = _file("behaviours.toml")
    return Catalogue(
        areas=tuple([_area(row) for row in behaviours.rows("area")]),
        behaviours=tuple([_behaviour(row) for row in behaviours.rows("behaviour")]),
        documents=tuple([_document(row) for row in _file("documents.toml").rows("document")]),
        products=tuple([_product(row) for row in _file("products.toml").rows("product")]),
        policies=tuple([_policy(row) for row in _file("policies.toml").rows("policy")]),
        invariants=tuple([_invariant(row) for row in _file("invariants.toml").rows("invariant")]),
        complaints=tuple([_complaint(row) for row in _file("complaints.toml").rows("complaint")]),
    )


def _file(name: str) -> TomlTable:
    import tomllib  # only here: whoever imports the catalogue without asking it anything does not pay for the parser

    return TomlTable(tomllib.loads(Path(__file__).with_name(name).read_text(encoding="utf-8")))


def _area(row: TomlTable) -> Area:
    with row:
        return Area(code=row.text("code"), name=row.text("name"))


def _behaviour(row: TomlTable) -> Behaviour:
    with row:
        behaviour_id = row.text("id")
        return Behaviour(
            id=behaviour_id,
            area=behaviour_id.partition("-")[0],
            title=row.text("title"),
            rule=row.text("rule"),
            products=row.texts("products"),
            basis=Basis(row.text("basis")),
            taken_over=row.texts("taken_over", optional=True),
            where=tuple([_passage(each) for each in row.texts("where", optional=True)]),
            alternative=row.text("alternative", optional=True),
            quirk=row.flag("quirk"),
        )


def _passage(where: str) -> Passage:
    number, _, heading = where.partition(" ")
    return Passage(number, heading)


def _document(row: TomlTable) -> Document:
    with row:
        return Document(
            number=row.text("number"),
            title=row.text("title"),
            products=row.texts("products"),
            headings=row.texts("headings"),
        )


def _complaint(row: TomlTable) -> Complaint:
    with row:
        return Complaint(
            number=row.whole("number") or 0,
            symptom=row.text("symptom"),
            verdict=row.text("verdict"),
            rules=row.texts("rules"),
        )


def _product(row: TomlTable) -> Product:
    with row:
        return Product(
            key=row.text("key"),
            name=row.text("name"),
            app=AppName(row.text("app")),
            connects_by=ConnectsBy(row.text("connects_by")),
            two_way=row.flag("two_way"),
            period_hours=row.whole("period_hours") or 0,
            repeats_if_asked=row.flag("repeats_if_asked"),
            modules=row.texts("modules"),
            shares=Shares(row.text("shares")),
            further_organisation=FurtherOrganisation(row.text("further_organisation")),
            matches_duplicates=row.flag("matches_duplicates"),
            merges_duplicates=row.flag("merges_duplicates"),
            searches_all=row.flag("searches_all"),
            compares_sku=row.flag("compares_sku"),
            maps_items=row.flag("maps_items"),
            includes_contacts_without_account=Inclusion(row.text("includes_contacts_without_account")),
            individuals_are_own_persons=row.flag("individuals_are_own_persons"),
            freezes_sent_quotes=row.flag("freezes_sent_quotes"),
            contact_persons_max=row.whole("contact_persons_max"),
            custom_fields_max=row.whole("custom_fields_max"),
        )


def _policy(row: TomlTable) -> Policy:
    with row:
        return Policy(
            name=row.text("name"),
            default=row.text("default"),
            options=tuple([_option(each) for each in row.rows("option")]),
            decides=row.texts("decides"),
            why=row.text("why"),
        )


def _option(row: TomlTable) -> Option:
    with row:
        return Option(value=row.text("value"), meaning=row.text("meaning"))


def _invariant(row: TomlTable) -> Invariant:
    with row:
        return Invariant(name=row.text("name"), sentence=row.text("sentence"), behaviours=row.texts("behaviours"))
