"""What can go wrong, said so that the reader knows what to do.

A message names what was wrong, what was got, what is allowed, and the remedy.
"""

from __future__ import annotations

__all__ = ["LexiconError", "LicenceError", "ReadError", "RuleError", "TableError", "ToolkitError"]


class ToolkitError(Exception):
    """Any error that the toolkit raises on purpose."""


class ReadError(ToolkitError):
    """A file that cannot be read as articles."""


class LicenceError(ToolkitError):
    """A public corpus whose licence was not accepted."""


class TableError(ToolkitError, ValueError):
    """A table that lacks a column, or holds what its column cannot."""


class LexiconError(ToolkitError, ValueError):
    """A lexicon that is missing or malformed."""


class RuleError(ToolkitError, ValueError):
    """A rule file that is malformed."""
