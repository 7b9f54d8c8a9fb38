"""Files become rows of values: form first, then every cell by the rules of its column."""
