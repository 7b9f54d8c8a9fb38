"""Rows become entities: one module for each group of tables."""
