"""What corresponds to what: kinds, links, mapping and preferences."""

from zsim.sync.model.exchange import Exchange
from zsim.sync.model.kinds import ACCOUNT, CRM, FINANCE, PERSON
from zsim.sync.model.links import ClonedBeside
from zsim.sync.model.mapping import FULL_NAME, FieldMap, FieldMaps, MappedPair, join_name
from zsim.sync.model.writable_fields import WritableFields

__all__ = [
    "ACCOUNT",
    "CRM",
    "FINANCE",
    "FULL_NAME",
    "PERSON",
    "ClonedBeside",
    "Exchange",
    "FieldMap",
    "FieldMaps",
    "MappedPair",
    "WritableFields",
    "join_name",
]
