"""What the ecosystem does, as data: behaviours, products, policies and invariants, and the settings made from them."""

from __future__ import annotations

from zsim.catalogue.index import Catalogue
from zsim.catalogue.loader import catalogue
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
)
from zsim.catalogue.policies import Policies
from zsim.catalogue.quirks import Quirks
from zsim.catalogue.suggest import did_you_mean, nearest

__all__ = [
    "AppName",
    "Area",
    "Basis",
    "Behaviour",
    "Catalogue",
    "Complaint",
    "ConnectsBy",
    "Document",
    "FurtherOrganisation",
    "Inclusion",
    "Invariant",
    "Option",
    "Passage",
    "Policies",
    "Policy",
    "Product",
    "Quirks",
    "catalogue",
    "did_you_mean",
    "nearest",
]
