"""Addresses of plates for staff; what a plate's QR opens is public (web/public)."""

from django.urls import URLPattern, path

from twingrid.web.plates import single, walls

app_name = "plates"
urlpatterns: list[URLPattern] = [
    path("", walls.page, name="page"),
    path("print/", walls.print_, name="print"),
    path("runs/", walls.run, name="run"),
    path("p/<str:code>/", single.preview, name="preview"),
    path("p/<str:code>/replace/", single.replace, name="replace"),
    path("p/<str:code>/photo/", single.photo, name="photo"),
]
