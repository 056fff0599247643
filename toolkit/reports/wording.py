"""The words of the report in its language: sentences, nouns with their numbers, names of codes; all of them data."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from toolkit.errors import ToolkitError
from toolkit.reports.codes import arabic_name

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["LANGUAGES", "Wording", "wording"]

LANGUAGES = {"en": "ltr", "ar": "rtl"}


@dataclass(frozen=True)
class Wording:
    """The words of one language.

    Attributes:
        lang: Its code.
        direction: `ltr` or `rtl`.
        texts: What the language's file holds.
    """

    lang: str
    direction: str
    texts: Mapping[str, Any]

    def say(self, key: str, values: Mapping[str, object] | None = None) -> str:
        """A sentence; `values` are HTML that is put into its places.

        Examples:
            >>> wording("en").say("section.sources")
            'Who is quoted'
        """
        part, _, name = key.partition(".")
        text: str = self.texts[part][name]
        return text.format_map(values) if values is not None else text

    def many(self, noun: str, count: int) -> str:
        """A counted noun, in the form that its number takes.

        Examples:
            >>> wording("en").many("article", 1), wording("ar").many("article", 5), wording("ar").many("article", 11)
            ('1 article', '5 مقالات', '11 مقالة')
        """
        forms = self.texts["many"][noun]
        return str(forms.get(_plural(self.lang, count), forms["other"])).format(n=f"{count:,}")

    def name(self, code: str) -> str:
        """A code as people say it; what is none stays.

        Examples:
            >>> wording("en").name("armed_group"), wording("ar").name("direct")
            ('armed group', 'مباشر')
        """
        known = self.texts["name"].get(code)
        if known is not None:
            return str(known)
        return arabic_name(code) if self.lang == "ar" else code.replace("_", " ")


@cache
def wording(lang: str) -> Wording:
    """The words of a language.

    Args:
        lang: `en` or `ar`.

    Raises:
        ToolkitError: There is no such language.
    """
    if lang not in LANGUAGES:
        raise ToolkitError(f"a report is written in {' or '.join(LANGUAGES)}, not in {lang!r}; give one of these")
    text = (files("toolkit.reports") / "assets" / f"report.{lang}.toml").read_text("utf-8")
    return Wording(lang, LANGUAGES[lang], tomllib.loads(text))


def _plural(lang: str, count: int) -> str:
    """The form of a noun by its number, as the Unicode CLDR has them."""
    if lang != "ar":
        return "one" if count == 1 else "other"
    if count <= 2:
        return ("zero", "one", "two")[count]
    rest = count % 100
    return "few" if 3 <= rest <= 10 else "many" if rest >= 11 else "other"
