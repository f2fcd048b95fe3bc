"""What the engine needs of an app: the protocol, what crosses it, and what can go wrong."""
