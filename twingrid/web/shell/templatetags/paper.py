"""What only paper needs: `{% load paper %}`."""

import segno
from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()

# Height of a digit and width of a wide one, in ems; digits are stretched to fit, whatever font the printer has.
DIGIT = 0.73
WIDEST = 0.62


@register.simple_tag
def qr(address: str) -> SafeString:
    """The QR code of `address` as SVG, quarter of it may be dirty; its size is its container's."""
    # Every mask is as readable; weighing all eight takes ten times as long, which a batch of plates feels.
    drawn = segno.make(address, error="q", micro=False, mask=3).svg_inline(
        border=2, omitsize=True, dark="#000", light="#fff"
    )
    return SafeString(drawn)  # segno writes paths only, nothing of the address


@register.simple_tag
def plate_number(number: str, *, width: float = 138, digit: float = 26) -> SafeString:
    """A telephone number with digits `digit` mm tall within `width` mm: one line a group, never cut.

    Groups are parted by blanks: `0531-000 01203` takes two lines.
    """
    lines = number.split() or [""]
    each = min(width / max(len(line) for line in lines), digit * WIDEST / DIGIT)
    step = digit * 1.2
    texts = format_html_join(
        "",
        '<text x="0" y="{}" textLength="{}" lengthAdjust="spacingAndGlyphs" font-size="{}">{}</text>',
        (
            (f"{digit + i * step:.2f}", f"{each * len(line):.2f}", f"{digit / DIGIT:.2f}", line)
            for i, line in enumerate(lines)
        ),
    )
    height = f"{digit * 1.03 + (len(lines) - 1) * step:.2f}"
    box = format_html('viewBox="0 0 {} {}" width="{}mm" height="{}mm"', width, height, width, height)
    return format_html('<svg class="tg-plate-digits" role="img" aria-label="{}" {}>{}</svg>', number, box, texts)
