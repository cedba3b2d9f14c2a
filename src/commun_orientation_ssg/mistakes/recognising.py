"""Where the parser stopped to what may have stopped it, the likeliest first, each with its mend."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from . import rules
from .lines import (
    KEY_LINE,
    LOOK_BACK,
    MAX_LINE,
    PARTS,
    Mistake,
    Trouble,
    before,
    has_content,
    indent_of,
    keys,
    one,
    quoted,
)  # fmt: skip
from .signs import NO_COLON, dashes_and_keys, levels, odd_signs, values

__all__ = ["recognise", "unclosed_above"]

_KNOWN_KEYS = frozenset(
    """add address answers appointment area ask audience channels color contacts desk dpo fiches from help hide holder
    host hours how id intro kind label level mail name needs next not_listed number official online outcomes owner
    part_of phone place plain provides publisher questions reason referent reply_within review_every sensitive services
    share source start status steps tell tell_for text text_for title to
    topics territory verified_on was website when words""".split()  # noqa: SIM905 - a list of words reads better
)


def recognise(lines: Sequence[str], trouble: Trouble) -> Iterator[Mistake]:
    """Yield what may have stopped the parser, the likeliest first, each with its mend."""
    places = _places(lines, trouble)
    for index in places:
        yield from odd_signs(lines, index)
        yield from dashes_and_keys(lines, index)
        yield from values(lines, index)
    for index in places[:1]:
        yield from _text_without_bar(lines, index)
        yield from _alignment(lines, index, trouble)
    for index in places[:2]:
        yield from _missing_dash(lines, index)
        yield from _missing_colon(lines, index)
    yield from unclosed_above(lines, places[0])


def _places(lines: Sequence[str], trouble: Trouble) -> list[int]:
    """Return the lines to suspect: where the parser stopped, the line before, where its construct began."""
    stop = min(trouble.line, len(lines) - 1)
    while stop and not has_content(lines[stop]):
        stop -= 1
    wanted = [stop, before(lines, stop), min(trouble.start, stop)]
    return [i for i in dict.fromkeys(wanted) if len(lines[i]) <= MAX_LINE] or [stop]


def _text_without_bar(lines: Sequence[str], index: int) -> Iterator[Mistake]:
    """A text begun on the line of its key, that goes on below with a colon in it."""
    start = index
    while start and (not lines[start].strip() or indent_of(lines[start]) >= indent_of(lines[index])):
        start -= 1
    parts = PARTS.fullmatch(lines[start]) if len(lines[start]) <= MAX_LINE else None
    if (
        start == index
        or parts is None
        or not parts["key"]
        or not parts["value"].strip()
        or KEY_LINE.match(lines[index])
    ):
        return
    indent = len(parts["lead"])
    stop = index
    while stop < len(lines) and (not lines[stop].strip() or indent_of(lines[stop]) > indent):
        stop += 1
    below = [" " * (indent + 2) + line.strip() if line.strip() else "" for line in lines[start + 1 : stop]]
    head = lines[start][: parts.start("value")].rstrip()
    mended = (f"{head} |", " " * (indent + 2) + parts["value"].strip(), *below)
    yield Mistake(rules.NO_BAR, index, indent_of(lines[index]), len(lines[index]), start, stop, mended)


def _alignment(lines: Sequence[str], index: int, trouble: Trouble) -> Iterator[Mistake]:
    """A line too far right or too far left, moved with what hangs below it to a level in use."""
    line = lines[index]
    indent = indent_of(line)
    stop = index + 1
    while stop < len(lines) and (not lines[stop].strip() or indent_of(lines[stop]) > indent):
        stop += 1
    for level in dict.fromkeys([trouble.start_column, *levels(lines, index)]):
        if level != indent:
            moved = tuple(_moved(below, level - indent) for below in lines[index:stop])
            yield Mistake(rules.INDENTATION, index, 0, max(indent, 1), index, stop, moved)


def _moved(line: str, by: int) -> str:
    if not line.strip():
        return line
    return " " * by + line if by > 0 else line[-by:]


def _missing_dash(lines: Sequence[str], index: int) -> Iterator[Mistake]:
    """A line in a list without its dash."""
    line = lines[index]
    for level in [indent_of(line), *levels(lines, index)]:
        yield one(rules.DASH, index, indent_of(line), line, f"{' ' * level}- {line.strip()}")


def _missing_colon(lines: Sequence[str], index: int) -> Iterator[Mistake]:
    """A key without its colon: a word known as a key, or alone above deeper lines."""
    line = lines[index]
    parts = NO_COLON.fullmatch(line)
    if parts is None:
        return
    below = lines[index + 1] if index + 1 < len(lines) else ""
    known = parts["key"] in _KNOWN_KEYS or any(parts["key"] == key for key in keys(lines))
    if known or (not parts["value"] and indent_of(below) > indent_of(line)):
        yield one(rules.MISSING_COLON, index, len(parts["head"]), line, f"{parts['head']}: {parts['value']}".rstrip())


def unclosed_above(lines: Sequence[str], index: int) -> Iterator[Mistake]:
    """A quote opened on a line above and closed too late, or never."""
    for above in range(index - 1, max(-1, index - LOOK_BACK), -1):
        parts = PARTS.fullmatch(lines[above]) if len(lines[above]) <= MAX_LINE else None
        value = parts["value"].rstrip() if parts else ""
        if parts and value[:1] in ('"', "'") and not (len(value) > 1 and value[-1] == value[0]):
            mended = lines[above][: parts.start("value")] + quoted(value[1:])
            yield one(rules.UNCLOSED, above, parts.start("value"), lines[above], mended)
