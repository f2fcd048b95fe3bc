"""What a person holds of a connection: the integration, the sync of each module, and the search of the CRM."""
