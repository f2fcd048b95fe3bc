"""What corresponds to what: kinds, links, mapping and preferences."""
