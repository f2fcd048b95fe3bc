"""The fakes: the apps themselves, in memory, with the vendors' deliberate oddities."""
