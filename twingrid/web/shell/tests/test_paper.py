"""What paper asks for: digits of the promised height, a QR that a phone reads from a stairwell wall."""

import re
from pathlib import Path

import pytest

from twingrid.web.shell.templatetags.paper import plate_number, qr

STYLE = Path(__file__).parents[1] / "style" / "_plates.scss"


@pytest.mark.parametrize(("width", "digit"), [(140, 28), (182, 40)])
@pytest.mark.parametrize("number", ["0531-000 01203", "100 0000 1203", "053100001203"])
def test_digits_keep_their_height_and_stay_on_the_sheet(width, digit, number):
    drawn = plate_number(number, width=width, digit=digit)
    sizes = [float(size) for size in re.findall(r'font-size="([\d.]+)"', drawn)]
    lengths = [float(length) for length in re.findall(r'textLength="([\d.]+)"', drawn)]
    assert all(size * 0.73 == pytest.approx(digit, abs=0.1) for size in sizes)
    assert max(lengths) <= width + 0.1


def test_the_qr_is_at_least_35_mm_wide():
    widths = [float(width) for width in re.findall(r"--qr: (\d+)mm", STYLE.read_text())]
    assert len(widths) >= 3
    assert min(widths) >= 35
    assert "viewBox" in qr("http://localhost/p/abcdef")
