"""One value of a YAML file added, deleted, or said anew: every other byte stays as it was.

Places come from `source`, the change is spliced into the text, and the result is read again: unless its tree is the
same but for that value, the change is refused. Which value, and why, is left to `updating` and to `exchange`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeGuard

from .diagnostics import has_errors
from .refusal import Refusal
from .source import Listing, Mapping, Node, Text, read_yaml

__all__ = ["with_entry", "with_item", "with_value", "without_value"]

_BREAK = re.compile(r"\r\n|\r|\n")
_BOM = "\ufeff"
_PLAIN = re.compile(r"[^\W\d_][^\n\r\t\"\\\[\]{}|>*&!%`#:]*")


@dataclass(frozen=True, slots=True)
class _Step:
    """One step down a tree: the key of a mapping, or the rank of an item, and what stands there."""

    parent: Mapping | Listing
    key: str | int
    node: Node


@dataclass(frozen=True, slots=True)
class _Lines:
    """The text of a file without its byte order mark, and where each line starts (the last one: the end)."""

    text: str
    starts: list[int]

    @classmethod
    def of(cls, data: bytes) -> _Lines:
        text = data.decode("utf-8").removeprefix(_BOM)
        starts = [0, *(match.end() for match in _BREAK.finditer(text))]
        return cls(text, starts if starts[-1] == len(text) else [*starts, len(text)])

    def offset(self, line: int, column: int) -> int:
        return self.starts[line - 1] + column - 1

    def line(self, number: int) -> str:
        return self.text[self.starts[number - 1] : self.starts[number]]

    @property
    def end(self) -> str:
        """How lines end in this file."""
        match = _BREAK.search(self.text)
        return match[0] if match else "\n"


def without_value(data: bytes, path: Sequence[str], file: str) -> bytes:
    """Return the bytes of a file without the value at `path`, nor what would then be left empty above it.

    Remarks on lines of their own stay; one at the end of a line that goes, goes with it.

    Args:
        path: keys of mappings, and ids of the items of lists.
        file: the name shown in a refusal.

    Raises:
        Refusal: it cannot be done without touching something else.
    """
    steps = _steps(data, path, file)
    top = _highest(steps)
    wanted = _plain(_root(data, file))
    _delete(wanted, steps[: top + 1])
    for text in _deletions(_Lines.of(data), steps, top):
        edited = _marked(data, text)
        if _reads_as(edited, wanted, file):
            return edited
    raise _cannot(steps[-1], file)


def with_value(data: bytes, path: Sequence[str], new: str | tuple[str, ...], file: str) -> bytes:
    """Return the bytes of a file that says `new`, a text or a list of texts, at `path`.

    Raises:
        Refusal: it cannot be done without touching something else.
    """
    steps = _steps(data, path, file)
    for text, value in _sayings(_Lines.of(data), steps[-1], new):
        edited, wanted = _marked(data, text), _plain(_root(data, file))
        _held(wanted, steps[:-1])[steps[-1].key] = value
        if _reads_as(edited, wanted, file):
            return edited
    raise _cannot(steps[-1], file)


def with_entry(
    data: bytes, path: Sequence[str], said: Sequence[str], value: Any, file: str, *, after: Sequence[str] = ()
) -> bytes:
    """Return the bytes of a file where the last key of `path` says `value`, whether it was there or not.

    Remarks among the lines that are replaced are kept, above the key.

    Args:
        said: the lines of the key and its value, the first one not indented.
        value: what they are read as: texts, lists and mappings.
        after: keys that a new one comes after, those that are there.

    Raises:
        Refusal: it cannot be done without touching something else.
    """
    lines, above = _Lines.of(data), _steps(data, path[:-1], file)
    holder = above[-1].node if above else _root(data, file)
    if not isinstance(holder, Mapping) or not holder.keys:
        raise _cannot(above[-1], file)
    wanted = _plain(_root(data, file))
    _held(wanted, above)[path[-1]] = value
    step = _step(holder, path[-1])
    if step is not None:
        text = _replaced(lines, step, said)
    else:
        keys = [key for key in holder.keys if key in after] or list(holder.keys)
        last = _Step(holder, keys[-1], holder.entries[keys[-1]])
        text = _inserted(lines, _last_line(lines, last), said, holder.keys[keys[-1]].column - 1)
    edited = _marked(data, text)
    if _reads_as(edited, wanted, file):
        return edited
    raise _cannot(step or above[-1], file)


def with_item(data: bytes, key: str, said: Sequence[str], value: Any, file: str) -> bytes:
    """Return the bytes of a file with one more item at the end of the list at `key`, which holds some already.

    Args:
        said: the lines of the item without its dash, the first one not indented.
        value: what they are read as.

    Raises:
        Refusal: it cannot be done without touching something else.
    """
    lines, (step,) = _Lines.of(data), _steps(data, [key], file)
    if not isinstance(step.node, Listing) or not step.node.items:
        raise _cannot(step, file)
    last = _Step(step.node, len(step.node.items) - 1, step.node.items[-1])
    line, column = _start(last)
    dash = lines.line(line)[: column - 1].rfind("-")
    gap = [""] if len(step.node.items) > 1 and not lines.line(line - 1).strip() else []
    dashed = [*gap, *(("- " if number == 0 else "  ") + text for number, text in enumerate(said))]
    text = _inserted(lines, _last_line(lines, last), dashed, max(dash, 0))
    wanted = _plain(_root(data, file))
    wanted[key].append(value)
    edited = _marked(data, text)
    if _reads_as(edited, wanted, file):
        return edited
    raise _cannot(step, file)


def _inserted(lines: _Lines, after: int, said: Sequence[str], indent: int) -> str:
    """Return the text with lines below line `after`."""
    body = "".join(f"{' ' * indent}{line}".rstrip(" ") + lines.end for line in said)
    before, rest = lines.text[: lines.starts[after]], lines.text[lines.starts[after] :]
    return before + ("" if before.endswith(("\n", "\r")) else lines.end) + body + rest


def _replaced(lines: _Lines, step: _Step, said: Sequence[str]) -> str:
    """Return the text with a key and its value said anew, beside the remarks that stood among them."""
    (line, column), last = _start(step), _last_line(lines, step)
    head = lines.text[lines.starts[line - 1] : lines.offset(line, column)]
    remarks = list(_remarks(lines, step, last))
    parts = [*said, *remarks] if head.strip() else [*remarks, *said]  # behind the dash of an item a key comes first
    body = (lines.end + " " * (column - 1)).join(parts)
    return lines.text[: lines.offset(line, column)] + body + lines.end + lines.text[lines.starts[last] :]


def _remarks(lines: _Lines, step: _Step, last: int) -> Iterator[str]:
    """Yield the remarks that stand in the lines of a value, on lines of their own or at the end of one."""
    nodes = list(_below(step.node))
    key = step.parent.keys[str(step.key)] if isinstance(step.parent, Mapping) else None
    blocks = [node for node in nodes if isinstance(node, Text) and node.style == "block"]
    prose = {line for node in blocks for line in range(node.line + 1, node.end_line)}
    ends = {node.end_line: node.end_column - 1 for node in nodes if node not in blocks}
    for number in range(_start(step)[0], last + 1):
        rest = lines.line(number)
        if key is not None and number == key.end_line and ends.get(number) is None:
            rest = rest[key.end_column - 1 :].removeprefix(":")
        elif number in ends:
            rest = rest[ends[number] :]
        if number not in prose and rest.strip().startswith("#"):
            yield rest.strip()


def _below(node: Node) -> Iterator[Node]:
    """Yield a value and all that it holds; what ends last on a line comes last."""
    if not isinstance(node, Text):
        for below in node.items if isinstance(node, Listing) else node.entries.values():
            yield from _below(below)
    yield node


# --- Where a value stands.


def _root(data: bytes, file: str) -> Mapping:
    root, _ = read_yaml(data, file)
    if root is None:
        raise Refusal(f"{file} ne se lit plus", f"{file} can no longer be read")
    return root


def _steps(data: bytes, path: Sequence[str], file: str) -> list[_Step]:
    node: Node = _root(data, file)
    steps = []
    for key in path:
        step = _step(node, key)
        if step is None:
            raise Refusal(f"{file} ne dit plus « {'/'.join(path)} »", f"{file} no longer says “{'/'.join(path)}”")
        steps.append(step)
        node = step.node
    return steps


def _step(node: Node, key: str) -> _Step | None:
    if isinstance(node, Mapping) and key in node.entries:
        return _Step(node, key, node.entries[key])
    if isinstance(node, Listing):
        return next((_Step(node, n, item) for n, item in enumerate(node.items) if _id_of(item) == key), None)
    return None


def _id_of(node: Node) -> str:
    id = node.entries.get("id") if isinstance(node, Mapping) else None
    return id.value.strip() if isinstance(id, Text) else ""


def _highest(steps: Sequence[_Step]) -> int:
    """Return the rank of the highest step that would hold nothing, or only an id, without the last."""
    top = len(steps) - 1
    while top and not _others(steps[top]):
        top -= 1
    return top


def _others(step: _Step) -> bool:
    if isinstance(step.parent, Listing):
        return len(step.parent.items) > 1
    return bool(set(step.parent.entries) - {step.key, "id"})


def _start(step: _Step) -> tuple[int, int]:
    """Return the line and the column where a value starts with its key; for an item of a list, after its dash."""
    if isinstance(step.parent, Mapping) and isinstance(step.key, str):
        key = step.parent.keys[step.key]
        return key.line, key.column
    return step.node.line, step.node.column


def _end(node: Node) -> tuple[int, int]:
    """Return where the last text of a value ends; what libyaml takes for its end may be further."""
    return node.end_line, node.end_column


def _last_line(lines: _Lines, step: _Step) -> int:
    """Return the last line of a value; blank lines below it are not of it."""
    line, column = _end(step.node)
    last = line - 1 if column == 1 else line
    first = _start(step)[0]
    while last > first and not lines.line(last).strip():
        last -= 1
    return max(first, last)


# --- Deleting.


def _deletions(lines: _Lines, steps: Sequence[_Step], top: int) -> Iterator[str]:
    """Yield the ways to delete, the plainest first."""
    highest, value = steps[top], steps[-1]
    first, column = _start(highest)
    own = range(_start(value)[0], _last_line(lines, value) + 1)
    last = _last_line(lines, highest)
    kept = "".join(lines.line(n) for n in range(first, last + 1) if n not in own and _is_remark(lines.line(n)))
    head = lines.text[lines.starts[first - 1] : lines.offset(first, column)]
    start, end = lines.starts[first - 1], lines.starts[last]
    if not head.strip() or (isinstance(highest.parent, Listing) and head.strip() == "-"):
        yield lines.text[:start] + kept + lines.text[end:]
    after = _next(highest)
    if after is not None and not lines.text[end : lines.offset(*after)].strip():  # it takes the place behind the dash
        yield lines.text[: lines.offset(first, column)] + lines.text[lines.offset(*after) :]
    yield lines.text[: lines.offset(first, column)].rstrip(" ") + lines.end + kept + lines.text[end:]


def _is_remark(line: str) -> bool:
    return not line.strip() or line.lstrip().startswith("#")


def _next(step: _Step) -> tuple[int, int] | None:
    if not isinstance(step.parent, Mapping):
        return None
    keys = list(step.parent.keys.values())
    after = keys[[key.value for key in keys].index(str(step.key)) + 1 :]
    return (after[0].line, after[0].column) if after else None


def _delete(tree: Any, steps: Sequence[_Step]) -> None:
    del _held(tree, steps[:-1])[steps[-1].key]


def _held(tree: Any, steps: Sequence[_Step]) -> Any:
    for step in steps:
        tree = tree[step.key]
    return tree


# --- Saying anew.


def _sayings(lines: _Lines, step: _Step, new: str | tuple[str, ...]) -> Iterator[tuple[str, Any]]:
    """Yield the ways to write the value, the plainest first, each with what it is read as."""
    if not isinstance(step.parent, Mapping) or not isinstance(step.key, str):
        return
    key = step.parent.keys[step.key]
    after_key, last = lines.offset(key.end_line, key.end_column), _last_line(lines, step)
    node = step.node
    if _on_one_line(node, key) and isinstance(new, str) and "\n" not in new:
        start, end = lines.offset(node.line, node.column), lines.offset(*_end(node))
        for said in _scalars(new, quoted=node.style == "quoted"):
            yield lines.text[:start] + said + lines.text[end:], new
    ends = lines.line(last)[len(lines.line(last).rstrip("\r\n")) :]
    for said, value in _blocks(new, " " * (key.column + 1)):
        body = said.replace("\n", lines.end) + ends
        yield lines.text[:after_key] + ":" + body + lines.text[lines.starts[last] :], value


def _on_one_line(node: Node, key: Text) -> TypeGuard[Text]:
    return isinstance(node, Text) and bool(node.value) and node.line == node.end_line == key.line


def _scalars(text: str, *, quoted: bool = False) -> Iterator[str]:
    if not quoted and _PLAIN.fullmatch(text) and text == text.strip():
        yield text
    yield json.dumps(text, ensure_ascii=False)


def _blocks(new: str | tuple[str, ...], pad: str) -> Iterator[tuple[str, Any]]:
    """Yield what may follow the colon of a key whose value stands on lines of its own."""
    if isinstance(new, tuple):
        for quoted in (False, True):
            yield "".join(f"\n{pad}- {next(_scalars(item, quoted=quoted))}" for item in new), list(new)
        return
    if "\n" in new:
        yield " |-" + "".join(f"\n{pad}{line}".rstrip(" ") for line in new.split("\n")), new
    for said in _scalars(new):
        yield f" {said}", new


# --- Reading again.


def _marked(data: bytes, text: str) -> bytes:
    return ((_BOM if data.startswith(_BOM.encode()) else "") + text).encode("utf-8")


def _reads_as(data: bytes, wanted: Any, file: str) -> bool:
    root, findings = read_yaml(data, file)
    if root is None:
        return not wanted and not any(map(_is_said, data.decode("utf-8").splitlines()))
    return not has_errors(findings) and bool(_plain(root) == wanted)


def _is_said(line: str) -> bool:
    return not _is_remark(line.removeprefix(_BOM))


def _plain(node: Node) -> Any:
    if isinstance(node, Text):
        return node.value
    if isinstance(node, Listing):
        return [_plain(item) for item in node.items]
    return {key: _plain(value) for key, value in node.entries.items()}


def _cannot(step: _Step, file: str) -> Refusal:
    place = f"{file}:{_start(step)[0]}"
    return Refusal(
        f"{place} : ce texte ne peut pas être changé sans toucher au reste. Changez-le vous-même, puis recommencez.",
        f"{place}: this text cannot be changed without touching the rest. Change it yourself, then start again.",
    )
