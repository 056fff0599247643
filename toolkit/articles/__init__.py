"""Tables of articles: where pandas enters."""
