"""Which names are one speaker: by spelling, and by a researcher's corrections."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.attribution.speakers import name_key
from toolkit.errors import TableError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Linker"]


class Linker:
    """Gives each name the key under which it falls together with its other spellings.

    Args:
        aliases: `alias` (a name as found) and `speaker` (who that is), or None.

    Raises:
        TableError: A column is missing, a cell is no text, or an alias stands for two speakers.
    """

    def __init__(self, aliases: pd.DataFrame | None = None) -> None:
        self._keys: dict[str, str] = {}
        self._speaker_of: dict[str, str] = {}
        self.chosen: dict[str, str] = {}
        if aliases is not None:
            self._take(aliases)

    def key(self, name: str, kind: str, *, article: str = "") -> str:
        """The key of a speaker.

        Args:
            name: A name or description.
            kind: The type of speaker; an unnamed one never falls together with a named one, unless an alias says so.
            article: Its article, to which a description that only refers back belongs.
        """
        own = self._key(name)
        seen = {own}
        while own in self._speaker_of:
            kind, own = "alias", self._key(self._speaker_of[own])
            if own in seen:
                break
            seen.add(own)
        local = f"@{article}" if kind in ("unnamed", "document") and _refers_back(name) else ""
        return f"{'unnamed' if kind == 'unnamed' else 'named'}:{own}{local}"

    def _key(self, name: str) -> str:
        if name not in self._keys:
            self._keys[name] = name_key(name) or name
        return self._keys[name]

    def _take(self, aliases: pd.DataFrame) -> None:
        missing = [name for name in ("alias", "speaker") if name not in aliases]
        if missing:
            has = ", ".join(repr(str(name)) for name in aliases.columns) or "no columns"
            raise TableError(f"aliases lacks the column {missing[0]!r}; it needs 'alias' and 'speaker', it has {has}")
        for alias, speaker in zip(aliases["alias"], aliases["speaker"], strict=True):
            if not isinstance(alias, str) or not isinstance(speaker, str):
                raise TableError(f"aliases must hold text, got {alias!r} for {speaker!r}; remove the row or fill it")
            self._add(alias, speaker)

    def _add(self, alias: str, speaker: str) -> None:
        own, other = self._key(alias), self._key(speaker)
        before = self._speaker_of.get(own, speaker)
        if self._key(before) != other:
            raise TableError(f"aliases gives {alias!r} two speakers, {before!r} and {speaker!r}; keep one")
        self.chosen[f"named:{other}"] = speaker
        if own != other:
            self._speaker_of[own] = speaker


def _refers_back(name: str) -> bool:
    """Whether a description says who it is only within its article: one word with the article, or one of quantity."""
    return " " not in name and (name.startswith("ال") or len(name) <= len("بعض"))
