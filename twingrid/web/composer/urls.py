"""Addresses of the composer: notices for staff. What residents read of them is public (web/public)."""

from django.urls import URLPattern, path

from twingrid.web.composer import edit, lists, one, posts

app_name = "composer"
urlpatterns: list[URLPattern] = [
    path("", lists.page, name="page"),
    path("new/", edit.new, name="new"),
    path("mine/", posts.page, name="posts"),
    path("mine/<int:post_id>/done/", posts.done, name="post_done"),
    path("mine/<int:post_id>/undo/", posts.undo, name="post_undo"),
    path("calls/<int:call_id>/", posts.call, name="call"),
    path("<str:number>/", one.page, name="notice"),
    path("<str:number>/edit/", edit.change, name="edit"),
    path("<str:number>/texts/", one.texts, name="texts"),
    path("<str:number>/ways/", one.ways, name="ways"),
    path("<str:number>/accept/", one.accept, name="accept"),
    path("<str:number>/<str:name>/", one.move, name="move"),
]
