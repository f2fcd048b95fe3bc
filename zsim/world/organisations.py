"""What the one CRM and the one MarketingHub of a world are called in references and in the journal."""

from __future__ import annotations

CRM = "crm"
HUB = "marketinghub"
