"""Every address of the product, one include a door."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("accounts/", include("twingrid.web.shell.account_urls")),
    path("", include("twingrid.web.shell.urls")),
    path("", include("twingrid.web.public.urls")),
    path("work/", include("twingrid.web.workbench.urls")),
    path("outages/staff/", include("twingrid.web.outages.urls")),
    path("desk/", include("twingrid.web.desk.urls")),
    path("counter/", include("twingrid.web.counter.urls")),
    path("partner/", include("twingrid.web.partner.urls")),
    path("leader/", include("twingrid.web.leader.urls")),
    path("settings/", include("twingrid.web.settings.urls")),
    path("centre/", include("twingrid.web.dashboard.urls")),
    path("api/rest/", include("twingrid.api.rest.urls")),
    path("open311/", include("twingrid.api.open311.urls")),
    path("groups/", include("twingrid.web.groups.urls")),
    path("composer/", include("twingrid.web.composer.urls")),
    path("plates/", include("twingrid.web.plates.urls")),
]
handler400 = "twingrid.web.shell.errors.bad_request"
handler403 = "twingrid.web.shell.errors.forbidden"
handler404 = "twingrid.web.shell.errors.not_found"
handler429 = "twingrid.web.shell.errors.too_many"
handler500 = "twingrid.web.shell.errors.server_error"
