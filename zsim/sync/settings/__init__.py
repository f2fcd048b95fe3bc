"""What may be chosen for a module, and what a choice turns into."""
