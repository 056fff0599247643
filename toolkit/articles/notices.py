"""The warning that says what went through only in part."""

from __future__ import annotations

__all__ = ["ToolkitWarning"]


class ToolkitWarning(UserWarning):
    """Something was set aside; the rest went through."""
