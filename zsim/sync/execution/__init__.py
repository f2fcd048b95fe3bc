"""One pass over records: read, gather, plan, apply."""
