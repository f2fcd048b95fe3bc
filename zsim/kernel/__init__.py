"""Time, chance, identity and record of a run; knows no business word.

``Clock`` and ``Schedule`` say when, the recurrences when again; ``Streams`` gives random numbers and ``IdCounter`` ids;
``Journal`` holds what happened and why; a ``ReadOnly`` mapping refuses to be written to. ``FrozenTime`` shows the
clock's time to code that asks Python for it, and ``GarbageCollector`` has Python look for garbage less often.
"""
