"""The quotation reviewer of notebooks: a view on `ReviewSession`, which decides and saves.

All that is shown goes to the view as messages, never as the widget's state: a notebook that is saved with the state of
its widgets holds no article and no decision.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from toolkit.articles.corrections import LABELS
from toolkit.errors import ToolkitError
from toolkit.reports.codes import arabic_name
from toolkit.reports.marks import STYLES
from toolkit.reports.review_session import ReviewSession, wordings

if TYPE_CHECKING:
    import os

    import anywidget
    import pandas as pd

__all__ = ["review"]


def review(
    articles: pd.DataFrame,
    quotations: pd.DataFrame | None = None,
    *,
    file: str | os.PathLike[str],
    coder: str,
    lang: str = "en",
) -> anywidget.AnyWidget:
    """Articles with what was found in them, to be accepted, rejected, corrected and completed in a notebook.

    Each article is shown from right to left with contents, cues and sources marked. A coder goes through its relations
    by mouse or by keys (H shows them), selects words to correct a span or to add what was missed, and marks the article
    as done. Every decision is in the file before it is shown; a later call with the same file and coder goes on where
    this one ended. Coders who decide by themselves take a file each. A coder who is shown suggestions accepts too many:
    to measure the toolkit, code bare texts, `review(articles, …)`, or a sheet of `write_coding_sheet`.

    Args:
        articles: The articles to review.
        quotations: What `quotation_table` found in them; left out, nothing is shown and all is added by hand.
        file: Where decisions are saved, as JSON lines; its folder must be there.
        coder: Name or initials of who decides.
        lang: `en` or `ar`, in which the reviewer speaks.

    Returns:
        A widget that a notebook shows when it is the last line of a cell. `reviewed_table` gives the corrected table;
        `validate_quotations` and `coded_units` take the file.

    Raises:
        ToolkitError: The set-up `notebooks` is not installed, `coder` is empty, `lang` is another one, or no article
            has a text.
        TableError: A column is missing, or `quotations` are of other texts.
        ReadError: The file is there and cannot be read.

    Examples:
        >>> from tempfile import TemporaryDirectory
        >>> import pandas as pd
        >>> from toolkit.articles.tables import quotation_table
        >>> articles = pd.DataFrame({"article_id": ["1"], "text": ["قال سالم إن العمل بدأ."]})
        >>> with TemporaryDirectory() as folder:
        ...     review(articles, quotation_table(articles), file=f"{folder}/review.jsonl", coder="A")
        review of 1 article by A
    """
    session = ReviewSession(articles, quotations, file=file, coder=coder, lang=lang)
    words = {**wordings()[lang], "lang": lang}
    named = {
        name: [[value, arabic_name(value) if lang == "ar" else value.replace("_", " ")] for value in values]
        for name, values in LABELS.items()
    }
    saved = words["saved"].format(file=session.file.name)
    widget: anywidget.AnyWidget = _widget_class()(words=words, choices=named, saved=saved)
    count = len(session.reviewed)
    widget.about = f"review of {count} article{'s' * (count != 1)} by {session.coder}"

    def answer(shown: anywidget.AnyWidget, message: Any, _: Any) -> None:
        shown.send(session.answer(message))

    widget.on_msg(answer)
    return widget


@cache
def _widget_class() -> type[anywidget.AnyWidget]:
    try:
        import anywidget  # noqa: PLC0415 - a quarter of a second, and only notebooks have it
        import traitlets  # noqa: PLC0415
    except ModuleNotFoundError as error:
        raise ToolkitError(
            f"the reviewer needs {error.name}; install it: pip install 'arabic-media-toolkit[notebooks]'"
        ) from error

    class Reviewer(anywidget.AnyWidget):
        """The view; it holds what the reviewer says and nothing of the articles."""

        _esm = _asset("reviewer.js")
        _css = _asset("reviewer.css") + "".join(f".tk-review .{name}{{{style}}}\n" for name, style in STYLES.items())
        words = traitlets.Dict().tag(sync=True)
        choices = traitlets.Dict().tag(sync=True)
        saved = traitlets.Unicode().tag(sync=True)
        about = "review"

        def __repr__(self) -> str:
            return self.about

    return Reviewer


def _asset(name: str) -> str:
    return files(__package__).joinpath("assets", name).read_text(encoding="utf-8")
