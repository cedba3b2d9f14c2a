"""Which file holds which kind of document, and the words that mean yes and no. A table: imports nothing of ours."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["FLAGS", "KINDS", "Kind", "kind_of", "read_flag"]

FLAGS = {"oui": True, "yes": True, "true": True, "non": False, "no": False, "false": False}


def read_flag(text: str) -> bool | None:
    """Read "oui" or "non" (and yes, no, true, false); None when it is neither."""
    return FLAGS.get(text.strip().lower())


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of document.

    Args:
        name: "need", "journey"...: also the name of its collection in a layer.
        glob: the paths of its files, relative to the layer's folder, as shown to people.
        files: the same as a pattern.
        key: the file's top key that holds the items; "" when the file is itself the one item.
        listed: items stand in a list (else in a mapping by id).
        layers: "commons", "partner", or both; "private" for what only agents read.
    """

    name: str
    glob: str
    files: re.Pattern[str]
    key: str
    listed: bool
    layers: tuple[str, ...]


def _kind(name: str, glob: str, key: str = "", *, listed: bool = True, layers: str = "commons partner") -> Kind:
    pattern = "|".join(re.escape(path).replace(r"\*", "[^/]+") for path in glob.split(" "))
    return Kind(name, glob, re.compile(pattern), key, listed and bool(key), tuple(layers.split()))


KINDS = (
    _kind("commons", "commons.yaml", layers="commons"),
    _kind("partner", "partner.yaml", layers="partner"),
    _kind("branding", "branding.yaml", layers="partner"),
    _kind("condition", "conditions.yaml", "conditions", listed=False),
    _kind("topic", "topics.yaml", "topics"),
    _kind("service", "services.yaml", "services"),
    _kind("contact", "contacts/*.yaml", "contacts"),
    _kind("emergency", "emergency.yaml", "lines"),
    _kind("language", "emergency/*.yaml", layers="commons"),
    _kind("journey", "journeys/*.yaml"),
    _kind("need", "needs/*.yaml needs.yaml", "needs"),
    _kind("lexicon", "lexicon.yaml"),
    _kind("sign", "signs.yaml", "signs"),
    _kind("danger", "danger.yaml", layers="commons"),
    _kind("plain", "plain.yaml"),
    _kind("entry", "entries.yaml", "entries"),
    _kind("alert", "alerts.yaml", "alerts"),
    _kind("advice", "advice.yaml", "advice"),
    _kind("scenario", "scenarios/*.yaml scenarios.yaml", "scenarios"),
    _kind("replaced", "replaced.yaml", layers="partner"),
    _kind("private-contact", "contacts.yaml contacts/*.yaml", "contacts", layers="private"),
    _kind("private-note", "notes.yaml", "notes", layers="private"),
)


def kind_of(path: str, layer: str) -> Kind | None:
    """Return the kind of the file at `path` (relative to its layer's folder) in `layer`, None when it has none."""
    return next((kind for kind in KINDS if layer in kind.layers and kind.files.fullmatch(path)), None)
