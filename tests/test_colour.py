"""Colours: parsing, WCAG contrast, the nearest passing colour, and palettes that cannot fail."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commun_orientation_ssg.colour import (
    PAIRS,
    TONES,
    ColourProblem,
    contrast,
    derive_palette,
    luminance,
    nearest_passing,
    parse_colour,
)
from commun_orientation_ssg.diagnostics import Location

HERE = Location("partners/var/branding.yaml", 2, 12)
colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize(
    ("text", "code"), [("#05C", "#0055cc"), ("#005A9C", "#005a9c"), (" #005a9c ", "#005a9c"), ("#FFF", "#ffffff")]
)
def test_a_code_is_read_in_lower_case_and_six_digits(text: str, code: str) -> None:
    """Three digits double, upper case is welcome."""
    assert parse_colour(text) == code


def test_a_name_is_refused_with_its_code() -> None:
    """French names too: the help holds the code to paste."""
    problem = parse_colour("Rouge")
    assert isinstance(problem, ColourProblem)
    found = problem.at(HERE)
    assert found.code == "colour-name"
    assert found.help is not None
    assert found.help.text("fr", dict(found.fields)) == "écrivez « #ff0000 », entre guillemets."


@pytest.mark.parametrize("text", ["", "005a9c", "#12", "#12345", "#ggg", "rgb(0,0,0)", "bleu nuit", "#1234567"])
def test_anything_else_is_refused_in_both_languages(text: str) -> None:
    """A missing hash, a wrong length, a function."""
    problem = parse_colour(text)
    assert isinstance(problem, ColourProblem)
    found = problem.at(HERE)
    assert found.code == "colour-unreadable"
    assert found.says("fr") != found.says("en")


@given(st.text(max_size=60))
def test_any_text_is_a_colour_or_a_problem(text: str) -> None:
    """Nothing raises."""
    assert isinstance(parse_colour(text), str | ColourProblem)


@pytest.mark.parametrize(
    ("a", "b", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#777777", "#ffffff", 4.478),
        ("#ff0000", "#ffffff", 3.998),
        ("#123456", "#123456", 1),
    ],
)
def test_contrast_gives_the_published_ratios(a: str, b: str, ratio: float) -> None:
    """Values that every WCAG calculator gives."""
    assert contrast(a, b) == pytest.approx(ratio, abs=0.001)
    assert contrast(b, a) == contrast(a, b)


def test_luminance_runs_from_black_to_white() -> None:
    """0 and 1 at the ends, green the brightest primary."""
    assert luminance("#000000") == 0
    assert luminance("#ffffff") == pytest.approx(1)
    assert luminance("#00ff00") > luminance("#ff0000") > luminance("#0000ff")


def test_a_passing_colour_is_its_own_nearest() -> None:
    """Nothing changes when nothing fails."""
    assert nearest_passing("#005a9c", "#ffffff") == "#005a9c"


def test_the_nearest_grey_is_the_well_known_one() -> None:
    """#767676 is the lightest grey that passes on white."""
    assert nearest_passing("#777777", "#ffffff") == "#767676"


def test_the_nearest_colour_goes_the_shorter_way() -> None:
    """On a mid ground a light colour gets lighter, a dark one darker."""
    assert luminance(nearest_passing("#999999", "#757575")) > luminance("#999999")
    assert luminance(nearest_passing("#555555", "#7a7a7a")) < luminance("#555555")


def test_a_ratio_beyond_reach_gives_the_better_of_black_and_white() -> None:
    """7:1 does not exist on a mid grey."""
    assert nearest_passing("#ff0000", "#777777", 7) == "#000000"


@given(colours, colours)
@settings(max_examples=150, deadline=None)
def test_the_nearest_colour_always_passes(colour: str, against: str) -> None:
    """Any colour on any colour, for text."""
    assert contrast(nearest_passing(colour, against), against) >= 4.5


@given(colours)
@settings(max_examples=100, deadline=None)
def test_the_nearest_colour_on_white_is_never_lighter(colour: str) -> None:
    """On white the only way is darker."""
    assert luminance(nearest_passing(colour, "#ffffff")) <= luminance(colour)


@given(colours, colours, st.sampled_from(sorted(TONES)))
@settings(max_examples=300, deadline=None)
def test_every_documented_pair_of_a_palette_passes(primary: str, accent: str, tone: str) -> None:
    """AA holds by construction for any brand of any tone, in both schemes."""
    palette = derive_palette(primary, accent, tone)
    for scheme in (palette.light, palette.dark):
        failing = [(front, back) for front, back, least in PAIRS if contrast(scheme[front], scheme[back]) < least]
        assert failing == []


@given(colours, colours, colours)
@settings(max_examples=100, deadline=None)
def test_the_focus_ring_shows_on_any_colour(primary: str, accent: str, ground: str) -> None:
    """One of its two colours reaches 3:1 wherever it is drawn (WCAG technique C40)."""
    for scheme in (derive_palette(primary, accent).light, derive_palette(primary, accent).dark):
        assert max(contrast(scheme["focus"], ground), contrast(scheme["focus_gap"], ground)) >= 3


def test_a_tone_is_how_much_of_the_brand_the_grounds_take() -> None:
    """From grey to the brand's own hue; the page itself stays white, or dark."""
    grounds = {tone: derive_palette("#005a9c", "#c8511b", tone).light["surface_tint"] for tone in TONES}
    spread = {tone: max(ints) - min(ints) for tone, ground in grounds.items() for ints in [bytes.fromhex(ground[1:])]}
    assert spread["sober"] == 0
    assert 0 < spread["soft"] < spread["vivid"]
    assert {derive_palette("#005a9c", "#c8511b", tone).light["surface"] for tone in TONES} == {"#ffffff"}


def test_the_brand_colours_stay_untouched() -> None:
    """The partner finds its own blue and its own orange."""
    palette = derive_palette("#005a9c", "#c8511b")
    assert {(s["primary"], s["accent"]) for s in (palette.light, palette.dark)} == {("#005a9c", "#c8511b")}


def test_both_schemes_have_the_same_tokens_and_pairs_name_only_them() -> None:
    """A theme can rely on the names."""
    palette = derive_palette("#ffcc00", "#000000")
    assert palette.light.keys() == palette.dark.keys()
    assert {name for front, back, _ in PAIRS for name in (front, back)} <= palette.light.keys()
