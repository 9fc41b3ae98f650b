"""Addresses of the dispatcher's desk."""

from django.urls import URLPattern, path

from twingrid.web.desk import attach, calls, failed

app_name = "desk"
urlpatterns: list[URLPattern] = [
    path("", calls.page, name="page"),
    path("candidates/", calls.candidates, name="candidates"),
    path("place/", calls.place, name="place"),
    path("report/", calls.report, name="report"),
    path("questions/", calls.questions, name="questions"),
    path("people/<int:user_id>/failed-call/", failed.failed_call, name="failed_call"),
    path("attach/", attach.attach, name="attach"),
    path("board/", calls.board, name="board"),
]
