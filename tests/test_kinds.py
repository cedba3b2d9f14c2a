"""Which file holds what."""

from __future__ import annotations

import pytest

from commun_orientation_ssg.kinds import KINDS, kind_of, read_flag
from commun_orientation_ssg.schema import MODELS


@pytest.mark.parametrize(
    ("path", "layer", "name"),
    [
        ("needs/logement.yaml", "commons", "need"), ("needs.yaml", "partner", "need"),
        ("journeys/logement.yaml", "partner", "journey"), ("partner.yaml", "partner", "partner"),
        ("partner.yaml", "commons", None), ("commons.yaml", "partner", None), ("needs/a/b.yaml", "commons", None),
        ("xneeds.yaml", "partner", None),
    ],
)  # fmt: skip
def test_a_path_names_its_kind(path: str, layer: str, name: str | None) -> None:
    """By its folder or its name, in the layer where it may stand."""
    kind = kind_of(path, layer)
    assert (kind.name if kind else None) == name


def test_every_kind_has_a_shape_and_every_shape_a_kind() -> None:
    """The two tables are one."""
    assert {kind.name for kind in KINDS} == set(MODELS)


@pytest.mark.parametrize(
    ("text", "flag"), [("oui", True), (" Yes ", True), ("NON", False), ("false", False), ("peut-être", None)]
)
def test_yes_and_no_have_a_few_words(text: str, flag: bool | None) -> None:
    """Anything else is neither."""
    assert read_flag(text) is flag
