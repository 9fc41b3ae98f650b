"""The words of every choice about a request, as people read them."""

from django.db import models
from django.utils.translation import pgettext_lazy


class Channel(models.TextChoices):
    """How a request came in. A direct call is not a hotline order, and both are counted."""

    DIRECT_CALL = "direct_call", pgettext_lazy("channel", "Direct call")
    PAGE = "page", pgettext_lazy("channel", "Public page")
    PLATE = "plate", pgettext_lazy("channel", "Contact plate")
    GROUP = "group", pgettext_lazy("channel", "Group message")
    HOTLINE_12345 = "hotline_12345", pgettext_lazy("channel", "12345 hotline")
    COUNTER = "counter", pgettext_lazy("channel", "Counter")
    PATROL = "patrol", pgettext_lazy("channel", "Patrol")
    COMMITTEE = "committee", pgettext_lazy("channel", "Residents' committee")
    API = "api", pgettext_lazy("channel", "Interface")


class Family(models.TextChoices):
    """Which graph of states a kind of work follows."""

    REQUEST = "request", pgettext_lazy("family", "Requests")
    HAZARD = "hazard", pgettext_lazy("family", "Hazards")
    MATTER = "matter", pgettext_lazy("family", "Coordination matters")
    PROJECT = "project", pgettext_lazy("family", "Projects")
    JOINT = "joint", pgettext_lazy("family", "Joint cases")


class KindGroup(models.TextChoices):
    """Under which heading a kind is offered."""

    FAULT = "fault", pgettext_lazy("kind group", "Faults")
    DANGER = "danger", pgettext_lazy("kind group", "Dangers")
    ACCOUNT = "account", pgettext_lazy("kind group", "Meter, bill, connection")
    VOICE = "voice", pgettext_lazy("kind group", "Questions and opinions")
    TALKS = "talks", pgettext_lazy("kind group", "Coordination and projects")


class Grade(models.TextChoices):
    """How dangerous a hazard is; by when it has to be removed follows from it."""

    PLAIN = "plain", pgettext_lazy("grade", "Ordinary")
    SERIOUS = "serious", pgettext_lazy("grade", "Serious")
    CRITICAL = "critical", pgettext_lazy("grade", "Critical")


class HazardSide(models.TextChoices):
    """Who has to remove a hazard."""

    UTILITY = "utility", pgettext_lazy("hazard side", "The electricity company")
    CUSTOMER = "customer", pgettext_lazy("hazard side", "The customer")
    PROPERTY = "property", pgettext_lazy("hazard side", "The property company")
    UNKNOWN = "", pgettext_lazy("hazard side", "Not known yet")


class FoundBy(models.TextChoices):
    """How a hazard came to be known."""

    PATROL = "patrol", pgettext_lazy("found by", "On patrol")
    VISIT = "visit", pgettext_lazy("found by", "At a visit")
    RESIDENT = "resident", pgettext_lazy("found by", "A resident told us")
    COMMITTEE = "committee", pgettext_lazy("found by", "The committee told us")
    REQUEST = "request", pgettext_lazy("found by", "At a request")


class ToldBy(models.TextChoices):
    """How the owner of a hazard was told."""

    PAPER = "paper", pgettext_lazy("told by", "By a written notice")
    IN_PERSON = "in_person", pgettext_lazy("told by", "In person")
    PHONE = "phone", pgettext_lazy("told by", "By phone")


class CaseSide(models.TextChoices):
    """Whose step it is: the power side or the community side."""

    POWER = "power", pgettext_lazy("case side", "Power side")
    COMMUNITY = "community", pgettext_lazy("case side", "Community side")


class PartySide(models.TextChoices):
    """Whom a person speaks for in a matter."""

    UTILITY = "utility", pgettext_lazy("party", "The electricity company")
    COMMUNITY = "community", pgettext_lazy("party", "The community")
    PROPERTY = "property", pgettext_lazy("party", "The property company")
    RESIDENTS = "residents", pgettext_lazy("party", "The residents")
    CONTRACTOR = "contractor", pgettext_lazy("party", "The contractor")
    OWNER = "owner", pgettext_lazy("party", "The owner of the tree")


class Service(models.TextChoices):
    """What a company brings into a home."""

    POWER = "power", pgettext_lazy("service", "Electricity")
    WATER = "water", pgettext_lazy("service", "Water")
    GAS = "gas", pgettext_lazy("service", "Gas")
    HEAT = "heat", pgettext_lazy("service", "Heating")
    OTHER = "other", pgettext_lazy("service", "Something else")


class TakenAt(models.TextChoices):
    """Where a joint case was taken in."""

    COUNTER = "counter", pgettext_lazy("taken at", "At the counter")
    STATION = "station", pgettext_lazy("taken at", "At a rainbow station")
    PHONE = "phone", pgettext_lazy("taken at", "By phone")
    COMMITTEE = "committee", pgettext_lazy("taken at", "Through the committee")


class Share(models.TextChoices):
    """What of a resident may be passed to a company of a joint case."""

    NAME = "name", pgettext_lazy("share", "Name")
    PHONE = "phone", pgettext_lazy("share", "Telephone number")
    ACCOUNT = "account", pgettext_lazy("share", "Account number at that company")
    ANSWERS = "answers", pgettext_lazy("share", "Answers and notes")


class Planted(models.TextChoices):
    """Whether a tree stood before the protection zone was made known."""

    BEFORE = "before", pgettext_lazy("planted", "Before the zone was made known")
    AFTER = "after", pgettext_lazy("planted", "After the zone was made known")
    UNKNOWN = "", pgettext_lazy("planted", "Not known yet")


class Consent(models.TextChoices):
    """What the owner of a tree said."""

    GIVEN = "given", pgettext_lazy("consent", "Agrees")
    REFUSED = "refused", pgettext_lazy("consent", "Does not agree")
    ASKED = "asked", pgettext_lazy("consent", "Told, has not answered")


class Compensation(models.TextChoices):
    """Whether the owner of a tree is paid."""

    UNKNOWN = "", pgettext_lazy("compensation", "Not settled yet")
    NONE = "none", pgettext_lazy("compensation", "None is due")
    OPEN = "open", pgettext_lazy("compensation", "Due, the amount is not agreed")
    AGREED = "agreed", pgettext_lazy("compensation", "Agreed")


class Kept(models.TextChoices):
    """What became of an agreement."""

    OPEN = "", pgettext_lazy("agreement", "In force")
    KEPT = "kept", pgettext_lazy("agreement", "Kept")
    BROKEN = "broken", pgettext_lazy("agreement", "Broken")


class StageKind(models.TextChoices):
    """The stages of a building in a project, in this order."""

    SURVEY = "survey", pgettext_lazy("stage", "Survey")
    NOTICE = "notice", pgettext_lazy("stage", "Notice and access")
    WORKS = "works", pgettext_lazy("stage", "Works")
    CHECK = "check", pgettext_lazy("stage", "Check and switch over")


class Scope(models.TextChoices):
    """How far it reaches, as a caller can tell."""

    HOME = "home", pgettext_lazy("scope", "Only this home")
    UNIT = "unit", pgettext_lazy("scope", "The whole stairwell")
    BUILDING = "building", pgettext_lazy("scope", "The whole building")
    AROUND = "around", pgettext_lazy("scope", "Several buildings")
    UNKNOWN = "unknown", pgettext_lazy("scope", "Not known")


class Outcome(models.TextChoices):
    """How a request ended."""

    UTILITY_SIDE = "utility_side", pgettext_lazy("outcome", "Utility side, repaired")
    CUSTOMER_SIDE = "customer_side", pgettext_lazy("outcome", "Customer side")
    CUSTOMER_SIDE_COURTESY = "customer_side_courtesy", pgettext_lazy("outcome", "Customer side, done as a courtesy")
    NOTHING_FOUND = "nothing_found", pgettext_lazy("outcome", "Nothing found")
    ANSWERED = "answered", pgettext_lazy("outcome", "Answered by phone")
    EXPLAINED = "explained", pgettext_lazy("outcome", "The same facts as before, explained")
    PASSED_ON = "passed_on", pgettext_lazy("outcome", "Passed on to who is responsible")


class OwnerSide(models.TextChoices):
    """On which side of the ownership boundary the cause lay."""

    UTILITY = "utility", pgettext_lazy("ownership", "Before the meter")
    CUSTOMER = "customer", pgettext_lazy("ownership", "After the meter")
    UNKNOWN = "", pgettext_lazy("ownership", "Not known")


class Finding(models.TextChoices):
    """What was found on site."""

    SWITCH = "switch", pgettext_lazy("finding", "Switch after the meter")
    LAMP = "lamp", pgettext_lazy("finding", "Lamp or holder")
    TRIPPED = "tripped", pgettext_lazy("finding", "Breaker tripped")
    INNER_WIRING = "inner_wiring", pgettext_lazy("finding", "Wiring inside the home")
    METER = "meter", pgettext_lazy("finding", "Meter")
    METER_BOX = "meter_box", pgettext_lazy("finding", "Meter box")
    SERVICE_WIRE = "service_wire", pgettext_lazy("finding", "Wire to the meter")
    TRANSFORMER = "transformer", pgettext_lazy("finding", "Transformer")
    FEEDER = "feeder", pgettext_lazy("finding", "Line")
    TREE = "tree", pgettext_lazy("finding", "Branches in the line")
    ARREARS = "arrears", pgettext_lazy("finding", "Bill not paid")
    PLANNED_OUTAGE = "planned_outage", pgettext_lazy("finding", "Planned outage")
    NOTHING = "nothing", pgettext_lazy("finding", "Nothing wrong found")
    OTHER = "other", pgettext_lazy("finding", "Something else")


class CancelReason(models.TextChoices):
    """Why a request is not worked on."""

    DUPLICATE = "duplicate", pgettext_lazy("cancel reason", "Duplicate")
    WITHDRAWN = "withdrawn", pgettext_lazy("cancel reason", "Withdrawn by the caller")
    MISTAKE = "mistake", pgettext_lazy("cancel reason", "Recorded by mistake")


class RoutedBy(models.TextChoices):
    """What a route was found by."""

    BUILDING = "building", pgettext_lazy("routed by", "Building")
    POINT = "point", pgettext_lazy("routed by", "Point on the map")
    WORDS = "words", pgettext_lazy("routed by", "Words only: to the dispatchers")


class ClockKind(models.TextChoices):
    """Promise: an average, never a breach. Law: a limit for each case. Order: the printed limit. Internal: ours."""

    PROMISE = "promise", pgettext_lazy("clock", "Promise")
    LAW = "law", pgettext_lazy("clock", "Law")
    ORDER = "order", pgettext_lazy("clock", "Order")
    INTERNAL = "internal", pgettext_lazy("clock", "Internal")


class Ladder(models.TextChoices):
    """On which side somebody above is told."""

    POWER = "power", pgettext_lazy("ladder", "Electricity")
    COMMUNITY = "community", pgettext_lazy("ladder", "Community")


class ToldWhy(models.TextChoices):
    """Why somebody was told."""

    UNACCEPTED = "unaccepted", pgettext_lazy("told why", "Nobody had accepted")
    SOON = "soon", pgettext_lazy("told why", "Soon late")
    LATE = "late", pgettext_lazy("told why", "Late")


class RemarkKind(models.TextChoices):
    """What words belong to."""

    SAID = "said", pgettext_lazy("remark", "Reported")
    NOTE = "note", pgettext_lazy("remark", "Note")
    DONE = "done", pgettext_lazy("remark", "What was done")
    REASON = "reason", pgettext_lazy("remark", "Reason")
    CALL_BACK = "call_back", pgettext_lazy("remark", "Call-back")
    RATING = "rating", pgettext_lazy("remark", "Rating")


class PhotoKind(models.TextChoices):
    """When a photo was taken. The resident sees their own and those of the finished work."""

    REPORT = "report", pgettext_lazy("photo", "With the report")
    FOUND = "found", pgettext_lazy("photo", "As found")
    DONE = "done", pgettext_lazy("photo", "Done")


class CallBackHow(models.TextChoices):
    """Who asked the resident: a person on the phone, or the private link."""

    PERSON = "person", pgettext_lazy("call-back", "By phone")
    LINK = "link", pgettext_lazy("call-back", "By the link")
    HOTLINE = "hotline", pgettext_lazy("call-back", "By the hotline")


class CallBackResult(models.TextChoices):
    """What the resident said."""

    SOLVED = "solved", pgettext_lazy("call-back", "Solved")
    NOT_SOLVED = "not_solved", pgettext_lazy("call-back", "Not solved")
    NOT_REACHED = "not_reached", pgettext_lazy("call-back", "Not reached")


class OrderMoveKind(models.TextChoices):
    """What a hotline does with its order while we work on it."""

    SUPERVISE = "supervise", pgettext_lazy("order move", "Supervised")
    REMIND = "remind", pgettext_lazy("order move", "Reminded")
    CO_ASSIGN = "co_assign", pgettext_lazy("order move", "Another unit added")
    CLOSE = "close", pgettext_lazy("order move", "Closed")
    EXCLUSION = "exclusion", pgettext_lazy("order move", "Decided whether it counts")


class AppealState(models.TextChoices):
    """Whether an order is counted against us."""

    ASKED = "asked", pgettext_lazy("appeal", "Asked, not decided yet")
    APPROVED = "approved", pgettext_lazy("appeal", "Approved: not counted")
    REFUSED = "refused", pgettext_lazy("appeal", "Refused: counted")


class Sending(models.TextChoices):
    """What became of something sent to another system. Uncertain: cut off in flight, for a person to settle."""

    WAITING = "waiting", pgettext_lazy("sending", "Waiting")
    SENDING = "sending", pgettext_lazy("sending", "On its way")
    SENT = "sent", pgettext_lazy("sending", "Sent")
    REFUSED = "refused", pgettext_lazy("sending", "Refused")
    UNCERTAIN = "uncertain", pgettext_lazy("sending", "Uncertain")
    FAILED = "failed", pgettext_lazy("sending", "Given up")


class SendingKind(models.TextChoices):
    """What is sent to another system."""

    CHANGE = "change", pgettext_lazy("sending", "Change of state")
    RETURN = "return", pgettext_lazy("sending", "Not our duty, with explanation")
    REGISTRY = "registry", pgettext_lazy("sending", "Registry")


class DeltaState(models.TextChoices):
    """What became of a delivery of files."""

    APPLIED = "applied", pgettext_lazy("delivery", "Taken over")
    WAITING = "waiting", pgettext_lazy("delivery", "Waits for a person")
    BAD = "bad", pgettext_lazy("delivery", "Cannot be used")
    DROPPED = "dropped", pgettext_lazy("delivery", "Replaced by a later one")
    APPROVED = "approved", pgettext_lazy("delivery", "Approved, is being taken over")
    REFUSED = "refused", pgettext_lazy("delivery", "Refused by a person")
