"""Who said what in one text."""
