"""The bytes of a file to a tree and findings; the text is mended on the way, so that one mistake hides no other."""

from __future__ import annotations

from ..diagnostics import Diagnostic, Location, has_errors
from ..mistakes import (
    Mistake,
    Reading,
    Trouble,
    conflicts,
    quoted_value,
    recognise,
    split_lines,
    suspicions,
    told,
    unknown,
)
from ..tree import Listing, Mapping, Node, Text
from . import rules
from .decoding import decode
from .growing import Growth

__all__ = ["MAX_BYTES", "read_markdown", "read_yaml"]

MAX_BYTES = 1_000_000
# What refuses the whole tree: a guess about it would be worse than none.
_WHOLE = frozenset({"anchor", "alias", "tag", "merge-key", "key-not-text", "second-document", "too-deep",
                    "too-many-items", "yaml-directive"})  # fmt: skip
_QUOTABLE = frozenset({"anchor", "alias", "tag"})
_MAX_MENDS = 20
_TRIAL_BYTES = 2_000_000  # what a file may spend on trials of mends, so that none lasts
_FINDING_COST = 200  # bytes read in the time one finding takes


def read_yaml(data: bytes, file: str) -> tuple[Mapping | None, list[Diagnostic]]:
    """Read one YAML file.

    Args:
        data: the bytes of the file.
        file: the path to show in locations.

    Returns:
        The tree, None when there is none to trust, and all findings, in the order of their discovery.
    """
    if len(data) > MAX_BYTES:
        return None, [rules.TOO_BIG.at(Location(file, 1, 1, 1, 1))]
    text, findings = decode(data, file)
    if text is None:
        return None, findings
    draft = _Draft(text, file)
    root = draft.read()
    return root, findings + draft.findings


def read_markdown(data: bytes, file: str) -> tuple[str | None, list[Diagnostic]]:
    """Return the text of a Markdown file, and what may not stand in it."""
    if len(data) > MAX_BYTES:
        return None, [rules.TOO_BIG.at(Location(file, 1, 1, 1, 1))]
    text, findings = decode(data, file)
    if text is None:
        return None, findings
    lines = split_lines(text)
    if "<<<<<<<" in text:
        for mistake in conflicts(lines):
            location = Location(file, mistake.line + 1, 1, mistake.line + 1, mistake.end_column + 1)
            findings.append(told(mistake, lines[mistake.line], location, shown_mend=False))
    return "\n".join(lines), findings


class _Draft:
    """The text of a file while it is read, and mended so that one mistake does not hide the next ones."""

    def __init__(self, text: str, file: str) -> None:
        self.text = text
        self.file = file
        self.findings: list[Diagnostic] = []
        self._numbers = list(range(1, text.count("\n") + text.count("\r") + 4))  # line of the draft -> of the file
        self._mended: set[int] = set()
        self._trial_bytes = _TRIAL_BYTES

    def read(self) -> Mapping | None:
        """Return the tree of the text, as mended as could be, and fill `findings`."""
        self._clear_conflicts()
        growth = self._grow(self.text, self._numbers)
        for _ in range(_MAX_MENDS):
            after = self._mend(growth.trouble) if growth.trouble else None
            if after is None:
                break
            growth = after
        self.findings += [self._with_mend(f) for f in growth.findings if f.location.line not in self._mended]
        if growth.trouble is not None:
            return None
        self._look_again(growth)
        return self._root(growth)

    def _with_mend(self, finding: Diagnostic) -> Diagnostic:
        """Return `finding` with the mended line, when quotes are enough."""
        if finding.code not in _QUOTABLE or self._trial_bytes < 0:
            return finding
        lines = split_lines(self.text)
        mistake = quoted_value(
            finding.rule, lines, self._numbers.index(finding.location.line), finding.location.column - 1
        )
        trial = self._try(mistake, lines) if mistake.mended else None
        return self._told(mistake, lines, shown_mend=trial is not None and trial.trouble is None)

    def _grow(self, text: str, numbers: list[int]) -> Growth:
        growth = Growth(self.file, numbers)
        growth.grow(text.encode())
        return growth

    def _clear_conflicts(self) -> None:
        """Report the marks of a merge left in, and read on with the first of the two versions."""
        if "<<<<<<<" not in self.text:
            return
        lines = split_lines(self.text)
        for mistake in reversed(conflicts(lines)):  # the last first: those above keep their lines
            self.findings.append(self._told(mistake, lines, shown_mend=False))
            self._mended.update(self._numbers[mistake.start : mistake.stop])
            self._numbers = self._numbers_without(mistake)
            lines[mistake.start : mistake.stop] = mistake.mended
        self.text = "\n".join(lines)

    def _mend(self, trouble: Trouble) -> Growth | None:
        """Report what made the parser stop; return what grows once it is mended, None when nobody knows how."""
        lines = split_lines(self.text)
        second_best: tuple[Mistake, Growth] | None = None
        for mistake in recognise(lines, trouble):
            growth = self._try(mistake, lines)
            if growth is None:
                break
            added = len(mistake.mended) - (mistake.stop - mistake.start)
            if growth.trouble is None or growth.trouble.line > trouble.line + added:
                return self._accept(mistake, growth, lines)
            if second_best is None and (growth.trouble.line, growth.trouble.start) > (
                trouble.line + added,
                trouble.start + added,
            ):
                second_best = mistake, growth
        if second_best is not None:
            return self._accept(*second_best, lines)
        if self._numbers[(mistake := unknown(lines, trouble)).line] not in self._mended:
            self.findings.append(self._told(mistake, lines, shown_mend=False))
        return None

    def _accept(self, mistake: Mistake, growth: Growth, lines: list[str]) -> Growth:
        """Report `mistake` and read on without it."""
        self.findings.append(self._told(mistake, lines, shown_mend=True))
        self._replace(mistake, lines)
        return growth

    def _try(self, mistake: Mistake, lines: list[str]) -> Growth | None:
        """Return what grows from `lines` without `mistake`; None when this file has had its share of trials."""
        if self._trial_bytes < 0:
            return None
        text = "\n".join(_without(mistake, lines))
        self._trial_bytes -= len(text)
        growth = self._grow(text, self._numbers_without(mistake))
        self._trial_bytes -= _FINDING_COST * len(growth.findings)
        return growth

    def _numbers_without(self, mistake: Mistake) -> list[int]:
        numbers = self._numbers
        added = [numbers[mistake.start]] * max(0, len(mistake.mended) - (mistake.stop - mistake.start))
        kept = min(mistake.stop, mistake.start + len(mistake.mended))
        return numbers[:kept] + added + numbers[mistake.stop :]

    def _replace(self, mistake: Mistake, lines: list[str]) -> None:
        """Read on with the mended lines; nothing more is said of the lines they replace."""
        self.text = "\n".join(_without(mistake, lines))
        self._mended.update(self._numbers[mistake.start : mistake.stop])
        self._numbers = self._numbers_without(mistake)

    def _look_again(self, growth: Growth) -> None:
        """Report what YAML accepts and the editor did not mean."""
        reading = Reading(
            self.text, self._numbers, lambda: _all_texts(growth.root), growth.odd, growth.items, growth.flows
        )
        for mistake in suspicions(reading):
            if self._numbers[mistake.line] not in self._mended:
                trial = self._try(mistake, reading.lines) if mistake.mended else None
                shown_mend = trial is not None and trial.trouble is None
                self.findings.append(self._told(mistake, reading.lines, shown_mend=shown_mend))

    def _told(self, mistake: Mistake, lines: list[str], *, shown_mend: bool) -> Diagnostic:
        """Return the finding of `mistake`, with its mended lines when they were tried."""
        number = self._numbers[mistake.line]
        location = Location(self.file, number, mistake.column + 1, number, mistake.end_column + 1)
        return told(mistake, lines[mistake.line], location, shown_mend=shown_mend)

    def _root(self, growth: Growth) -> Mapping | None:
        """Return the tree when it can be trusted to hold what the file says."""
        root = growth.root
        if any(finding.code in _WHOLE for finding in self.findings):
            return None
        if type(root) is Mapping:
            return root
        if root is None or (type(root) is Text and not root.value and root.style == "plain"):
            rule = rules.ONLY_COMMENTS if "#" in self.text else rules.EMPTY
            self.findings.append(rule.at(Location(self.file, 1, 1, 1, 1)))
        elif not has_errors(self.findings):
            self.findings.append(rules.NOT_A_MAPPING.at(root.location))
        return None


def _all_texts(root: Node | None) -> tuple[list[Text], list[Text]]:
    """Return all the values and all the keys below `root`."""
    values: list[Text] = []
    keys: list[Text] = []
    pending = [root]
    while pending:
        node = pending.pop()
        if type(node) is Text:
            values.append(node)
        elif type(node) is Listing:
            pending += node.items
        elif type(node) is Mapping:
            keys += node.keys.values()
            pending += node.entries.values()
    return values, keys


def _without(mistake: Mistake, lines: list[str]) -> list[str]:
    return [*lines[: mistake.start], *mistake.mended, *lines[mistake.stop :]]
