"""The plugin as a guest: small projects of other people, each run in a process of its own beside other plugins."""
