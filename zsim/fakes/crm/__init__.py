"""The fake CRM."""

from __future__ import annotations

from zsim.fakes.crm.app import Crm
from zsim.fakes.crm.face import CrmFace

__all__ = ["Crm", "CrmFace"]
