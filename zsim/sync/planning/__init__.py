"""Pure planning: from what was gathered to decisions. Nothing here reads an app or changes anything."""
