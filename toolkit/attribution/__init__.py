"""Who said what in one text."""

from toolkit.compiled import in_front

__path__ = in_front(__name__, __path__)
