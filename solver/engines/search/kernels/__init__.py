"""Compiled inner loops. `layout` is plain numpy; everything else compiles when first called.

Nothing here but `layout` may be imported before `solver.engines.search.cache.prepare` has run.
"""
