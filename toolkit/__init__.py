"""Media analysis in Arabic: who is quoted, how often, in whose words, with which verbs.

The verbs a researcher uses, and nothing else. Each is loaded when it is first
asked for, so that `import toolkit` is light.

Examples:
    >>> import toolkit as tk
    >>> tk.normalize("أَكَّدَ الوزيرُ")
    'اكد الوزير'
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

_HOME = {
    "agreement": "toolkit.measures.agreement",
    "align": "toolkit.articles.columns",
    "annotation_table": "toolkit.articles.annotations",
    "boilerplate_table": "toolkit.articles.boilerplate",
    "category_table": "toolkit.measures.crosstab",
    "category_test": "toolkit.measures.crosstab",
    "check": "toolkit.articles.cleaning",
    "check_articles": "toolkit.articles.readers",
    "check_coding": "toolkit.articles.coding",
    "co_quotation_nodes": "toolkit.measures.network",
    "co_quotation_table": "toolkit.measures.network",
    "code_articles": "toolkit.measures.learnt_codes",
    "code_frequency": "toolkit.measures.code_frequency",
    "coded_units": "toolkit.measures.coders",
    "collocations": "toolkit.measures.collocates",
    "concordance": "toolkit.measures.concordance",
    "constructed_week": "toolkit.articles.constructed",
    "corrected_frequency": "toolkit.measures.correction",
    "coverage_gaps": "toolkit.measures.gaps",
    "coverage_table": "toolkit.measures.coverage",
    "divergence_table": "toolkit.measures.divergence",
    "diversity": "toolkit.measures.diversity",
    "event_table": "toolkit.measures.event_coverage",
    "event_timeline": "toolkit.measures.event_coverage",
    "explain": "toolkit.attribution.explain",
    "export_table": "toolkit.articles.export",
    "fetch_dataset": "toolkit.articles.datasets",
    "find_events": "toolkit.measures.events",
    "find_statements": "toolkit.measures.statements",
    "find_syndicated": "toolkit.articles.syndication",
    "frame_evidence": "toolkit.measures.frames",
    "frame_shares": "toolkit.measures.frame_shares",
    "frame_table": "toolkit.measures.frames",
    "highlighted": "toolkit.reports.highlight",
    "iter_articles": "toolkit.articles.readers",
    "keyness": "toolkit.measures.keyness",
    "label": "toolkit.text.rendering",
    "learn_codes": "toolkit.measures.learnt_codes",
    "load_dataset": "toolkit.articles.datasets",
    "load_lexicon": "toolkit.lexicons",
    "make_report": "toolkit.reports.made",
    "matched_stance_table": "toolkit.measures.matched",
    "mention_table": "toolkit.measures.mentions",
    "naming_evidence": "toolkit.measures.actors",
    "naming_table": "toolkit.measures.actors",
    "naming_test": "toolkit.measures.actors",
    "normalize": "toolkit.articles.columns",
    "omission_table": "toolkit.measures.omission",
    "omission_test": "toolkit.measures.omission",
    "parse_date": "toolkit.words.dates",
    "plot_agreement": "toolkit.reports.figures_measures",
    "plot_categories": "toolkit.reports.figures_categories",
    "plot_co_quotation": "toolkit.reports.figures_speakers",
    "plot_collocates": "toolkit.reports.figures_words",
    "plot_coverage": "toolkit.reports.figures_coverage",
    "plot_divergence": "toolkit.reports.figures_divergence",
    "plot_diversity": "toolkit.reports.figures_measures",
    "plot_events": "toolkit.reports.figures_events",
    "plot_frame_map": "toolkit.reports.figures_frames",
    "plot_frames": "toolkit.reports.figures_frames",
    "plot_keyness": "toolkit.reports.figures_terms",
    "plot_kinds": "toolkit.reports.figures",
    "plot_naming": "toolkit.reports.figures_words",
    "plot_residuals": "toolkit.reports.figures_categories",
    "plot_scale": "toolkit.reports.figures_scale",
    "plot_sources": "toolkit.reports.figures",
    "plot_stances": "toolkit.reports.figures_categories",
    "plot_statements": "toolkit.reports.figures_statements",
    "plot_timeline": "toolkit.reports.figures_speakers",
    "plot_validation": "toolkit.reports.figures_measures",
    "polarity_table": "toolkit.measures.polarity",
    "published_days": "toolkit.articles.days",
    "quotation_counts": "toolkit.measures.counts",
    "quotation_table": "toolkit.articles.tables",
    "quotations": "toolkit.attribution.extract",
    "read_articles": "toolkit.articles.readers",
    "read_coding": "toolkit.articles.coding",
    "read_standoff": "toolkit.articles.annotations",
    "repair": "toolkit.text.repair",
    "review": "toolkit.reports.reviewer",
    "reviewed_table": "toolkit.articles.reviewing",
    "sample_articles": "toolkit.articles.sampling",
    "scale_articles": "toolkit.measures.scaling",
    "scale_means": "toolkit.measures.scaling",
    "scale_stability": "toolkit.measures.polarity",
    "show": "toolkit.reports.display",
    "source_bias": "toolkit.measures.bias",
    "source_frequency": "toolkit.measures.frequency",
    "source_table": "toolkit.articles.tables",
    "source_timeline": "toolkit.measures.timeline",
    "stance_table": "toolkit.measures.stance",
    "statement_table": "toolkit.measures.tellings",
    "term_matrix": "toolkit.measures.terms",
    "validate_codes": "toolkit.measures.code_validation",
    "validate_frames": "toolkit.measures.frame_validation",
    "validate_quotations": "toolkit.measures.validation",
    "with_labels": "toolkit.articles.labels",
    "with_outlets": "toolkit.articles.outlets",
    "with_reliability": "toolkit.measures.reliability",
    "with_spaces": "toolkit.words.glued",
    "write_coding_sheet": "toolkit.articles.coding_sheet",
}

__all__ = [  # noqa: PLE0604 - the names are the keys above
    *_HOME
]

if TYPE_CHECKING:
    from toolkit.articles.annotations import annotation_table as annotation_table
    from toolkit.articles.annotations import read_standoff as read_standoff
    from toolkit.articles.boilerplate import boilerplate_table as boilerplate_table
    from toolkit.articles.cleaning import check as check
    from toolkit.articles.coding import check_coding as check_coding
    from toolkit.articles.coding import read_coding as read_coding
    from toolkit.articles.coding_sheet import write_coding_sheet as write_coding_sheet
    from toolkit.articles.columns import align as align
    from toolkit.articles.columns import normalize as normalize
    from toolkit.articles.constructed import constructed_week as constructed_week
    from toolkit.articles.datasets import fetch_dataset as fetch_dataset
    from toolkit.articles.datasets import load_dataset as load_dataset
    from toolkit.articles.days import published_days as published_days
    from toolkit.articles.export import export_table as export_table
    from toolkit.articles.labels import with_labels as with_labels
    from toolkit.articles.outlets import with_outlets as with_outlets
    from toolkit.articles.readers import check_articles as check_articles
    from toolkit.articles.readers import iter_articles as iter_articles
    from toolkit.articles.readers import read_articles as read_articles
    from toolkit.articles.reviewing import reviewed_table as reviewed_table
    from toolkit.articles.sampling import sample_articles as sample_articles
    from toolkit.articles.syndication import find_syndicated as find_syndicated
    from toolkit.articles.tables import quotation_table as quotation_table
    from toolkit.articles.tables import source_table as source_table
    from toolkit.attribution.explain import explain as explain
    from toolkit.attribution.extract import quotations as quotations
    from toolkit.lexicons import load_lexicon as load_lexicon
    from toolkit.measures.actors import naming_evidence as naming_evidence
    from toolkit.measures.actors import naming_table as naming_table
    from toolkit.measures.actors import naming_test as naming_test
    from toolkit.measures.agreement import agreement as agreement
    from toolkit.measures.bias import source_bias as source_bias
    from toolkit.measures.code_frequency import code_frequency as code_frequency
    from toolkit.measures.code_validation import validate_codes as validate_codes
    from toolkit.measures.coders import coded_units as coded_units
    from toolkit.measures.collocates import collocations as collocations
    from toolkit.measures.concordance import concordance as concordance
    from toolkit.measures.correction import corrected_frequency as corrected_frequency
    from toolkit.measures.counts import quotation_counts as quotation_counts
    from toolkit.measures.coverage import coverage_table as coverage_table
    from toolkit.measures.crosstab import category_table as category_table
    from toolkit.measures.crosstab import category_test as category_test
    from toolkit.measures.divergence import divergence_table as divergence_table
    from toolkit.measures.diversity import diversity as diversity
    from toolkit.measures.event_coverage import event_table as event_table
    from toolkit.measures.event_coverage import event_timeline as event_timeline
    from toolkit.measures.events import find_events as find_events
    from toolkit.measures.frame_shares import frame_shares as frame_shares
    from toolkit.measures.frame_validation import validate_frames as validate_frames
    from toolkit.measures.frames import frame_evidence as frame_evidence
    from toolkit.measures.frames import frame_table as frame_table
    from toolkit.measures.frequency import source_frequency as source_frequency
    from toolkit.measures.gaps import coverage_gaps as coverage_gaps
    from toolkit.measures.keyness import keyness as keyness
    from toolkit.measures.learnt_codes import code_articles as code_articles
    from toolkit.measures.learnt_codes import learn_codes as learn_codes
    from toolkit.measures.matched import matched_stance_table as matched_stance_table
    from toolkit.measures.mentions import mention_table as mention_table
    from toolkit.measures.network import co_quotation_nodes as co_quotation_nodes
    from toolkit.measures.network import co_quotation_table as co_quotation_table
    from toolkit.measures.omission import omission_table as omission_table
    from toolkit.measures.omission import omission_test as omission_test
    from toolkit.measures.polarity import polarity_table as polarity_table
    from toolkit.measures.polarity import scale_stability as scale_stability
    from toolkit.measures.reliability import with_reliability as with_reliability
    from toolkit.measures.scaling import scale_articles as scale_articles
    from toolkit.measures.scaling import scale_means as scale_means
    from toolkit.measures.stance import stance_table as stance_table
    from toolkit.measures.statements import find_statements as find_statements
    from toolkit.measures.tellings import statement_table as statement_table
    from toolkit.measures.terms import term_matrix as term_matrix
    from toolkit.measures.timeline import source_timeline as source_timeline
    from toolkit.measures.validation import validate_quotations as validate_quotations
    from toolkit.reports.display import show as show
    from toolkit.reports.figures import plot_kinds as plot_kinds
    from toolkit.reports.figures import plot_sources as plot_sources
    from toolkit.reports.figures_categories import plot_categories as plot_categories
    from toolkit.reports.figures_categories import plot_residuals as plot_residuals
    from toolkit.reports.figures_categories import plot_stances as plot_stances
    from toolkit.reports.figures_coverage import plot_coverage as plot_coverage
    from toolkit.reports.figures_divergence import plot_divergence as plot_divergence
    from toolkit.reports.figures_events import plot_events as plot_events
    from toolkit.reports.figures_frames import plot_frame_map as plot_frame_map
    from toolkit.reports.figures_frames import plot_frames as plot_frames
    from toolkit.reports.figures_measures import plot_agreement as plot_agreement
    from toolkit.reports.figures_measures import plot_diversity as plot_diversity
    from toolkit.reports.figures_measures import plot_validation as plot_validation
    from toolkit.reports.figures_scale import plot_scale as plot_scale
    from toolkit.reports.figures_speakers import plot_co_quotation as plot_co_quotation
    from toolkit.reports.figures_speakers import plot_timeline as plot_timeline
    from toolkit.reports.figures_statements import plot_statements as plot_statements
    from toolkit.reports.figures_terms import plot_keyness as plot_keyness
    from toolkit.reports.figures_words import plot_collocates as plot_collocates
    from toolkit.reports.figures_words import plot_naming as plot_naming
    from toolkit.reports.highlight import highlighted as highlighted
    from toolkit.reports.made import make_report as make_report
    from toolkit.reports.reviewer import review as review
    from toolkit.text.rendering import label as label
    from toolkit.text.repair import repair as repair
    from toolkit.words.dates import parse_date as parse_date
    from toolkit.words.glued import with_spaces as with_spaces


def __getattr__(name: str) -> Any:
    home = _HOME.get(name)
    if home is None:
        raise AttributeError(f"toolkit has no {name!r}; it has {', '.join(sorted(_HOME))}")
    return getattr(importlib.import_module(home), name)


def __dir__() -> list[str]:
    return sorted([*_HOME, "__version__"])
