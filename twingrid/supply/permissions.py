"""Rights over customers."""

from enum import StrEnum


class SupplyPermission(StrEnum):
    """Rights that this app declares; roles get them in project/roles.py."""

    CUSTOMER_FIND = "supply.customer.find"
