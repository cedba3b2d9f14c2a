"""An import in words: what is new, changed, gone and rejected, and the corrections to send to the directory. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from . import rules
from .comparing import Changed
from .corrections import Correction
from .directory import Imported

__all__ = ["as_text"]

_KINDS = {
    "new": ("nouvelle", "new"),
    "changed": ("modifiée", "changed"),
    "vanished": ("disparue", "vanished"),
}
_FIELDS = {
    "name": ("nom", "name"),
    "kind": ("nature", "kind"),
    "services": ("services rendus", "services"),
    "types": ("type", "type"),
    "area": ("pour qui", "area"),
    "commune": ("commune", "commune"),
    "address": ("adresse", "address"),
    "phones": ("téléphone", "phone"),
    "mails": ("courriel", "mail"),
    "urls": ("site", "web page"),
    "hours": ("horaires", "hours"),
    "appointment": ("rendez-vous", "appointment"),
    "access": ("accès", "access"),
    "lat": ("position", "position"),
    "lon": ("position", "position"),
    "page": ("page de la fiche", "its page"),
    "updated": ("date de la fiche", "its date"),
    "body": ("territoire", "territory"),
    "source": ("source", "source"),
    "licence": ("licence", "licence"),
    "was": ("anciens identifiants", "former ids"),
}
_NOTED = {
    "record-surcharged": ("numéros surtaxés laissés de côté", "surcharged numbers left out"),
    "record-mail-is-page": ("pages web écrites à la place d'un courriel", "web pages in the place of a mail address"),
    "record-merged-commune": ("fiches d'une commune qui a fusionné depuis", "records of a commune merged since"),
    "record-old-name": ("noms remplacés par ceux d'aujourd'hui", "names replaced by those of today"),
    "record-hours": ("fiches dont les horaires ne se lisent pas", "records whose hours cannot be read"),
}
_UNREAD = {
    "fr": "un fichier de l'annuaire d'avant ne se lit pas (voir ci-dessus) : on ne peut pas dire ce qui change",
    "en": "a file of the directory before cannot be read (see above): what changes cannot be told",
}
_MOST = 40


def as_text(done: Imported, lang: str, *, all_changes: bool = False) -> str:
    """Return the report of an import, in French or in English."""
    lines = [*_head(done, lang)]
    if done.counts[rules.EDITED.code]:
        lines.append(_UNREAD[lang])
    else:
        lines += [*_changes(done, lang, all_changes), *_corrections(done, lang)]
    return "\n".join(lines)


def _head(done: Imported, lang: str) -> Iterator[str]:
    count, english = done.counts, lang == "en"
    if done.day is not None:
        yield f"{done.source}, {'as of' if english else 'au'} {done.day:%d/%m/%Y} -> {done.path}"
    yield (
        f"{count['read']} records read, {count['kept']} kept, {count['other']} of other types, "
        f"{count['rejected']} rejected"
        if english
        else f"{count['read']} fiches lues, {count['kept']} retenues, {count['other']} d'un autre type, "
        f"{count['rejected']} rejetées"
    )
    if done.others:
        named = ", ".join(f"{type_} ({number})" for type_, number in done.others.most_common(12))
        yield f"  {'other types' if english else 'autres types'} : {named}{', …' if len(done.others) > 12 else ''}"
    for code, (french, english_words) in _NOTED.items():
        if count[code]:
            yield f"  {count[code]} {english_words if english else french}"


def _changes(done: Imported, lang: str, everything: bool) -> Iterator[str]:
    count, english = done.counts, lang == "en"
    yield (
        f"{count['new']} new, {count['changed']} changed, {count['vanished']} vanished, {count['same']} the same"
        if english
        else f"{count['new']} nouvelles, {count['changed']} modifiées, {count['vanished']} disparues, "
        f"{count['same']} inchangées"
    )
    for kind, words in _KINDS.items():
        of_kind = [change for change in done.changes if change.kind == kind]
        if kind == "new" and done.counts["new"] == done.counts["kept"] and not everything:
            continue  # a first import: the count says it all
        shown = of_kind if everything else of_kind[:_MOST]
        for change in shown:
            yield f"  {words[english]} : {_named(change, english)}"
        if (rest := done.counts[kind] - len(shown)) > 0:
            yield f"  … {rest} {'more' if english else 'autres'} ({words[english]})"


def _named(change: Changed, english: bool) -> str:
    fields = ", ".join(dict.fromkeys(_FIELDS[field][english] for field in change.fields))
    return f"{change.id} {change.name}" + (f" ({fields})" if fields else "")


def _corrections(done: Imported, lang: str) -> Iterator[str]:
    english = lang == "en"
    for item in done.corrections:
        where = f"{item.at} {item.partner}/{item.contact}"
        if item.record is None:
            yield (
                f"{where} : corrects “{item.corrects}”, which the directory no longer has"
                if english
                else f"{where} : corrige « {item.corrects} », que l'annuaire n'a plus"
            )
        elif not item.differences:
            yield (
                f"{where} : the directory now says the same, the correction can go"
                if english
                else f"{where} : l'annuaire dit maintenant la même chose, la correction peut partir"
            )
        else:
            yield f"{where} : {'kept; to send to the directory' if english else 'gardée ; à proposer à l’annuaire'} :"
            yield from (f"    {line}" for line in _letter(item, done.source))


def _letter(item: Correction, directory: str) -> Iterator[str]:
    """Yield the text to send: always in French, the directory's readers are French."""
    record = item.record
    if record is None:
        return
    yield f"Bonjour, une fiche de « {directory} » ne correspond pas à ce que nous avons vérifié."
    yield f"Fiche : {record.name} ({record.id.partition('-')[2]}){f', {record.page}' if record.page else ''}"
    for difference in item.differences:
        label = _FIELDS[difference.field][0]
        yield f"{label.capitalize()} : {difference.directory or '(rien)'} -> {difference.partner}"
    yield "Pouvez-vous la corriger ? Merci."
