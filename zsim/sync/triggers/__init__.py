"""Triggers on deals: what is made for a deal in finance, and what becomes of that, as the deal is won and lost.

A flow of its own over ``sync.runs``: deals are read, each is judged by a pure plan, and documents are written through
the applier. A missing customer is fetched by the same pass as a single fetch.
"""
