"""One text and its characters: spans, normalization, tokens, rendering. Knows nothing of tables."""
