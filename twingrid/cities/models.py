"""The tenants. These tables live in `public`; everything else of a city lives in its own schema."""

from django.db import models
from django_tenants.models import DomainMixin, TenantMixin


class City(TenantMixin):  # type: ignore[misc]  # django-tenants has no types
    """A prefecture-level utility company and its schema."""

    name = models.CharField(max_length=60)
    name_en = models.CharField(max_length=60, blank=True)
    district = models.CharField(max_length=60, blank=True)
    profile = models.JSONField(default=dict, blank=True)
    is_demo = models.BooleanField(default=False)
    made_at = models.DateTimeField()

    auto_create_schema = False
    auto_drop_schema = False

    class Meta:
        ordering = ("schema_name",)

    def __str__(self) -> str:
        return self.name


class Domain(DomainMixin):  # type: ignore[misc]  # django-tenants has no types
    """A host name that leads to a city."""

    class Meta:
        ordering = ("domain",)
