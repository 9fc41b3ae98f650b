"""Every pair of text and ground is readable, in light and in dark: computed from the style sheet's own values."""

import re
from pathlib import Path

import pytest

TOKENS = (Path(__file__).parents[1] / "style" / "_tokens.scss").read_text(encoding="utf-8")
TEXT = 4.5
ICON = 3.0
PAIRS = [
    *[(text, ground, TEXT) for text in ("ink", "muted", "power", "community", "red") for ground in ("paper", "ground")],
    *[(f"on-{tone}", tone, TEXT) for tone in ("power", "community", "blue", "green", "red", "violet", "grey", "bar")],
    *[(tone, f"{tone}-soft", TEXT) for tone in ("power", "community", "red", "warm", "violet", "blue")],
    *[(tone, "paper", TEXT) for tone in ("blue", "green", "violet", "grey")],
    *[(tone, "ground", TEXT) for tone in ("blue", "green", "violet", "grey")],
    ("on-power", "power-strong", TEXT),
    ("on-community", "community-strong", TEXT),
    ("community-strong", "community-soft", TEXT),
    ("green-ink", "green-soft", TEXT),
    ("ink", "warm-soft", TEXT),
    ("ink", "red-soft", TEXT),
    ("ink", "power-soft", TEXT),
    ("muted", "power-soft", TEXT),
    ("muted", "grey-soft", TEXT),
    ("warm", "warm-soft", TEXT),
    ("edge", "paper", ICON),
    ("edge", "ground", ICON),
    ("focus", "paper", ICON),
    ("focus", "ground", ICON),
]


def colours(name: str) -> dict[str, str]:
    body = re.search(rf"\${name}: \((.*?)\n\);", TOKENS, re.DOTALL).group(1)
    return dict(re.findall(r'"?([a-z-]+)"?: (#[0-9a-f]{6})', body))


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_measure_is_right():
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("front", "back", "least"), PAIRS)
def test_each_pair_can_be_read(theme, front, back, least):
    values = colours(theme)
    found = contrast(values[front], values[back])
    assert found >= least, f"{theme}: {front} on {back} is {found:.2f}"


def test_light_and_dark_name_the_same_values():
    assert colours("light").keys() == colours("dark").keys()


def test_nothing_moves_longer_than_150_ms():
    assert int(re.search(r"--tg-quick: (\d+)ms", TOKENS).group(1)) <= 150
    assert "prefers-reduced-motion" in TOKENS
