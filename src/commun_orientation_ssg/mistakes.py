"""Tell someone who does not know YAML what their hand did, and how the line should read.

From the lines of a file and the place where the parser stopped (or the texts it swallowed without a word), to
`Mistake` values: a rule, a place, and the mended lines. A recogniser may guess: `source` tries each mend and only
shows one that lets the parser go further. The everyday mistakes, each with its recogniser:

| mistake | what was typed | code |
|---|---|---|
| colon in a text | `ask: Attention : que faire ?` | colon-in-text |
| colon in a list item | `- Attention : apportez le bail` | colon-in-text |
| apostrophe taken for a quote | `text: 'aujourd'hui'` | quote-in-quotes |
| quotes inside quotes, text after quotes | `text: "Bonjour" dit-il` | quote-in-quotes |
| quote never closed | `text: "Bonjour` | unclosed-quote |
| backslash in double quotes | `text: "C:\\dossier"` | backslash |
| curly quotes | `text: “Bonjour”` | curly-quotes |
| tab | `\\ttitle: x` | tab |
| line too far right, or too far left | `   title: x` | indentation |
| no dash in a list | `deux` under `- un` | missing-dash |
| no space after the dash | `-texte` | missing-space |
| no space after the colon | `title:Mon titre` | missing-space |
| Word's dashes and bullets | `– texte`, `• texte` | word-bullet |
| non-breaking or wide space | `title:\\u00a0x` | odd-space |
| full-width signs | `title：x` | full-width |
| no colon after a key, or `=` | `title Mon titre` | missing-colon |
| list and keys mixed | `title: x` among `- a` | indentation, missing-dash |
| list begun on the line of its key | `steps: - un` | list-on-key-line |
| text on the line of `|` | `text: | Bonjour` | text-after-bar |
| long text with a colon, on several lines | `text: Bonjour` / `  Attention : x` | text-without-bar |
| text that starts with a sign of YAML | `@x`, `%x`, `*x*`, `&x`, `!x`, `[x] y`, backquote | reserved-start |
| `[` never closed | `[a, b` | unclosed-bracket |
| question mark as a key | `? title` | question-mark |
| text after `#` | `name: Résidence B #3`, `title: #1` | text-after-hash |
| list or group in one line | `[Un texte, deux]`, `{lundi: 9h-12h, 14h-17h}` | flow-text, flow-mapping |
| marks of a merge | `<<<<<<< HEAD` | merge-conflict |
| HTML pasted | `text: <p>Bonjour</p>` | html-pasted |
| accents broken by a conversion | `tÃ©lÃ©phone` | broken-accents |

Duplicate keys, second documents, anchors, Windows-1252 and hidden characters need no guess: `source` reports them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from .diagnostics import Bilingual, Diagnostic, Location, Rule, Severity

__all__ = [
    "Flow",
    "Mistake",
    "Reading",
    "Trouble",
    "conflicts",
    "quoted_value",
    "recognise",
    "split_lines",
    "suspicions",
    "told",
    "unknown",
]


@dataclass(frozen=True, slots=True)
class Trouble:
    """Where and why the parser stopped: 0-based; `start` and `start_column`, the beginning of what it was reading."""

    line: int
    column: int
    start: int
    start_column: int
    problem: str


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake: at `line`, from `column` to `end_column`; lines `start` to `stop` should read `mended` (0-based)."""

    rule: Rule
    line: int
    column: int
    end_column: int
    start: int
    stop: int
    mended: tuple[str, ...] = ()


class Written(Protocol):
    """A text of the tree; positions 1-based, in the file."""

    value: str
    style: str
    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True)
class Flow:
    """What stands in brackets or braces and should not; positions 1-based, in the file.

    Args:
        is_mapping: in braces.
        pairs: key and value of each element, the key empty in brackets; none when a group hides in it.
    """

    is_mapping: bool
    line: int
    column: int
    end_line: int
    end_column: int
    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Reading:
    """What was read without a syntax error, to be looked at again.

    Args:
        numbers: number in the file of each line of `text`.
        gather: returns all values and all keys, called only when something is worth a look.
        odd: unquoted values on several lines or below their key, quoted ones on several lines.
        items: first keys of groups in lists, when they start with a capital.
        flows: brackets and braces to refuse.
    """

    text: str
    numbers: Sequence[int]
    gather: Callable[[], tuple[Sequence[Written], Sequence[Written]]]
    odd: Sequence[Written]
    items: Sequence[Written]
    flows: Sequence[Flow]

    @cached_property
    def texts(self) -> Sequence[Written]:
        """All values."""
        return self.gather()[0]

    @cached_property
    def keys(self) -> Sequence[Written]:
        """All keys."""
        return self.gather()[1]

    @cached_property
    def lines(self) -> list[str]:
        """The lines read, split only when something is worth a look."""
        return split_lines(self.text)

    def index(self, number: int) -> int:
        """Return the index in `lines` of a line of the file, the last for the end of the file."""
        return self.where.get(number, len(self.lines) - 1)

    @cached_property
    def where(self) -> dict[int, int]:
        """Line number in the file -> index in `lines`."""
        return {self.numbers[index]: index for index in reversed(range(len(self.lines)))}


def _rule(code: str, fr: str, en: str, help_fr: str, help_en: str, severity: Severity = Severity.ERROR) -> Rule:
    return Rule(code, severity, Bilingual(fr, en), help=Bilingual(help_fr, help_en))


SYNTAX = _rule(
    "yaml-syntax",
    "cette ligne, ou celle d'avant, n'a pas la forme « mot-clé: valeur » ni « - élément » : « {shown} »",
    'this line, or the one before, has neither the form "keyword: value" nor "- item": "{shown}"',
    "comparez ces deux lignes avec leurs voisines : espaces du début, deux-points, tirets, guillemets",
    "compare these two lines with their neighbours: leading spaces, colons, dashes, quotes",
)
COLON = _rule(
    "colon-in-text",
    "ce texte contient un deux-points suivi d'une espace, qui se lit comme un mot-clé : « {shown} »",
    'this text holds a colon followed by a space, which reads as a keyword: "{shown}"',
    "mettez tout le texte entre guillemets droits",
    "put the whole text in straight quotes",
)
QUOTE = _rule(
    "quote-in-quotes",
    "un guillemet ou une apostrophe referme ce texte avant sa fin : « {shown} »",
    'a quote or an apostrophe closes this text before its end: "{shown}"',
    "entourez le texte de l'autre sorte de guillemets",
    "put the other kind of quotes around the text",
)
UNCLOSED = _rule(
    "unclosed-quote",
    "le guillemet ouvert ici n'est pas refermé sur sa ligne : « {shown} »",
    'the quote opened here is not closed on its line: "{shown}"',
    "ajoutez le guillemet qui manque à la fin du texte",
    "add the missing quote at the end of the text",
)
BACKSLASH = _rule(
    "backslash",
    "une barre oblique inversée a un sens spécial entre guillemets doubles : « {shown} »",
    'a backslash has a special meaning in double quotes: "{shown}"',
    "entourez le texte d'apostrophes droites",
    "put single straight quotes around the text",
)
CURLY = _rule(
    "curly-quotes",
    "ces guillemets courbes seront affichés tels quels : « {shown} »",
    'these curly quotes will be shown as they are: "{shown}"',
    "si vous vouliez seulement délimiter le texte, prenez des guillemets droits",
    "if you only meant to delimit the text, use straight quotes",
    Severity.WARNING,
)
TAB = _rule(
    "tab",
    "cette ligne commence par une tabulation, qui n'est pas acceptée ici : « {shown} »",
    'this line starts with a tab, which is not accepted here: "{shown}"',
    "remplacez-la par des espaces, deux par niveau",
    "replace it with spaces, two for each level",
)
INDENTATION = _rule(
    "indentation",
    "cette ligne n'est pas alignée avec celles qui l'entourent : « {shown} »",
    'this line is not aligned with those around it: "{shown}"',
    "alignez-la avec les lignes de même niveau",
    "align it with the lines of the same level",
)
DASH = _rule(
    "missing-dash",
    "cette ligne est dans une liste, mais ne commence pas par un tiret : « {shown} »",
    'this line is in a list, but does not start with a dash: "{shown}"',
    "ajoutez un tiret et une espace devant",
    "add a dash and a space before it",
)
SPACE = _rule(
    "missing-space",
    "il manque une espace après le tiret ou le deux-points : « {shown} »",
    'a space is missing after the dash or the colon: "{shown}"',
    "ajoutez cette espace",
    "add this space",
)
BULLET = _rule(
    "word-bullet",
    "cette puce ou ce tiret long ne fait pas une liste : « {shown} »",
    'this bullet or long dash does not make a list: "{shown}"',
    "prenez le tiret court du clavier (touche 6), suivi d'une espace",
    "use the short dash of the keyboard, followed by a space",
)
ODD_SPACE = _rule(
    "odd-space",
    "une espace insécable ou large tient la place d'une espace ordinaire : « {shown} »",
    'a non-breaking or wide space stands where a plain space should: "{shown}"',
    "effacez cette espace et retapez-la (sur Mac, sans la touche Option)",
    "erase this space and type it again (on a Mac, without the Option key)",
)
FULL_WIDTH = _rule(
    "full-width",
    "ce signe vient d'un autre clavier (pleine largeur) : « {shown} »",
    'this sign comes from another keyboard (full width): "{shown}"',
    "retapez-le",
    "type it again",
)
MISSING_COLON = _rule(
    "missing-colon",
    "il manque un deux-points après le mot-clé : « {shown} »",
    'a colon is missing after the keyword: "{shown}"',
    "ajoutez le deux-points, suivi d'une espace s'il y a une valeur",
    "add the colon, followed by a space when there is a value",
)
LIST_ON_KEY_LINE = _rule(
    "list-on-key-line",
    "une liste ne peut pas commencer sur la ligne de son mot-clé : « {shown} »",
    'a list cannot start on the line of its keyword: "{shown}"',
    "placez le tiret sur la ligne suivante, deux espaces plus loin",
    "put the dash on the next line, two spaces further",
)
TEXT_AFTER_BAR = _rule(
    "text-after-bar",
    "le texte annoncé par | ou > doit commencer sur la ligne suivante : « {shown} »",
    'the text announced by | or > must start on the next line: "{shown}"',
    "allez à la ligne après ce signe, deux espaces plus loin",
    "start a new line after this sign, two spaces further",
)
NO_BAR = _rule(
    "text-without-bar",
    "ce texte de plusieurs lignes contient un deux-points : il doit être annoncé par | : « {shown} »",
    'this text of several lines holds a colon: it must be announced by |: "{shown}"',
    "écrivez | après le mot-clé, puis le texte à partir de la ligne suivante",
    "write | after the keyword, then the text from the next line on",
)
RESERVED = _rule(
    "reserved-start",
    "ce texte commence par un signe réservé à YAML : « {shown} »",
    'this text starts with a sign that YAML keeps for itself: "{shown}"',
    "mettez tout le texte entre guillemets droits",
    "put the whole text in straight quotes",
)
BRACKET = _rule(
    "unclosed-bracket",
    "le crochet ouvert ici n'est pas refermé : « {shown} »",
    'the bracket opened here is not closed: "{shown}"',
    "ajoutez le crochet qui manque",
    "add the missing bracket",
)
QUESTION = _rule(
    "question-mark",
    "un point d'interrogation au début d'une ligne a un sens spécial : « {shown} »",
    'a question mark at the start of a line has a special meaning: "{shown}"',
    "enlevez-le, ou mettez le texte entre guillemets droits",
    "remove it, or put the text in straight quotes",
)
HASH = _rule(
    "text-after-hash",
    "tout ce qui suit le signe # serait perdu : « {shown} »",
    'all that follows the # sign would be lost: "{shown}"',
    "si c'est une remarque, placez-la seule sur la ligne du dessus ; si c'est du texte, mettez-le entre guillemets",
    "if it is a remark, put it alone on the line above; if it is text, put it in quotes",
)
FLOW_MAPPING = _rule(
    "flow-mapping",
    "les accolades ne sont pas acceptées, une virgule y couperait le texte : « {shown} »",
    'braces are not accepted, a comma would cut the text there: "{shown}"',
    "écrivez une ligne par élément",
    "write one line per item",
)
FLOW_TEXT = _rule(
    "flow-text",
    "les crochets n'acceptent que des identifiants et des codes, une virgule y couperait un texte : « {shown} »",
    'brackets only take ids and codes, a comma would cut a text there: "{shown}"',
    "écrivez une ligne par élément, et réunissez ceux qu'une virgule a séparés",
    "write one line per item, and join those that a comma has parted",
)
CONFLICT = _rule(
    "merge-conflict",
    "deux versions de ce passage sont restées côte à côte : « {shown} »",
    'two versions of this passage were left side by side: "{shown}"',
    "gardez une des deux versions, puis effacez l'autre et les lignes <<<<<<<, ======= et >>>>>>>",
    "keep one of the two versions, then erase the other and the lines <<<<<<<, ======= and >>>>>>>",
)
HTML = _rule(
    "html-pasted",
    "ce texte contient du HTML, sans doute collé depuis une page : « {shown} »",
    'this text holds HTML, probably pasted from a page: "{shown}"',
    "gardez le texte seul ; pour le gras, écrivez **ainsi**",
    "keep the text alone; for bold, write **like this**",
    Severity.WARNING,
)
BROKEN_ACCENTS = _rule(
    "broken-accents",
    "des accents ont été abîmés par une conversion : « {shown} »",
    'accents were broken by a conversion: "{shown}"',
    "retapez-les",
    "type them again",
    Severity.WARNING,
)
_WRITE = Bilingual(" ; écrivez :\n{mended}", "; write:\n{mended}")

_BREAK = re.compile(r"\r\n|\r|\n")
_MAX_LINE = 2_000  # beyond, nobody would read the mended line
_LOOK_BACK = 40
_ODD = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_WIDE = {"：": ":", "－": "-", "＃": "#", "＂": '"', "＇": "'"}
_PLAIN = {ord(c): " " for c in _ODD} | {ord(c): sign for c, sign in _WIDE.items()}
_KNOWN_KEYS = frozenset(
    """add address answers appointment area ask audience channels color contacts desk dpo fiches from help hide holder
    host hours how id intro kind label level mail name needs next not_listed number official online outcomes owner
    part_of phone place plain provides publisher questions reason referent reply_within review_every sensitive services
    share source start status steps tell text title to topics territory verified_on was website when words""".split()  # noqa: SIM905 - a list of words reads better
)
# A line: what opens it (spaces and dashes), a key with its colon, a value.
_PARTS = re.compile(
    r"(?P<lead> *(?:- +)*)(?:(?P<key>[^\s:#\"'\[{&*!|>%@`?-][^:#]*?)(?P<colon> *:(?: +|$)))?(?P<value>.*)"
)
_SQUASHED_KEY = re.compile(rf"(?P<head> *(?:- +)*[a-z_][\w-]*:)(?!//)(?P<value>[^\s{_ODD}/:][^\n]*)")
_SQUASHED_DASH = re.compile(r"(?P<head> *-)(?P<value>[^\s\d-].*)")
_BULLETS = re.compile(r"(?P<head> *)[–—•·▪●‣◦*][ \u00a0\u202f\t]+(?P<value>.*)")
_STRUCTURE = re.compile(
    rf"(?P<lead>[ {_ODD}]*(?:[-－][ {_ODD}]+)*)(?P<key>[^\s:：]*)(?P<colon>[ {_ODD}]*[:：][ {_ODD}]*)(?P<value>.*)"
)
_LEAD = re.compile(rf"(?P<lead>[ {_ODD}]*(?:[-－][ {_ODD}]+)*)(?P<value>.*)")
_NO_COLON = re.compile(r"(?P<head> *(?:- +)*(?P<key>[a-z_][a-z0-9_-]*))(?P<gap> *= *| +|$)(?P<value>.*)")
_SCHEMES = re.compile(r" *(?:- +)*(?:https?|mailto|tel|sms|data|urn):")
_HTML = re.compile(
    r"</?(?:p|div|span|br|b|strong|em|i|u|a|ul|ol|li|h[1-6]|table|tr|td|font|img)\b[^<>]{0,500}>|&(?:nbsp|[a-z]{1,6}(?:acute|grave|circ|cedil)|#\d{1,5});",
    re.IGNORECASE,
)
_BROKEN = re.compile("Ã[\x80-\xbf©¨ªà§´®»¢¹]|â€[™œ\x9d“”]")
_RESERVED_STARTS = tuple("@`%*&!|>[]{},?#")
_KEY_LINE = re.compile(r" *(?:- +)*([a-z_][a-z0-9_-]*):(?: |$)")


def told(mistake: Mistake, line: str, location: Location, *, shown_mend: bool) -> Diagnostic:
    """Return the finding of `mistake`, its help ending with the mended lines when `shown_mend`."""
    rule = mistake.rule
    shown = _cut(line.strip())
    mended = "\n".join(mistake.mended) if shown_mend and mistake.mended else ""
    if not mended or rule.help is None:
        return rule.at(location, shown=shown, mended="")
    help_text = Bilingual(rule.help.fr + _WRITE.fr, rule.help.en + _WRITE.en)
    return rule.at(location, help=help_text, shown=shown, mended=mended)


def split_lines(text: str) -> list[str]:
    """Return the lines of `text` as YAML counts them."""
    return _BREAK.split(text)


def _cut(line: str) -> str:
    return line if len(line) <= 200 else line[:199] + "…"


def quoted(text: str) -> str:
    """Return `text` as YAML reads it back unchanged, in the quotes that need the fewest changes."""
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def conflicts(lines: Sequence[str]) -> list[Mistake]:
    """Return the merge conflicts left in, in order; the mend keeps the first version."""
    found: list[Mistake] = []
    start = middle = -1
    for index, line in enumerate(lines):
        if line.startswith("<<<<<<<"):
            start, middle = index, -1
        elif start >= 0 and middle < 0 and line.startswith(("=======", "|||||||")):
            middle = index
        elif start >= 0 and line.startswith(">>>>>>>"):
            kept = tuple(lines[start + 1 : middle if middle >= 0 else index])
            found.append(Mistake(CONFLICT, start, 0, len(lines[start]), start, index + 1, kept))
            start = -1
    if start >= 0:
        found.append(Mistake(CONFLICT, start, 0, len(lines[start]), start, start + 1))
    return found


def unknown(lines: Sequence[str], trouble: Trouble) -> Mistake:
    """Return the mistake nobody recognised, at the place where the parser stopped."""
    index = min(trouble.line, len(lines) - 1)
    while index and not lines[index].strip():
        index -= 1
    column = trouble.column if index == trouble.line and trouble.column < len(lines[index]) else 0
    return Mistake(SYNTAX, index, column, max(column, len(lines[index])), index, index + 1)


def recognise(lines: Sequence[str], trouble: Trouble) -> Iterator[Mistake]:
    """Yield what may have stopped the parser, the likeliest first, each with its mend."""
    places = _places(lines, trouble)
    for index in places:
        yield from _odd_signs(lines, index)
        yield from _dashes_and_keys(lines, index)
        yield from _values(lines, index)
    for index in places[:1]:
        yield from _text_without_bar(lines, index)
        yield from _alignment(lines, index, trouble)
    for index in places[:2]:
        yield from _missing_dash(lines, index)
        yield from _missing_colon(lines, index)
    yield from _unclosed_above(lines, places[0])


def _places(lines: Sequence[str], trouble: Trouble) -> list[int]:
    """Return the lines to suspect: where the parser stopped, the line before, where its construct began."""
    stop = min(trouble.line, len(lines) - 1)
    while stop and not _has_content(lines[stop]):
        stop -= 1
    wanted = [stop, _before(lines, stop), min(trouble.start, stop)]
    return [i for i in dict.fromkeys(wanted) if len(lines[i]) <= _MAX_LINE] or [stop]


def _has_content(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _before(lines: Sequence[str], index: int) -> int:
    """Return the last line with content before `index`, or the first line."""
    index -= 1
    while index > 0 and not _has_content(lines[index]):
        index -= 1
    return max(index, 0)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _one(rule: Rule, index: int, column: int, line: str, *mended: str) -> Mistake:
    """Return a mistake of one line, from `column` to its end."""
    return Mistake(rule, index, column, max(column, len(line)), index, index + 1, mended)


def _odd_signs(lines: Sequence[str], index: int) -> Iterator[Mistake]:
    """Tabs, non-breaking spaces and full-width signs where YAML needs plain ones."""
    line = lines[index]
    body = line.lstrip(" \t")
    if "\t" in (lead := line[: len(line) - len(body)]):
        for spaces in ("  ", "    "):
            yield _one(TAB, index, lead.index("\t"), line, lead.replace("\t", spaces) + body)
        for level in _levels(lines, index):
            yield _one(TAB, index, lead.index("\t"), line, " " * level + body)
    for pattern in (_STRUCTURE, _LEAD):
        if (parts := pattern.fullmatch(line)) and (rule := _odd_rule(head := line[: parts.start("value")])):
            plain = head.translate(_PLAIN)
            if "colon" in parts.groupdict() and parts["value"] and not plain.endswith(" "):
                plain += " "
            yield _one(rule, index, _first_odd(head), line, plain + parts["value"])


def _odd_rule(head: str) -> Rule | None:
    if any(sign in head for sign in _WIDE):
        return FULL_WIDTH
    return ODD_SPACE if any(space in head for space in _ODD) else None


def _first_odd(head: str) -> int:
    return next(i for i, c in enumerate(head) if ord(c) in _PLAIN)


def _dashes_and_keys(lines: Sequence[str], index: int) -> Iterator[Mistake]:
    """A missing space, a bullet of Word, a question mark, an equals sign."""
    line = lines[index]
    if parts := _BULLETS.fullmatch(line):
        yield _one(BULLET, index, len(parts["head"]), line, f"{parts['head']}- {parts['value']}")
    if parts := _SQUASHED_DASH.fullmatch(line):
        yield _one(SPACE, index, len(parts["head"]), line, f"{parts['head']} {parts['value']}")
    if (parts := _SQUASHED_KEY.fullmatch(line)) and not _SCHEMES.match(line):
        yield _one(SPACE, index, len(parts["head"]), line, f"{parts['head']} {parts['value']}")
        yield _one(SPACE, index, len(parts["head"]), line, f"{parts['head']} {quoted(parts['value'])}")
    if line.lstrip().startswith("? "):
        yield _one(QUESTION, index, _indent(line), line, line.replace("? ", "", 1))
    if (parts := _NO_COLON.fullmatch(line)) and "=" in parts["gap"]:
        yield _one(MISSING_COLON, index, len(parts["head"]), line, f"{parts['head']}: {parts['value']}")


def _values(lines: Sequence[str], index: int) -> Iterator[Mistake]:
    """A value that should stand in quotes, or below its key."""
    line = lines[index]
    parts = _PARTS.fullmatch(line)
    if parts is None or not (value := parts["value"].rstrip()):
        return
    head, column = line[: parts.start("value")], parts.start("value")
    if not head.strip():  # the rest of a text: quotes would not help
        return
    deeper = " " * (len(parts["lead"]) + 2)
    if parts["key"] and value.startswith("- "):
        yield _one(LIST_ON_KEY_LINE, index, column, line, head.rstrip(), deeper + value)
    if value[0] in "|>" and (rest := value[1:].lstrip("+-0123456789 ")):
        if value[0] == "|":
            yield _one(TEXT_AFTER_BAR, index, column, line, f"{head}|", deeper + rest)
        yield _one(RESERVED, index, column, line, head + quoted(value))
    if "-" in parts["lead"] and (key := parts["key"]) and _is_sentence(key, parts["colon"]):
        lead = parts["lead"]
        yield _one(COLON, index, len(lead), line, lead + quoted(line[len(lead) :].rstrip()))
    yield from (_one(rule, index, column, line, head + mended) for rule, mended in _mended_values(value))


def _is_sentence(key: str, after: str) -> bool:
    """Tell whether what stands before a colon is the start of a sentence: a capital, and a space at least."""
    return key[:1].isupper() and (" " in key or after.startswith(" "))


def _mended_values(value: str) -> Iterator[tuple[Rule, str]]:
    """Yield the ways to write `value` that YAML would read as meant."""
    first, inner = value[0], value[1:-1]
    if first in "\"'":
        ends = len(value) > 1 and value[-1] == first
        if first == '"' and "\\" in value and ends:
            yield BACKSLASH, quoted(inner)
        if first in value[1:]:
            yield QUOTE, quoted(inner if ends else value)
        if not ends:
            yield UNCLOSED, quoted(value[1:])
    elif first in "“‘„«" and ": " in value:
        yield COLON, quoted(value[1:].rstrip("”’“»").strip() if first != "«" else value)
    elif first == "[" and "]" not in value:
        yield BRACKET, value.rstrip(", ") + "]"
        yield RESERVED, quoted(value)
    elif value.startswith(_RESERVED_STARTS):
        yield RESERVED, quoted(value)
    elif ": " in value or value.endswith(":"):
        yield COLON, quoted(value)


def _text_without_bar(lines: Sequence[str], index: int) -> Iterator[Mistake]:
    """A text begun on the line of its key, that goes on below with a colon in it."""
    start = index
    while start and (not lines[start].strip() or _indent(lines[start]) >= _indent(lines[index])):
        start -= 1
    parts = _PARTS.fullmatch(lines[start]) if len(lines[start]) <= _MAX_LINE else None
    if (
        start == index
        or parts is None
        or not parts["key"]
        or not parts["value"].strip()
        or _KEY_LINE.match(lines[index])
    ):
        return
    indent = len(parts["lead"])
    stop = index
    while stop < len(lines) and (not lines[stop].strip() or _indent(lines[stop]) > indent):
        stop += 1
    below = [" " * (indent + 2) + line.strip() if line.strip() else "" for line in lines[start + 1 : stop]]
    head = lines[start][: parts.start("value")].rstrip()
    mended = (f"{head} |", " " * (indent + 2) + parts["value"].strip(), *below)
    yield Mistake(NO_BAR, index, _indent(lines[index]), len(lines[index]), start, stop, mended)


def _levels(lines: Sequence[str], index: int) -> list[int]:
    """Return the indentations in use above `index`, the nearest first, those of what follows a dash included."""
    found: dict[int, None] = {}
    limit = 10**6
    for line in reversed(lines[max(0, index - _LOOK_BACK) : index]):
        if _has_content(line) and _indent(line) < limit:
            limit = _indent(line)
            after_dash = len(line) - len(line.lstrip(" -"))
            found |= dict.fromkeys([after_dash, limit] if line.lstrip().startswith("- ") else [limit])
    return list(found)


def _alignment(lines: Sequence[str], index: int, trouble: Trouble) -> Iterator[Mistake]:
    """A line too far right or too far left, moved with what hangs below it to a level in use."""
    line = lines[index]
    indent = _indent(line)
    stop = index + 1
    while stop < len(lines) and (not lines[stop].strip() or _indent(lines[stop]) > indent):
        stop += 1
    for level in dict.fromkeys([trouble.start_column, *_levels(lines, index)]):
        if level != indent:
            moved = tuple(_moved(below, level - indent) for below in lines[index:stop])
            yield Mistake(INDENTATION, index, 0, max(indent, 1), index, stop, moved)


def _moved(line: str, by: int) -> str:
    if not line.strip():
        return line
    return " " * by + line if by > 0 else line[-by:]


def _missing_dash(lines: Sequence[str], index: int) -> Iterator[Mistake]:
    """A line in a list without its dash."""
    line = lines[index]
    for level in [_indent(line), *_levels(lines, index)]:
        yield _one(DASH, index, _indent(line), line, f"{' ' * level}- {line.strip()}")


def _missing_colon(lines: Sequence[str], index: int) -> Iterator[Mistake]:
    """A key without its colon: a word known as a key, or alone above deeper lines."""
    line = lines[index]
    parts = _NO_COLON.fullmatch(line)
    if parts is None:
        return
    below = lines[index + 1] if index + 1 < len(lines) else ""
    known = parts["key"] in _KNOWN_KEYS or any(parts["key"] == key for key in _keys(lines))
    if known or (not parts["value"] and _indent(below) > _indent(line)):
        yield _one(MISSING_COLON, index, len(parts["head"]), line, f"{parts['head']}: {parts['value']}".rstrip())


def _keys(lines: Iterable[str]) -> Iterator[str]:
    return (match[1] for line in lines if (match := _KEY_LINE.match(line)))


def _unclosed_above(lines: Sequence[str], index: int) -> Iterator[Mistake]:
    """A quote opened on a line above and closed too late, or never."""
    for above in range(index - 1, max(-1, index - _LOOK_BACK), -1):
        parts = _PARTS.fullmatch(lines[above]) if len(lines[above]) <= _MAX_LINE else None
        value = parts["value"].rstrip() if parts else ""
        if parts and value[:1] in ('"', "'") and not (len(value) > 1 and value[-1] == value[0]):
            mended = lines[above][: parts.start("value")] + quoted(value[1:])
            yield _one(UNCLOSED, above, parts.start("value"), lines[above], mended)


def quoted_value(rule: Rule, lines: Sequence[str], index: int, column: int) -> Mistake:
    """Return `rule` at a value that YAML took for a shorthand; the mend puts it in quotes."""
    line = lines[index]
    parts = _PARTS.fullmatch(line)
    mended = (line[: parts.start("value")] + quoted(parts["value"].rstrip()),) if parts and parts["value"] else ()
    return Mistake(rule, index, column, len(line), index, index + 1, mended)


def suspicions(reading: Reading) -> Iterator[Mistake]:
    """Yield what YAML accepted without a word and the editor did not mean."""
    text = reading.text
    if " #" in text or "\t#" in text:
        yield from _after_hash(reading)
    if "“" in text or "‘" in text or "„" in text:
        yield from _curly(reading)
    if "<" in text or "&" in text:
        yield from _in_texts(reading, HTML, _HTML)
    if "Ã" in text or "â€" in text:
        yield from _in_texts(reading, BROKEN_ACCENTS, _BROKEN)
    if any(sign in text for sign in (*_ODD, "\n? ", " ? ")) or text.startswith("? "):
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
        yield Mistake(HASH, index, column, len(line), index, index + 1, mended)


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
            yield Mistake(CURLY, index, start, len(line), index, index + 1, mended)


def _in_texts(reading: Reading, rule: Rule, pattern: re.Pattern[str]) -> Iterator[Mistake]:
    """Lines of texts where `pattern` shows, once a line."""
    for written in reading.texts:
        if not pattern.search(written.value):
            continue
        for number in range(written.line, written.end_line + 1):
            index = reading.index(number)
            line = reading.lines[index]
            if len(line) <= _MAX_LINE and (found := pattern.search(line)):
                mended = (pattern.sub("", line),) if rule is HTML else (_repaired(line),)
                yield Mistake(rule, index, found.start(), found.end(), index, index + 1, mended)


def _repaired(line: str) -> str:
    """Return `line` with the accents it had before a wrong conversion."""
    return _BROKEN.sub(lambda m: m[0].encode("cp1252", "replace").decode("utf-8", "replace"), line)


def _odd_keys(reading: Reading) -> Iterator[Mistake]:
    """Keys with a non-breaking space at an edge, or after a question mark."""
    for key in reading.keys:
        index = reading.index(key.line)
        line = reading.lines[index]
        if key.style == "plain" and key.value != key.value.strip(_ODD):
            yield from _odd_signs(reading.lines, index)
        elif line[: key.column - 1].rstrip().endswith("?"):
            yield from _dashes_and_keys(reading.lines, index)


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
        if len(line) > _MAX_LINE:
            continue
        if line.lstrip().startswith("- ") and index > first:
            found.append(_one(INDENTATION, index, 0, line, " " * _dash_level(reading.lines, index) + line.lstrip()))
        else:
            guesses = [*_odd_signs(reading.lines, index), *_dashes_and_keys(reading.lines, index)]
            found += [guess for guess in guesses[:1] if guess.rule is not QUESTION]
    yield from _together(found)


def _swallowed_key(reading: Reading, first: int, last: int) -> Iterator[Mistake]:
    """A key read as the rest of a quoted text, because it stands no deeper than the line of the quote."""
    for index in range(first + 1, last + 1):
        line = reading.lines[index]
        if _indent(line) <= _indent(reading.lines[first]) and _KEY_LINE.match(line[:_MAX_LINE]):
            yield from (mistake for mistake in _unclosed_above(reading.lines, index) if mistake.line == first)
            return


def _dash_level(lines: Sequence[str], index: int) -> int:
    """Return the indentation of the nearest dash above `index`."""
    above = (line for line in reversed(lines[max(0, index - _LOOK_BACK) : index]) if line.lstrip().startswith("- "))
    return _indent(next(above, lines[index])[:_MAX_LINE])


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
    if key.style == "plain" and _is_sentence(key.value, after):
        start = key.column - 1
        yield _one(COLON, index, start, line, line[:start] + quoted(line[start:].rstrip()))


def _in_block_style(reading: Reading, flow: Flow) -> Mistake:
    """Brackets or braces, to be written one line per element."""
    rule = FLOW_MAPPING if flow.is_mapping else FLOW_TEXT
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
