"""RTF: one article, or the articles of a press database's export."""

from __future__ import annotations

from typing import TYPE_CHECKING

from striprtf.striprtf import font_table_group, rtf_to_text

from toolkit.articles.file_rows import Source, read_whole
from toolkit.articles.plain import text_source

if TYPE_CHECKING:
    from toolkit.articles.file_rows import Request

__all__ = ["rich_text"]

_MOST_BYTES = 1 << 24
_LONGEST_FONT_TABLE = 1 << 15


def rich_text(request: Request) -> Source:
    """An RTF file.

    Args:
        request: What to read.

    Raises:
        ReadError: It is too long or damaged.
    """
    # Every byte is a character here; what stands for letters is said by the file itself.
    markup = read_whole(request, _MOST_BYTES).decode("latin-1")
    # The library's patterns for links and fonts are not linear. A space after a control word says nothing, and keeps
    # the first from matching: a link's words come through, its address does not.
    markup = markup.replace("\\fldinst{", "\\fldinst {")
    if len(font_table_group(markup)) > _LONGEST_FONT_TABLE:
        raise request.failed("its table of fonts is longer than that of any document; save it again")
    try:
        text = rtf_to_text(markup, encoding=request.encoding or "cp1256", errors="replace")
    except (ValueError, IndexError, KeyError, LookupError, TypeError, AttributeError, OverflowError) as error:
        raise request.failed(f"the RTF is damaged ({type(error).__name__}: {error}); save it again") from error
    return text_source(request, text, "RTF")
