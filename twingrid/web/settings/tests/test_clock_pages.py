"""The administrator writes clock rules on screen: draft, try out, publish."""

from twingrid.work.models import ClockSet, ClockSetVersion


def test_a_draft_is_written_tried_out_and_published(cast):
    page = cast.client("admin")
    pk = ClockSet.objects.get(partition="").pk
    here = f"/settings/clocks/{pk}/"
    form = page.get(f"{here}draft/").context
    sent = {"seen": form["seen"], "valid_from": "2023-03-01", "settlement": "urban", "quiet_from": "21:30",
            "quiet_to": "07:30", "take": "shanghai:arrive"}  # fmt: skip
    for _name, one in form["rules"]:
        values = {one.add_prefix(name): one[name].value() for name in one.fields}
        sent |= {name: value for name, value in values.items() if value is not None and value is not False}
    assert page.post(f"{here}draft/", sent).status_code == 302
    asked = {"reported_at": "2027-12-31T17:50", "kind": "no_power", "channel": "hotline_12345", "settlement": "rural"}
    shown = page.get(here, asked)
    moments = {one.key: (one.kind, one.provisional) for _look, _name, one in shown.context["moments"]}
    assert (moments["arrive"], moments["order"]) == (("law", False), ("order", True))
    assert page.post(f"{here}publish/", {"seen": shown.context["page"].stamp}).status_code == 302
    made = ClockSetVersion.objects.get(number=2)
    assert (str(made.valid_from), made.content["quiet_from"]) == ("2023-03-01", "21:30")
    assert [one["sort"] for one in made.content["rules"] if one["key"] == "arrive"] == ["law"]
