"""Addresses of the public pages."""

from django.urls import URLPattern, path

from twingrid.web.public import boards, feeds, joint, maps, meant, notices, outages, places, reports

app_name = "public"
urlpatterns: list[URLPattern] = [
    path("", places.home, name="home"),
    path("find/", places.find, name="find"),
    path("find/meant/", meant.meant, name="meant"),
    path("building/<int:building_id>/", places.building, name="building"),
    path("compound/<int:compound_id>/", places.compound, name="compound"),
    path("landmark/<int:landmark_id>/", places.landmark, name="landmark"),
    path("here/", places.here, name="here"),
    path("p/<str:code>/", places.plate, name="plate"),
    path("board/<str:code>/", boards.page, name="board"),
    path("stations/", places.stations, name="stations"),
    path("safety/", places.safety, name="safety"),
    path("report/", reports.report, name="report"),
    path("report/questions/", reports.questions, name="questions"),
    path("mine/", reports.mine, name="mine"),
    path("r/<str:token>/", reports.request_page, name="request"),
    path("r/<str:token>/rate/", reports.rate, name="rate"),
    path("r/<str:token>/photo/<int:photo_id>/", reports.photo, name="photo"),
    path("j/<str:token>/", joint.page, name="joint"),
    path("j/<str:token>/withdraw/", joint.withdraw, name="joint_withdraw"),
    path("outages/", outages.page, name="outages"),
    path("outages/<str:number>/<int:building_id>/", outages.mine_too, name="mine_too"),
    path("notices/", notices.listing, name="notices"),
    path("notices.ics", feeds.calendar, name="calendar"),
    path("notices.atom", feeds.atom, name="atom"),
    path("notices/<str:number>/", notices.notice, name="notice"),
    path("building/<int:building_id>/told/", notices.subscribe, name="subscribe"),
    path("building/<int:building_id>/notices.ics", feeds.calendar, name="building_calendar"),
    path("building/<int:building_id>/notices.atom", feeds.atom, name="building_atom"),
    path("told/<str:token>/", notices.told, name="told"),
    path("map/", maps.page, name="map"),
    path("map/areas.json", maps.areas, name="areas"),
]
