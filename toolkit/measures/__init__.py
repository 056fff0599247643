"""Statistics: one measure, its formula and its reference a function."""
