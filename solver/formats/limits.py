"""How large a file may be before its travel matrices no longer fit into memory."""

MOST_PLACES = 5_000
"""Places of one problem: a matrix of them takes 200 MB."""

MOST_VEHICLES = 10_000
