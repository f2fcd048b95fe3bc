"""Documents of finance that the CRM shows: which transaction modules are enabled, and where their records go."""
