"""The city's materials, and what was used for a request."""

from twingrid.work.models import Material, Ticket, TicketMaterial


def materials() -> tuple[tuple[int, str, str], ...]:
    """What is offered: (id, name, measure), in the order of the list."""
    return tuple(Material.objects.filter(active=True).values_list("pk", "name", "measure"))


def used_for(ticket: Ticket) -> tuple[TicketMaterial, ...]:
    """What a request took, round by round; nothing is asked where nothing was used."""
    if not getattr(ticket, "supplied", True):
        return ()
    return tuple(TicketMaterial.objects.filter(ticket=ticket).select_related("material"))
