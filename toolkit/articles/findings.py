"""What `check` found, as lines to read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["findings_text"]

_OUTLETS = 5


def findings_text(findings: pd.DataFrame) -> str:
    """The findings in lines: what, how often, in which outlets most, what it does and what to do.

    Args:
        findings: What `check` gave.

    Examples:
        >>> import pandas as pd
        >>> from toolkit.articles.cleaning import check
        >>> print(findings_text(check(pd.DataFrame({"article_id": ["a", "b"], "text": ["", "قال «نعم»"]}))))
        error: no_text in 1 of 2 articles (50 %), such as a
          the article counts in every denominator and can yield nothing
          what to do: fetch the text again or leave the article out
        warning: short_text in 1 of 2 articles (50 %), such as b
          few words quote nobody: an outlet with many such texts seems to quote less
          what to do: look whether these are teasers or captions; leave them out or compare like with like
    """
    if findings.empty:
        return "nothing was found that would change an analysis"
    return "\n".join(line for _, rows in findings.groupby("check", sort=False) for line in _lines(rows))


def _lines(rows: pd.DataFrame) -> list[str]:
    whole, *outlets = rows.to_dict("records")
    head = f"{whole['severity']}: {whole['check']} in {whole['n']} of {whole['articles']} articles ({_percent(whole)})"
    lines = [f"{head}, such as {', '.join(whole['examples'][:3])}"]
    if outlets:
        more = f", and {len(outlets) - _OUTLETS} more" if len(outlets) > _OUTLETS else ""
        lines.append("  " + ", ".join(f"{row['outlet']} {_percent(row)}" for row in outlets[:_OUTLETS]) + more)
    return [*lines, f"  {whole['effect']}", f"  what to do: {whole['remedy']}"]


def _percent(row: Any) -> str:
    share = row["share"]
    return f"{share:.0%}".replace("%", " %") if share >= 0.1 else f"{share:.1%}".replace("%", " %")
