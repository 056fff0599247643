"""Repair and glued words measured: damage made on real paragraphs and undone, and clean ones that must stay."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING, Any

from measured import table
from normalization_words import held_out, untouched, words

from toolkit.text.normalize import normalize
from toolkit.text.rendering import in_visual_order, joined_forms
from toolkit.text.repair import repair
from toolkit.words.joins import best_cut

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from measured import Outcome

KINDS = ("mojibake", "visual_order")
EACH = 1000
PLAIN = re.compile(r"[\u0621-\u063a\u0641-\u064a ،.]+")
MIXED = re.compile(r"[0-9A-Za-z()\[\]]")
GLYPHS = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]")


def windows(raw: bytes) -> str:
    """cp1252 as browsers read it."""
    return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in raw)


DECODINGS: dict[str, Callable[[str], str]] = {
    "UTF-8 as cp1256": lambda text: text.encode().decode("cp1256"),
    "UTF-8 as cp1252": lambda text: windows(text.encode()),
    "UTF-8 as latin-1": lambda text: text.encode().decode("latin-1"),
    "cp1256 as latin-1": lambda text: text.encode("cp1256").decode("latin-1"),
    "cp1256 as cp1252": lambda text: windows(text.encode("cp1256")),
}
STORED: dict[str, Callable[[str], str]] = {
    "joined forms": joined_forms,
    "joined forms, visual order": lambda text: in_visual_order(text, base=None),
    "letters, visual order": lambda text: in_visual_order(text, joined=False, base=None),
}


def measure(rows: list[dict[str, Any]], outcome: Outcome) -> None:
    """Prints the shares and holds them against what is asked for."""
    chance = random.Random(1)
    # the bounds of repair were chosen on the other half (see toolkit.text.mojibake and visual)
    kept_back = [row for row in rows if held_out(row["article_id"])]
    lines = {line.strip() for row in kept_back for line in row["text"].split("\n") if len(line.strip()) > 40}
    paragraphs = sorted(lines)
    chance.shuffle(paragraphs)
    clean = [line for line in paragraphs if not GLYPHS.search(line)]
    changed = [line for line in clean if repair(line, kinds=KINDS).changes]
    rate = len(changed) / len(clean)
    outcome.say(
        "### Repair\n\nIn the half of the articles on which no bound was chosen. Clean paragraphs changed: "
        f"{len(changed)} of {len(clean):,} ({rate:.4%})."
    )
    if rate > 1e-4:
        outcome.fail(f"repair: {len(changed)} of {len(clean)} clean paragraphs are changed; 1 in 10,000 may be")
    table_rows = []
    for name, damage in DECODINGS.items():
        right, number = recovered(paragraphs[:EACH], damage, exact=True)
        table_rows.append([name, f"{number:,}", f"{right / number:.1%}"])
        if right < 0.99 * number:
            outcome.fail(f"repair, {name}: {right / number:.1%} recovered; 99 % are asked for")
    sentences = [part.strip() for line in paragraphs for part in re.split(r"(?<=[.!؟])\s", line)]
    sentences = [sentence for sentence in sentences if 30 < len(sentence) < 250]
    plain = [sentence for sentence in sentences if PLAIN.fullmatch(sentence)][:EACH]
    mixed = [sentence for sentence in sentences if MIXED.search(sentence)][:EACH]
    for name, damage in STORED.items():
        for kind, texts, least in (("plain", plain, 0.98), ("mixed", mixed, 0.85)):
            right, number = recovered(texts, damage, exact=False)
            table_rows.append([f"{name}, {kind}", f"{number:,}", f"{right / number:.1%}"])
            if right < least * number:
                outcome.fail(f"repair, {name}, {kind}: {right / number:.1%} recovered; {least:.0%} are asked for")
    outcome.say(table(("damage", "texts", "recovered"), table_rows))
    glued(rows, outcome)


def recovered(texts: Iterable[str], damage: Callable[[str], str], *, exact: bool) -> tuple[int, int]:
    """How many come back. Which letters a reshaper cannot keep (vowels) does not count where not `exact`."""
    right = number = 0
    for text in texts:
        try:
            damaged = damage(text)
        except UnicodeError:
            continue  # it holds what the encoding has no byte for, so it was never read that way
        number += 1
        done = repair(damaged, kinds=KINDS).text
        right += done == text if exact else _letters(done) == _letters(text)
    return right, number


def _letters(text: str) -> str:
    return normalize(
        text, ("compose", "presentation_forms", "marks", "tatweel", "bidi", "zero_width", "spaces")
    ).strip()


def glued(rows: list[dict[str, Any]], outcome: Outcome) -> None:
    """Neighbouring words of articles that nothing was learned from, joined, and what is made of them."""
    chance = random.Random(5)
    joins: list[tuple[str, str]] = []
    for row in rows:
        if untouched(row["article_id"]):
            found = words(row["text"])
            for _ in range(2 if len(found) > 1 else 0):
                at = chance.randrange(len(found) - 1)
                joins.append((found[at], found[at + 1]))
    table_rows = []
    for name, least in (("any two words", 2), ("both of three letters or more", 3)):
        some = [(one, two) for one, two in joins if min(len(one), len(two)) >= least]
        cuts = [best_cut(one + two) for one, two in some]
        proposed = sum(cut is not None for cut in cuts)
        right = sum(cut is not None and cut.at == len(one) for cut, (one, _) in zip(cuts, some, strict=True))
        table_rows.append([name, f"{len(some):,}", f"{right / len(some):.1%}", f"{right / max(proposed, 1):.1%}"])
        if right < 0.98 * proposed:
            outcome.fail(f"glued words, {name}: {right / proposed:.1%} of the cuts are right; 98 % are asked for")
        if right < 0.6 * len(some):
            outcome.fail(f"glued words, {name}: {right / len(some):.1%} are found; 60 % are asked for")
    outcome.say(
        "### Glued words\n\nNeighbouring words joined, in articles from which nothing was counted, fitted or chosen."
    )
    outcome.say(table(("joins of", "number", "found", "right of those parted"), table_rows))
