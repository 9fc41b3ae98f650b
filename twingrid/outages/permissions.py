"""Rights over outages."""

from enum import StrEnum


class OutagePermission(StrEnum):
    """Rights that this app declares; roles get them in project/roles.py."""

    OUTAGE_SEE = "outages.outage.see"
    OUTAGE_MAKE = "outages.outage.make"
    OUTAGE_ANNOUNCE = "outages.outage.announce"
    OUTAGE_START = "outages.outage.start"
    OUTAGE_REVISE = "outages.outage.revise"
    OUTAGE_RESTORE = "outages.outage.restore"
    OUTAGE_CLOSE = "outages.outage.close"
    OUTAGE_CANCEL = "outages.outage.cancel"
    FREQUENT_SEE = "outages.frequent.see"
    FREQUENT_CHOOSE = "outages.frequent.choose"
    CUSTOMER_SEE = "outages.customer.see"
