"""Prices of plans in plain Python, from the instance itself: nothing here imports `solver`."""
