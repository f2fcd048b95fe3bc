"""Unit tests of the pages of records."""
