"""How fast zsim is, each figure measured beside a baseline in the same run: ``python -m tests.benchmarks``.

Nothing here fails for being slow: a row says whether its goal is met.
"""
