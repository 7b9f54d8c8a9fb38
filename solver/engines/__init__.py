"""Engines decide who serves what in which order; each plugs in behind `protocol.Engine`."""
