"""Addresses of the dispatcher's desk."""

from django.urls import URLPattern, path

from twingrid.web.desk import calls

app_name = "desk"
urlpatterns: list[URLPattern] = [
    path("", calls.page, name="page"),
    path("candidates/", calls.candidates, name="candidates"),
    path("place/", calls.place, name="place"),
    path("report/", calls.report, name="report"),
    path("board/", calls.board, name="board"),
]
