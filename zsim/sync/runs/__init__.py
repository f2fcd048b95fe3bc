"""What every run is, of whatever kind: its calls, its driver, its queue, its slots, its history and its outcomes."""
