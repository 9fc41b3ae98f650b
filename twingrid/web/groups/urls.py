"""Addresses of groups, for staff. Words of a message never stand in an address."""

from django.urls import URLPattern, path

from twingrid.web.groups import message, register

app_name = "groups"
urlpatterns: list[URLPattern] = [
    path("", register.page, name="page"),
    path("new/", register.new, name="new"),
    path("message/", message.page, name="message"),
    path("message/take/", message.take, name="take"),
    path("message/<int:message_id>/", message.taken, name="taken"),
    path("answers/", message.answers, name="answers"),
    path("answers/<int:answer_id>/posted/", message.posted, name="posted"),
    path("answers/<int:answer_id>/undo/", message.undo, name="undo"),
    path("<int:group_id>/", register.one, name="one"),
    path("<int:group_id>/change/", register.change, name="change"),
    path("<int:group_id>/hand-over/", register.hand_over, name="hand_over"),
    path("<int:group_id>/verify/", register.verify, name="verify"),
    path("<int:group_id>/close/", register.close, name="close"),
]
