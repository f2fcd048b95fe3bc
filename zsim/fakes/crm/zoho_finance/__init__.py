"""The Zoho Finance section of the CRM: finance's documents, as CRM users see them and act on them."""
