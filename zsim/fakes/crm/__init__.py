"""The fake CRM."""

from __future__ import annotations

from zsim.fakes.crm.app import Crm
from zsim.fakes.crm.face import CrmFace
from zsim.fakes.crm.users import CrmUser
from zsim.fakes.crm.views_face import ViewHandle

__all__ = ["Crm", "CrmFace", "CrmUser", "ViewHandle"]
