"""Addresses of the joint counter: the intake, the list, one case with its legs and its receipt."""

from django.urls import URLPattern, path

from twingrid.web.counter import cases, intake

app_name = "counter"
urlpatterns: list[URLPattern] = [
    path("", intake.page, name="page"),
    path("questions/", intake.questions, name="questions"),
    path("place/", intake.place, name="place"),
    path("cases/", cases.listing, name="cases"),
    path("cases/<str:number>/", cases.page, name="joint"),
    path("cases/<str:number>/receipt/", cases.receipt, name="receipt"),
    path("cases/<str:number>/<str:name>/", cases.move, name="move"),
    path("cases/<str:number>/<str:company>/<str:name>/", cases.leg, name="leg"),
]
