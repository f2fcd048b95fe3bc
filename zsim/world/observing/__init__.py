"""Watching the journal for finished runs, and telling the checks in plain values what each of them did."""
