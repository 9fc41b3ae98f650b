"""Addresses of the workbench: the list in the hand, and the page of one request for everybody who may see it."""

from django.urls import URLPattern, path

from twingrid.web.workbench import answers, away, hazards, lists, matters, moves, own, projects, replies, tickets

app_name = "workbench"
urlpatterns: list[URLPattern] = [
    path("", lists.my_list, name="list"),
    path("map/", lists.my_map, name="map"),
    path("requests.json", lists.markers, name="markers"),
    path("me/", own.page, name="me"),
    path("me/absence/", away.absence, name="absence"),
    path("me/absence/<int:absence_id>/end/", away.end, name="end_absence"),
    path("me/hand-over/", away.hand_over, name="hand_over"),
    path("me/hand-over/<int:moment>/undo/", away.take_back, name="take_back"),
    path("me/shifts/<int:shift_id>/exchange/", own.ask, name="ask_exchange"),
    path("me/exchanges/<int:exchange_id>/answer/", own.answer, name="answer_exchange"),
    path("me/pairs/<int:pairing_id>/confirm/", own.confirm, name="confirm_pairing"),
    path("me/numbers/<int:contact_id>/consent/", own.consent, name="consent"),
    path("hazards/", hazards.listing, name="hazards"),
    path("hazards/new/", hazards.new, name="hazard_new"),
    path("hazards/questions/", hazards.questions, name="hazard_questions"),
    path("hazards/<str:number>/", hazards.page, name="hazard"),
    path("hazards/<str:number>/<str:name>/", hazards.move, name="hazard_move"),
    path("matters/", matters.listing, name="matters"),
    path("matters/new/", matters.new, name="matter_new"),
    path("matters/questions/", matters.questions, name="matter_questions"),
    path("matters/<str:number>/", matters.page, name="matter"),
    path("matters/<str:number>/<str:name>/", matters.move, name="matter_move"),
    path("matters/<str:number>/<str:name>/<int:part_id>/", matters.part, name="matter_part"),
    path("projects/", projects.listing, name="projects"),
    path("projects/new/", projects.new, name="project_new"),
    path("projects/<str:number>/", projects.page, name="project"),
    path("projects/<str:number>/<str:name>/", projects.move, name="project_move"),
    path("projects/<str:number>/<str:name>/<int:part_id>/", projects.part, name="project_part"),
    path("t/<str:number>/", tickets.page, name="ticket"),
    path("t/<str:number>/photo/<int:photo_id>/", tickets.photo, name="photo"),
    path("t/<str:number>/answers/", answers.amend, name="amend"),
    path("t/<str:number>/reply/", replies.page, name="reply"),
    path("t/<str:number>/<str:name>/", moves.move, name="move"),
]
