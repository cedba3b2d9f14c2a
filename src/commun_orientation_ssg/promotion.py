"""A partner's own need, journey or contact, to what is proposed to the commons: its YAML, where it goes, who gains.

It is tried before it is proposed: read again, and resolved with the commons as if it stood there. What cannot go (a
private fact, a mere correction, what leans on other local items) is refused, with why. Nothing of the partner changes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from .diagnostics import Diagnostic, Location, Severity
from .drafts import write_file
from .loading import Project, load, partner_folders, site_of
from .model import Site
from .overlay import Item, Layer, layer_of
from .project import NATIONAL, Settings
from .refusal import Refusal, did_you_mean, partner_of
from .resolve import bind_layer, resolve_commons
from .schema import plain
from .source import Listing, Node, Text, read_folder, read_yaml
from .source import Mapping as Tree
from .territory import place_of

__all__ = ["Gain", "Proposal", "promote", "proposal_text"]

_KEYS = {"need": "needs", "contact": "contacts", "journey": ""}
_IN_FRENCH = {"need": "besoin", "contact": "contact", "journey": "parcours"}
_CONDITIONS = ("unreadable-condition", "unknown-fact")


@dataclass(frozen=True, slots=True)
class Gain:
    """What one partner would see of it.

    Args:
        own: where the partner has an item of that id, which would become a replacement; None when it has none.
        answered, unanswered: the services of the item for which the partner has a contact, or none.
        is_served: the item serves a place of its territory.
    """

    partner: str
    name: str
    own: Location | None
    answered: tuple[str, ...]
    unanswered: tuple[str, ...]
    is_served: bool


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is proposed.

    Args:
        location: where the partner has it.
        text: a file that holds the item alone; the partner's remarks are left out.
        target: the file of the commons where it goes, from their project; `is_new` when that file is not there yet.
        area: the place added to a contact that did not say where it serves; "" when nothing was.
        unread: partners that have an error: what they would gain is not known.
    """

    partner: str
    kind: str
    id: str
    location: Location
    text: str
    target: str
    is_new: bool
    area: str
    gains: tuple[Gain, ...]
    unread: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Local:
    """An item of a partner, and what stands around it."""

    partner: str
    kind: str
    id: str
    item: Item
    over: Layer
    project: Project


def promote(settings: Settings, partner: str, kind: str, id: str, to: Path | None = None) -> Proposal:
    """Propose an item of `partner` to the commons.

    Args:
        kind: "need", "journey" or "contact".
        to: a new file to write the proposal into.

    Raises:
        Refusal: there is no such item, or it cannot go to the commons; the message says why.
    """
    partner = partner_of(settings, partner)
    if partner == NATIONAL:
        raise Refusal("« national » est déjà le contenu national", "“national” is the commons already")
    local = _find(settings, partner, kind, id)
    if kind == "contact":
        _refuse_private(local)
    target = _target(local)
    _try(local, target)
    text, area = _text(local)
    gains, unread = _gains(local, area)
    shown, is_new = f"content/{target}", not (settings.content / target).is_file()
    proposal = Proposal(partner, kind, id, local.item.node.location, text, shown, is_new, area, gains, unread)
    if to is not None:
        write_file(to, to.as_posix(), text)
    return proposal


# --- Which item.


def _find(settings: Settings, partner: str, kind: str, id: str) -> _Local:
    project, findings = load(settings, [partner])
    if project is None:
        raise _broken(findings)
    folder, shown = settings.folder_of(partner)
    files, findings = read_folder(folder, shown)
    over, problems = layer_of(files, partner, "partner")
    _refuse_errors([*findings, *problems])
    ours, theirs = over.items[kind], project.commons.layer.items[kind]
    if id in theirs:
        at = theirs[id].node.location
        said = "vous ne faites que le changer" if id in ours else "vous n'y changez rien"
        said_en = "you only change it" if id in ours else "you change nothing of it"
        raise Refusal(
            f"« {id} » est déjà dans le contenu national ({at.file}:{at.line}) : {said}. "
            "Pour l'améliorer pour tous, proposez le changement dans ce fichier.",
            f"“{id}” is in the commons already ({at.file}:{at.line}): {said_en}. "
            "To better it for all, propose the change in that file.",
        )
    if id not in ours:
        own = sorted(set(ours) - set(theirs))
        near = did_you_mean(id, own)
        listed = ", ".join(own[:8]) + ("…" if len(own) > 8 else "") if own else "—"
        raise Refusal(
            f"« {partner} » n'a pas de {_IN_FRENCH[kind]} « {id} » à lui.{near[0] or f' Il a : {listed}'}",
            f"“{partner}” has no {kind} “{id}” of its own.{near[1] or f' It has: {listed}'}",
        )
    return _Local(partner, kind, id, ours[id], over, project)


def _refuse_private(local: _Local) -> None:
    """Refuse what a partner does not say to all."""
    said = local.item.node.entries
    share = _said(said.get("share")).lower()
    reasons = [
        ("kind", _said(said.get("kind")) == "person", "il nomme une personne", "it names a person"),
        ("agreement", "agreement" in said, "il tient à l'accord d'une personne", "it rests on a person's agreement"),
        ("share", share not in ("", "oui", "yes", "true"), "vous ne le partagez pas", "you do not share it"),
        ("corrects", "corrects" in said, "il corrige l'annuaire officiel, et c'est à l'éditeur de le corriger",
         "it corrects the official directory, which its publisher has to mend"),
    ]  # fmt: skip
    for key, is_so, fr, en in reasons:
        if is_so:
            at = local.item.node.key_location(key)
            raise Refusal(
                f"{at} : « {local.id} » ne peut pas devenir national : {fr}",
                f"{at}: “{local.id}” cannot become national: {en}",
            )


def _said(node: Node | None) -> str:
    return node.value.strip() if isinstance(node, Text) else ""


# --- Its text.


def _text(local: _Local) -> tuple[str, str]:
    """Return a file that holds the item alone, and the area that was added to it."""
    node = local.item.node
    folder, shown = local.project.settings.folder_of(local.partner)
    path = folder / node.file.removeprefix(f"{shown}/")
    lines = path.read_bytes().decode("utf-8-sig").splitlines()
    own = list(_without_remarks(lines, node))
    area = "" if local.kind != "contact" or "area" in node.entries else _place(local)
    if local.kind == "journey":
        text = "\n".join(own)
    else:
        own += [f'area: ["{area}"]'] if area else []
        text = f"{_KEYS[local.kind]}:\n  - " + "\n".join(own).replace("\n", "\n    ")
    text = re.sub(r"(?m)^ +$", "", text).strip("\n") + "\n"
    wanted = plain(node) | ({"area": [area]} if area else {})
    root, findings = read_yaml(text.encode(), "proposal.yaml")
    held = root.entries.get(_KEYS[local.kind]) if root and _KEYS[local.kind] else root
    found = held.items[0] if isinstance(held, Listing) and held.items else held
    if findings or found is None or _trimmed(plain(found)) != _trimmed(wanted):
        at = node.location
        raise Refusal(
            f"{at} : « {local.id} » ne peut pas être recopié tel quel. Copiez-le à la main.",
            f"{at}: “{local.id}” cannot be copied as it is. Copy it by hand.",
        )
    return text, area


def _trimmed(value: Any) -> Any:
    """Return a plain tree without the spaces around its texts: they say nothing."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, list):
        return [_trimmed(item) for item in value]
    return {key: _trimmed(each) for key, each in value.items()}


def _without_remarks(lines: Sequence[str], node: Tree) -> Iterator[str]:
    """Yield the lines of an item as if it stood at the left, without what a partner noted for itself (`#`)."""
    last = node.line
    kept: set[int] = set()
    ends: dict[int, int] = {}
    for text in _texts(node):
        until = text.end_line - 1 if text.end_column == 1 and text.end_line > text.line else text.end_line
        last = max(last, until)
        if text.style == "block" or until > text.line:
            kept.update(range(text.line + 1, until + 1))
        if text.style != "block":
            ends[text.end_line] = max(text.end_column, ends.get(text.end_line, 0))
    while last > node.line and not lines[last - 1].strip():
        last -= 1
    for number in range(node.line, last + 1):
        line = lines[number - 1]
        if number in kept and number not in ends:
            yield line[node.column - 1 :]
        elif not line.lstrip().startswith("#") or number in kept:
            end = ends.get(number, node.column) - 1
            rest = re.sub(r"\s+#.*", "", line[end:])
            yield (line[:end] + rest)[node.column - 1 :].rstrip()


def _texts(node: Node) -> Iterator[Text]:
    """Yield every key and every value of a tree."""
    if isinstance(node, Text):
        yield node
    elif isinstance(node, Listing):
        for item in node.items:
            yield from _texts(item)
    else:
        for key, value in node.entries.items():
            yield node.keys[key]
            yield from _texts(value)


def _place(local: _Local) -> str:
    item = local.over.items["partner"].get("partner")
    said = item.node.entries if item else {}
    return place_of(_said(said.get("level")), _said(said.get("territory")))


def _target(local: _Local) -> str:
    """Return the file of the commons where the item goes, from its folder."""
    if local.kind == "journey":
        return f"journeys/{local.id}.yaml"
    if local.kind == "contact":
        return f"contacts/{local.partner}.yaml"
    if local.item.path.startswith("needs/"):
        return local.item.path
    topics = local.item.node.entries.get("topics")
    first = _said(topics.items[0]) if isinstance(topics, Listing) and topics.items else ""
    if not first:
        at = local.item.node.location
        raise Refusal(
            f"{at} : dans quel thème ? Ajoutez « topics: » à « {local.id} »",
            f"{at}: in which topic? Add “topics:” to “{local.id}”",
        )
    return f"needs/{first}.yaml"


# --- As if it were there.


def _try(local: _Local, target: str) -> None:
    """Resolve the commons with the item in them; refuse when something is missing or wrong."""
    commons = local.project.commons
    items = {**commons.layer.items[local.kind], local.id: Item(local.item.node, target)}
    layer = replace(commons.layer, items={**commons.layer.items, local.kind: items})
    documents, findings = bind_layer(layer, commons.layer, commons.documents)
    _, problems = resolve_commons(layer, documents, commons.territories, commons.holders)
    file = local.item.node.file
    wrong = [item for item in (*findings, *problems) if item.severity is Severity.ERROR and item.location.file == file]
    needed = [(item, name) for item in wrong if (name := _local_name(local, item))]
    if needed:
        names = ", ".join(dict.fromkeys(f"{name} ({item.location.file}:{item.location.line})" for item, name in needed))
        raise Refusal(
            f"« {local.id} » s'appuie sur ce qui n'existe que chez vous : {names}. "
            "Proposez cela d'abord, ou écrivez-le autrement.",
            f"“{local.id}” leans on what only you have: {names}. Propose that first, or write it otherwise.",
        )
    _refuse_errors(wrong)


def _local_name(local: _Local, finding: Diagnostic) -> str:
    """Return the name that a finding misses in the commons and that the partner has; "" when it has not."""
    told = [str(value) for _, value in finding.fields]
    if finding.code in _CONDITIONS:
        words = [word for text in told for word in re.findall(r"[\w-]+", text)]
        return next((word for word in words if ("condition", word) in local.over.own), "")
    own = {id for _, id in local.over.own}
    return next((name for name in told if name in own or _is_step(local, name)), "")


def _is_step(local: _Local, name: str) -> bool:
    """Tell whether the partner's files have the step that `name` leads to."""
    journey, _, step = name.rpartition("/")
    item = local.over.items["journey"].get(journey)
    if item is None:
        return False
    parts = (item.node.entries.get(part) for part in ("questions", "outcomes"))
    return any(isinstance(part, Tree) and step in part.entries for part in parts)


def _refuse_errors(findings: Sequence[Diagnostic]) -> None:
    wrong = [item for item in findings if item.severity is Severity.ERROR]
    if wrong:
        raise _broken(wrong)


def _broken(findings: Sequence[Diagnostic]) -> Refusal:
    first = min((item for item in findings if item.severity is Severity.ERROR), key=lambda item: item.location)
    return Refusal(
        f"il y a une erreur à corriger d'abord. {first.location} : {first.says('fr')}",
        f"there is a mistake to mend first. {first.location}: {first.says('en')}",
    )


# --- Who gains.


def _gains(local: _Local, area: str) -> tuple[tuple[Gain, ...], tuple[str, ...]]:
    """Return what each other partner would see, sorted, and the partners that cannot be read."""
    settings = local.project.settings
    found, unread = [], []
    for id in partner_folders(settings):
        if id in (local.partner, NATIONAL):
            continue
        site = site_of(id, local.project)
        if site is None:
            unread.append(id)
        else:
            found.append(_gain(local, area, site))
    return tuple(found), tuple(unread)


def _gain(local: _Local, area: str, site: Site) -> Gain:
    of_kind: Mapping[str, Any] = site.contacts
    if local.kind != "contact":
        of_kind = site.needs if local.kind == "need" else site.journeys
    own = of_kind.get(local.id)
    services = [id for id in dict.fromkeys(_services(local.item.node)) if id in site.services]
    answered = tuple(id for id in services if site.providers.get(id))
    place = place_of(site.partner.level, site.partner.territory)
    areas = [area] if area else _list(local.item.node.entries.get("area"))
    territories = local.project.commons.territories
    served = local.kind != "contact" or not areas or any(territories.overlaps(code, place) for code in areas)
    return Gain(
        site.partner.id, site.partner.name, own.location if own else None, answered,
        tuple(id for id in services if id not in answered), served,
    )  # fmt: skip


def _services(node: Node) -> Iterator[str]:
    """Yield what the lists `services`, `provides` and `contacts` of a tree name."""
    if isinstance(node, Listing):
        for item in node.items:
            yield from _services(item)
    elif isinstance(node, Tree):
        for key, value in node.entries.items():
            if key in ("services", "provides", "contacts"):
                yield from _list(value)
            else:
                yield from _services(value)


def _list(node: Node | None) -> list[str]:
    return [_said(item) for item in node.items] if isinstance(node, Listing) else []


# --- In words.

_WORDS = {
    "fr": {
        "head": "« {id} » ({kind}) du partenaire {partner}, pour le contenu national",
        "new": "où : dans un nouveau fichier, {target}",
        "end": "où : à la fin de {target}, sous « {key}: »",
        "area": "ajouté : area: [\"{area}\"], sans quoi il serait montré à toute la France",
        "gain": "y gagneraient :", "own": "ont déjà un élément de ce nom, qui deviendrait un remplacement :",
        "not served": "n'en verraient rien, le lieu n'est pas le leur : {names}",
        "unread": "ne se lisent pas, ont une erreur : {names}",
        "answered": "un contact pour {names}", "unanswered": "personne encore pour {names}",
        "nobody": "aucun autre partenaire n'y gagnerait",
        "then": "ensuite, quand il sera dans le contenu national : supprimez le vôtre ({at})",
    },
    "en": {
        "head": "“{id}” ({kind}) of the partner {partner}, for the commons",
        "new": "where: in a new file, {target}", "end": "where: at the end of {target}, under “{key}:”",
        "area": 'added: area: ["{area}"], without which it would be shown to the whole country',
        "gain": "would gain:", "own": "have an item of this id already, which would become a replacement:",
        "not served": "would see nothing of it, the place is not theirs: {names}",
        "unread": "cannot be read, have an error: {names}",
        "answered": "a contact for {names}", "unanswered": "nobody yet for {names}",
        "nobody": "no other partner would gain",
        "then": "then, when it is in the commons: delete yours ({at})",
    },
}  # fmt: skip


def proposal_text(done: Proposal, lang: str) -> str:
    """Return where the item goes, and who gains."""
    words = _WORDS[lang]
    kind = done.kind if lang == "en" else _IN_FRENCH[done.kind]
    lines = [words["head"].format(id=done.id, kind=kind, partner=done.partner)]
    lines.append(words["new" if done.is_new else "end"].format(target=done.target, key=_KEYS[done.kind]))
    if done.area:
        lines.append(words["area"].format(area=done.area))
    gaining = [gain for gain in done.gains if gain.own is None and gain.is_served]
    lines += [words["gain"], *(_gain_line(gain, words) for gain in gaining)] if gaining else [words["nobody"]]
    if replacing := [gain for gain in done.gains if gain.own is not None]:
        lines.append(words["own"])
        lines += [f"  {gain.partner} ({gain.own.file}:{gain.own.line})" for gain in replacing if gain.own]
    if away := [gain.partner for gain in done.gains if gain.own is None and not gain.is_served]:
        lines.append(words["not served"].format(names=", ".join(away)))
    if done.unread:
        lines.append(words["unread"].format(names=", ".join(done.unread)))
    return "\n".join([*lines, words["then"].format(at=f"{done.location.file}:{done.location.line}")])


def _gain_line(gain: Gain, words: dict[str, str]) -> str:
    told = [
        words[word].format(names=", ".join(names))
        for word, names in (("answered", gain.answered), ("unanswered", gain.unanswered))
        if names
    ]
    return f"  {gain.partner} ({gain.name})" + (f", {'; '.join(told)}" if told else "")
