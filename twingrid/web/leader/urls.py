"""Addresses of the leader pages."""

from django.urls import URLPattern

app_name = "leader"
urlpatterns: list[URLPattern] = []
