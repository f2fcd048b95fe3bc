"""The journal in words: what happened, what became of a record, and why no run considered it."""
