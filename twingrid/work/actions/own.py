"""A resident's way back to their own request. It is an action since every try is counted."""

from datetime import datetime

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext as _

from twingrid.cities import queries as cities_queries
from twingrid.kit import clock
from twingrid.kit.refusals import TooMany
from twingrid.work.models import Ticket
from twingrid.work.rules import intake

TRIES_A_DAY = 30
DIGITS = 4


@transaction.atomic
def find_own_ticket(*, number: str, phone_end: str, address: str, at: datetime) -> str:
    """The private link's token of a request, by its number and the last four digits of the telephone; "" if none.

    Tries are counted by the digest of the client's network `address`, and by the number asked for, so that many
    addresses cannot guess together: `TooMany` after 30 a day of either.
    """
    number = number.strip()
    day, city = clock.today(at), cities_queries.present_city().schema_name
    for kind, value in (("own", address), ("own_no", number)):
        key = intake.digest(value, day=day, city=city, secret=settings.SECRET_KEY)
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO work_intakecount (day, kind, digest, count) VALUES (%s, %s, %s, 1)"
                " ON CONFLICT (day, kind, digest) DO UPDATE SET count = work_intakecount.count + 1 RETURNING count",
                [day, kind, key],
            )
            (count,) = cursor.fetchone()
        if count > TRIES_A_DAY:
            raise TooMany(_("Too many tries today. Call the number on the plate; it is answered at once."))
    if len(phone_end) != DIGITS or not phone_end.isdecimal():
        return ""
    ticket = Ticket.objects.filter(number=number, reporter__phone__endswith=phone_end).first()
    return ticket.token if ticket else ""
