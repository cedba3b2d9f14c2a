"""A choice for each text of the commons that moved under a partner's, to the partner's files.

`drift` finds them; here they are shown three ways (what the commons said, what they say, what the partner says), the
choice is asked, and the files are written, all or none. Nothing is written when a file changed since it was read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from . import schema
from .diagnostics import Diagnostic, Severity
from .drafts import replace_files
from .drift import FILE, Record, Stale, new_records, read_records, records_text, stale_of
from .drift.replacing import said_by
from .kinds import KINDS
from .overlay import Layer, lay_over, layer_of
from .project import NATIONAL, Settings
from .refusal import Refusal, partner_of
from .source import Listing, SourceFile, Text, read_folder, read_yaml
from .splicing import with_value, without_value
from .terminal import choose, typed_lines

__all__ = ["Choice", "Decide", "Updated", "compared", "deciding", "update_overlay", "updated_text"]


@dataclass(frozen=True, slots=True)
class Choice:
    """What becomes of one replacement: kept, given up for the text of the commons, or said anew."""

    word: Literal["keep", "take", "edit"]
    text: str | tuple[str, ...] = ""


Decide = Callable[[Stale], Choice | None]
"""Tells what becomes of a replacement; None leaves it for another day."""


@dataclass(frozen=True, slots=True)
class Updated:
    """What an update found and did.

    Args:
        decided: each replacement under which the commons moved, with the choice; None when there was none.
        noted: `at` of what is noted for the first time; dropped: of what is no longer replaced.
        waits: a choice has to be made, and nobody made it: nothing was done.
    """

    partner: str
    decided: tuple[tuple[Stale, Choice | None], ...]
    noted: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    waits: bool = False

    @property
    def left(self) -> int:
        """How many still wait for a choice."""
        return sum(choice is None for _, choice in self.decided)


@dataclass(frozen=True, slots=True)
class _Folder:
    """A partner's files as they were read, over the commons."""

    partner: str
    folder: Path
    shown: str
    commons: Layer
    files: tuple[SourceFile, ...]
    layer: Layer

    def path(self, file: str) -> Path:
        return (self.folder / file.removeprefix(f"{self.shown}/")).resolve()

    def data(self, file: SourceFile) -> bytes:
        """Return the bytes of a file.

        Raises:
            Refusal: they are no longer those that were read.
        """
        path = self.path(file.file)
        data = path.read_bytes() if path.is_file() else b""
        if hashlib.sha256(data).hexdigest() != file.digest:
            raise _changed(file.file)
        return data

    @property
    def records_file(self) -> SourceFile | None:
        return next((file for file in self.files if file.path == FILE), None)


def update_overlay(settings: Settings, partner: str, decide: Decide | None = None, *, write: bool = True) -> Updated:
    """Choose for each text of the commons that moved under one of `partner`'s, and note what the commons say now.

    Args:
        decide: asked for each of them, in the order of the files; None when nobody can answer: nothing is written then,
            unless there is nothing to choose.
        write: False to tell what would be done.

    Raises:
        Refusal: there is no such partner, one of its files has an error, or changed meanwhile.
    """
    partner = partner_of(settings, partner)
    if partner == NATIONAL:
        raise Refusal("« national » est le contenu national lui-même", "“national” is the commons themselves")
    before = _read(settings, partner)
    stale = stale_of(before.layer)
    if stale and decide is None:
        return Updated(partner, tuple((item, None) for item in stale), waits=True)
    decided = tuple((item, decide(item) if decide else None) for item in stale)
    edited = _edited(before, decided)
    after = _laid(settings, before, edited)
    records = new_records(after.layer, [item for item, choice in decided if choice is None])
    known, now = ({record.at for record in each} for each in (read_records(before.layer), records))
    if write:
        _write(before, edited, records)
    return Updated(partner, decided, tuple(sorted(now - known)), tuple(sorted(known - now)))


# --- Reading.


def _read(settings: Settings, partner: str) -> _Folder:
    files, findings = read_folder(settings.content, settings.content_shown)
    commons, problems = layer_of(files, "commons", "commons")
    _refuse_errors([*findings, *problems])
    folder, shown = settings.folder_of(partner)
    files, findings = read_folder(folder, shown)
    found, problems = _over(commons, partner, files)
    _refuse_errors([*findings, *problems])
    return _Folder(partner, folder, shown, commons, files, found)


def _over(commons: Layer, partner: str, files: Sequence[SourceFile]) -> tuple[Layer, list[Diagnostic]]:
    """Return the files of a partner laid over the commons, and what is wrong in them."""
    over, findings = layer_of(files, partner, "partner")
    layer, problems = lay_over(commons, over)
    findings += problems
    for kind, items in layer.changes.items():
        for item in items.values():
            findings += schema.bind(schema.MODELS[kind], item.node, overlay=True)[1]
    if noted := layer.items["replaced"].get("replaced"):
        findings += schema.bind(schema.MODELS["replaced"], noted.node)[1]
    return layer, findings


def _refuse_errors(findings: Sequence[Diagnostic]) -> None:
    wrong = min((item for item in findings if item.severity is Severity.ERROR), key=lambda d: d.location, default=None)
    if wrong is None:
        return
    again_fr, again_en = "", ""
    if wrong.location.file.endswith(f"/{FILE}"):
        again_fr = " Ou supprimez ce fichier : la commande l'écrit à nouveau, à partir de ce qui est dit aujourd'hui."
        again_en = " Or delete this file: the command writes it again, from what is said today."
    raise Refusal(
        f"ce fichier a une erreur à corriger d'abord. {wrong.location} : {wrong.says('fr')}.{again_fr}",
        f"this file has a mistake to mend first. {wrong.location}: {wrong.says('en')}.{again_en}",
    )


# --- Editing.


def _edited(before: _Folder, decided: Sequence[tuple[Stale, Choice | None]]) -> dict[str, bytes]:
    """Return the new bytes of the files that a choice changes, by their names in messages."""
    files = {file.file: file for file in before.files}
    edited: dict[str, bytes] = {}
    for stale, choice in decided:
        if choice is not None and choice.word != "keep":
            item = stale.replacement
            file = item.location.file
            data = edited[file] if file in edited else before.data(files[file])
            path = _in_file(item.kind, item.id, item.path)
            edited[file] = (
                without_value(data, path, file) if choice.word == "take" else with_value(data, path, choice.text, file)
            )
    return edited


def _in_file(kind: str, id: str, path: Sequence[str]) -> tuple[str, ...]:
    """Return the keys of a value from the top of its file."""
    key = next(each.key for each in KINDS if each.name == kind)
    return (key, id, *path) if key else tuple(path)


def _laid(settings: Settings, before: _Folder, edited: Mapping[str, bytes]) -> _Folder:
    """Return the folder as it will be read: what was typed must be as good as what was there."""
    files = []
    findings: list[Diagnostic] = []
    for file in before.files:
        if file.file in edited:
            if _is_blank(edited[file.file]):
                continue
            root, problems = read_yaml(edited[file.file], file.file)
            findings += problems
            file = replace(file, root=root)
        files.append(file)
    layer, problems = _over(before.commons, before.partner, files)
    wrong = [item for item in (*findings, *problems) if item.severity is Severity.ERROR]
    if wrong:
        raise Refusal(
            f"ce texte ne convient pas : {wrong[0].says('fr')}. Rien n'a été écrit.",
            f"this text will not do: {wrong[0].says('en')}. Nothing was written.",
        )
    return replace(before, files=tuple(files), layer=layer)


def _is_blank(data: bytes) -> bool:
    """Tell whether a file says nothing, not even a remark: it goes."""
    return not data.decode("utf-8-sig").strip()


def _write(before: _Folder, edited: Mapping[str, bytes], records: Sequence[Record]) -> None:
    """Write the files that change, all or none, if they still are what was read."""
    for file in before.files:
        if file.file in edited or file.path == FILE:
            before.data(file)
    noted = before.records_file
    path = before.path(noted.file) if noted else before.folder / FILE
    if noted is None and path.exists():
        raise _changed(f"{before.shown}/{FILE}")
    new: dict[Path, bytes | None] = {
        before.path(file): None if _is_blank(data) else data for file, data in edited.items()
    }
    if records or noted is not None:
        new[path] = records_text(records).encode() if records else None
    replace_files({path: data for path, data in new.items() if not path.exists() or path.read_bytes() != data})


def _changed(file: str) -> Refusal:
    return Refusal(
        f"{file} a changé pendant ce temps : rien n'a été écrit. Recommencez.",
        f"{file} changed meanwhile: nothing was written. Start again.",
    )


# --- In words.

_WORDS = {
    "fr": {
        "then": "le contenu national disait", "now": "il dit maintenant", "yours": "vous dites",
        "nothing": "(plus rien)", "empty": "(rien)", "by hand": "(ce qui était noté a été changé à la main)",
        "waits": "{count} texte(s) à comparer. Répondez dans un terminal, ou ajoutez --keep (garder les vôtres) "
                 "ou --take (prendre ceux du contenu national).",
        "keep": "garde votre texte", "take": "prend le texte national", "edit": "change votre texte",
        "later": "reste à choisir", "noted": "{count} remplacement(s) noté(s) pour la première fois",
        "dropped": "{count} remplacement(s) qui n'en sont plus : oublié(s)",
        "fine": "{partner} : aucun texte national n'a changé sous les vôtres",
        "dry": "rien n'a été écrit (--dry-run)",
        "ask": "garder, prendre ou modifier ? (attendre : choisir un autre jour)",
        "type": "Votre nouveau texte. Finissez par un point, seul sur sa ligne.",
        "type each": "Votre nouvelle liste : un élément par ligne. Finissez par un point, seul sur sa ligne.",
        "by yourself": "Cette valeur se modifie dans le fichier : {place}. Ensuite, relancez la commande et gardez.",
    },
    "en": {
        "then": "the commons said", "now": "they now say", "yours": "you say",
        "nothing": "(nothing any more)", "empty": "(nothing)", "by hand": "(what was noted was changed by hand)",
        "waits": "{count} text(s) to compare. Answer in a terminal, or add --keep (keep yours) or --take (take those "
                 "of the commons).",
        "keep": "keeps your text", "take": "takes the text of the commons", "edit": "changes your text",
        "later": "is still to choose", "noted": "{count} replacement(s) noted for the first time",
        "dropped": "{count} replacement(s) that are none any more: forgotten",
        "fine": "{partner}: no text of the commons has changed under yours",
        "dry": "nothing was written (--dry-run)",
        "ask": "keep, take or edit? (wait: choose another day)",
        "type": "Your new text. End with a full stop, alone on its line.",
        "type each": "Your new list: one item a line. End with a full stop, alone on its line.",
        "by yourself": "This value is edited in its file: {place}. Then run the command again, and keep.",
    },
}  # fmt: skip
_ANSWERS = {
    "fr": {"garder": "keep", "prendre": "take", "modifier": "edit", "attendre": ""},
    "en": {"keep": "keep", "take": "take", "edit": "edit", "wait": ""},
}


def compared(stale: Stale, lang: str) -> str:
    """Return the comparison of one replacement, three ways."""
    words, item, record = _WORDS[lang], stale.replacement, stale.record
    now = words["nothing"] if item.commons is None else item.commons
    then = record.said if record.is_whole else f"{record.said} {words['by hand']}"
    colon = " :" if lang == "fr" else ":"
    parts = [f"{item.location.file}:{item.location.line}: {item.at}"]
    for title, text in (("then", then), ("now", now), ("yours", said_by(item.yours))):
        lines = (text or words["empty"]).split("\n")
        parts += [f"  {words[title]}{colon}", *(f"    {line}".rstrip() for line in lines)]
    return "\n".join(parts)


def updated_text(done: Updated, lang: str, *, dry: bool) -> str:
    """Return what an update found and did; the comparisons first when nobody saw them."""
    words = _WORDS[lang]
    if done.waits:
        shown = "\n\n".join(compared(stale, lang) for stale, _ in done.decided)
        return f"{shown}\n\n{words['waits'].format(count=len(done.decided))}"
    lines = []
    for stale, choice in done.decided:
        place = f"{stale.replacement.location.file}:{stale.replacement.location.line}"
        lines.append(f"{place}: {stale.replacement.at}: {words[choice.word if choice else 'later']}")
    counts = (("noted", len(done.noted)), ("dropped", len(done.dropped)))
    lines += [words[word].format(count=count) for word, count in counts if count]
    if not done.decided:
        lines.append(words["fine"].format(partner=done.partner))
    return "\n".join([*lines, *([words["dry"]] if dry else [])])


def deciding(keep: bool, take: bool, lang: str, say: Callable[[str], object] | None) -> Decide | None:
    """Return what decides: one answer for all, or the person at the terminal (`say` shows them things), or nobody."""
    if keep and take:
        raise Refusal("--keep ou --take, pas les deux", "--keep or --take, not both")
    if keep or take:
        return lambda _: Choice("keep" if keep else "take")
    return None if say is None else lambda stale: _ask(stale, lang, say)


def _ask(stale: Stale, lang: str, say: Callable[[str], object]) -> Choice | None:
    """Show a comparison on the terminal, and ask what becomes of the partner's text."""
    words = _WORDS[lang]
    say(f"\n{compared(stale, lang)}")
    while True:
        word = _ANSWERS[lang][choose(words["ask"], tuple(_ANSWERS[lang]), lang)]
        if word in ("keep", "take"):
            return Choice("keep" if word == "keep" else "take")
        if not word:
            return None
        yours = stale.replacement.yours
        if isinstance(yours, Text):
            if text := "\n".join(typed_lines(words["type"])).strip():
                return Choice("edit", text)
        elif isinstance(yours, Listing) and all(isinstance(item, Text) for item in yours.items):
            if items := tuple(line.strip() for line in typed_lines(words["type each"]) if line.strip()):
                return Choice("edit", items)
        else:
            location = stale.replacement.location
            say(words["by yourself"].format(place=f"{location.file}:{location.line}"))
