"""What YAML accepted without a word and the editor did not mean."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..diagnostics import Rule
from . import rules
from .lines import (
    KEY_LINE,
    LOOK_BACK,
    MAX_LINE,
    ODD,
    Flow,
    Mistake,
    Reading,
    Written,
    indent_of,
    is_sentence,
    one,
    quoted,
)  # fmt: skip
from .recognising import unclosed_above
from .signs import dashes_and_keys, odd_signs

__all__ = ["suspicions"]

_HTML = re.compile(
    r"</?(?:p|div|span|br|b|strong|em|i|u|a|ul|ol|li|h[1-6]|table|tr|td|font|img)\b[^<>]{0,500}>|&(?:nbsp|[a-z]{1,6}(?:acute|grave|circ|cedil)|#\d{1,5});",
    re.IGNORECASE,
)
_BROKEN = re.compile("Ã[\x80-\xbf©¨ªà§´®»¢¹]|â€[™œ\x9d“”]")


def suspicions(reading: Reading) -> Iterator[Mistake]:
    """Yield what YAML accepted without a word and the editor did not mean."""
    text = reading.text
    if " #" in text or "\t#" in text:
        yield from _after_hash(reading)
    if "“" in text or "‘" in text or "„" in text:
        yield from _curly(reading)
    if "<" in text or "&" in text:
        yield from _in_texts(reading, rules.HTML, _HTML)
    if "Ã" in text or "â€" in text:
        yield from _in_texts(reading, rules.BROKEN_ACCENTS, _BROKEN)
    if any(sign in text for sign in (*ODD, "\n? ", " ? ")) or text.startswith("? "):
        yield from _odd_keys(reading)
    for flow in reading.flows:
        yield _in_block_style(reading, flow)
    for written in reading.odd:
        yield from _swallowed(reading, written)
    for key in reading.items:
        yield from _capital_item(reading, key)


def _after_hash(reading: Reading) -> Iterator[Mistake]:
    """Texts cut at a `#`."""
    for written in reading.texts:
        if written.style != "plain":
            continue
        index = reading.index(written.end_line)
        line = reading.lines[index]
        rest = line[written.end_column - 1 :]
        after = rest.lstrip(" \t")
        if not after.startswith("#") or (not written.value and after[1:2] in ("", " ", "#")):
            continue
        column = len(line) - len(after)
        start = written.column - 1 + (len(rest) - len(after) if not written.value else 0)
        mended = (line[:start] + quoted(line[start:].rstrip()),) if written.line == written.end_line else ()
        yield Mistake(rules.HASH, index, column, len(line), index, index + 1, mended)


def _curly(reading: Reading) -> Iterator[Mistake]:
    """Texts that start with a curly quote."""
    for written in reading.texts:
        if written.style == "plain" and written.value[:1] in ("“", "‘", "„"):
            index = reading.index(written.line)
            line = reading.lines[index]
            start = written.column - 1
            mended: tuple[str, ...] = ()
            if written.line == written.end_line:
                inner = written.value[1:].rstrip("”’“").strip()
                mended = (line[:start] + quoted(inner) + line[written.end_column - 1 :],)
            yield Mistake(rules.CURLY, index, start, len(line), index, index + 1, mended)


def _in_texts(reading: Reading, rule: Rule, pattern: re.Pattern[str]) -> Iterator[Mistake]:
    """Lines of texts where `pattern` shows, once a line."""
    for written in reading.texts:
        if not pattern.search(written.value):
            continue
        for number in range(written.line, written.end_line + 1):
            index = reading.index(number)
            line = reading.lines[index]
            if len(line) <= MAX_LINE and (found := pattern.search(line)):
                mended = (pattern.sub("", line),) if rule is rules.HTML else (_repaired(line),)
                yield Mistake(rule, index, found.start(), found.end(), index, index + 1, mended)


def _repaired(line: str) -> str:
    """Return `line` with the accents it had before a wrong conversion."""
    return _BROKEN.sub(lambda m: m[0].encode("cp1252", "replace").decode("utf-8", "replace"), line)


def _odd_keys(reading: Reading) -> Iterator[Mistake]:
    """Keys with a non-breaking space at an edge, or after a question mark."""
    for key in reading.keys:
        index = reading.index(key.line)
        line = reading.lines[index]
        if key.style == "plain" and key.value != key.value.strip(ODD):
            yield from odd_signs(reading.lines, index)
        elif line[: key.column - 1].rstrip().endswith("?"):
            yield from dashes_and_keys(reading.lines, index)


def _swallowed(reading: Reading, written: Written) -> Iterator[Mistake]:
    """Lines that look like a list or a key, and were read as the rest of a text."""
    first = reading.index(written.line)
    last = reading.index(written.end_line)
    own_line = not reading.lines[first][: written.column - 1].strip(" -")
    if written.style == "quoted":
        yield from _swallowed_key(reading, first, last)
        return
    found: list[Mistake] = []
    for index in range(first if own_line else first + 1, last + 1):
        line = reading.lines[index]
        if len(line) > MAX_LINE:
            continue
        if line.lstrip().startswith("- ") and index > first:
            found.append(
                one(rules.INDENTATION, index, 0, line, " " * _dash_level(reading.lines, index) + line.lstrip())
            )
        else:
            guesses = [*odd_signs(reading.lines, index), *dashes_and_keys(reading.lines, index)]
            found += [guess for guess in guesses[:1] if guess.rule is not rules.QUESTION]
    yield from _together(found)


def _swallowed_key(reading: Reading, first: int, last: int) -> Iterator[Mistake]:
    """A key read as the rest of a quoted text, because it stands no deeper than the line of the quote."""
    for index in range(first + 1, last + 1):
        line = reading.lines[index]
        if indent_of(line) <= indent_of(reading.lines[first]) and KEY_LINE.match(line[:MAX_LINE]):
            yield from (mistake for mistake in unclosed_above(reading.lines, index) if mistake.line == first)
            return


def _dash_level(lines: Sequence[str], index: int) -> int:
    """Return the indentation of the nearest dash above `index`."""
    above = (line for line in reversed(lines[max(0, index - LOOK_BACK) : index]) if line.lstrip().startswith("- "))
    return indent_of(next(above, lines[index])[:MAX_LINE])


def _together(found: Sequence[Mistake]) -> Iterator[Mistake]:
    """Yield the mistakes of a swallowed text, those of one kind on lines that follow mended in one go."""
    run: list[Mistake] = []
    for mistake in found:
        if run and (mistake.rule is not run[0].rule or mistake.start != run[-1].stop):
            yield _joined(run)
            run = []
        run.append(mistake)
    if run:
        yield _joined(run)


def _joined(run: Sequence[Mistake]) -> Mistake:
    first = run[0]
    mended = tuple(line for mistake in run for line in mistake.mended)
    return Mistake(first.rule, first.line, first.column, first.end_column, first.start, run[-1].stop, mended)


def _capital_item(reading: Reading, key: Written) -> Iterator[Mistake]:
    """`- Attention : apportez le bail`, read as a key and its value."""
    index = reading.index(key.line)
    line = reading.lines[index]
    after = line[key.end_column - 1 : key.end_column]
    if key.style == "plain" and is_sentence(key.value, after):
        start = key.column - 1
        yield one(rules.COLON, index, start, line, line[:start] + quoted(line[start:].rstrip()))


def _in_block_style(reading: Reading, flow: Flow) -> Mistake:
    """Brackets or braces, to be written one line per element."""
    rule = rules.FLOW_MAPPING if flow.is_mapping else rules.FLOW_TEXT
    start, stop = reading.index(flow.line), reading.index(flow.end_line) + 1
    line = reading.lines[start]
    head = line[: flow.column - 1]
    end_column = flow.end_column - 1 if stop == start + 1 else len(line)
    mended = () if reading.lines[stop - 1][flow.end_column - 1 :].strip() else _block_lines(head, flow)
    return Mistake(rule, start, flow.column - 1, end_column, start, stop, mended)


def _block_lines(head: str, flow: Flow) -> tuple[str, ...]:
    """Return `head`, then one line per element; a value parted by a comma finds its key again."""
    elements: list[str] = []
    for key, value in flow.pairs:
        if not flow.is_mapping:
            elements.append(f"- {_as_needed(value)}")
        elif value or not elements:
            elements.append(f"{key}: {_as_needed(value)}")
        else:
            elements[-1] += f", {key}"
    if not head.strip(" -"):
        return tuple((head if i == 0 else " " * len(head)) + element for i, element in enumerate(elements))
    deeper = " " * (len(head) - len(head.lstrip(" -")) + 2)
    return (head.rstrip(), *(deeper + element for element in elements)) if elements else ()


def _as_needed(value: str) -> str:
    """Return `value`, in quotes when it would not be read back as it is."""
    return value if re.fullmatch(r"[\w(][^:#\n]*", value) else quoted(value)
