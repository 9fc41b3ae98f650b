"""The navigation beside every page of settings: `{% load settings_nav %}{% settings_nav %}`."""

from typing import Any

from django import template
from django.template import Context

from twingrid.web.settings import hub

register = template.Library()


@register.inclusion_tag("settings/_nav.html", takes_context=True)
def settings_nav(context: Context) -> dict[str, Any]:
    """What this person may set; the page that is open is marked."""
    request = context["request"]
    sections = hub.cards_of(request.user)
    here = max(
        (card.href for _words, cards in sections for card in cards if request.path.startswith(card.href)), default=""
    )
    return {"sections": sections, "here": here}
