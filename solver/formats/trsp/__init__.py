"""Technician routing and scheduling (Pillac, Guéret and Medaglia, Optimization Letters 7, 2013)."""
