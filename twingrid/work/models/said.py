"""What people said and showed about a request. Words and names stand in rows that can be erased."""

from django.db import models
from django.db.models import Q

from twingrid.people.models import User
from twingrid.work.choices import CallBackHow, CallBackResult, PhotoKind, RemarkKind
from twingrid.work.models.ticket import Ticket


class Reporter(models.Model):
    """Who reported it: erasable, shown masked, in full only to those who have to call. `answers`: what was answered in
    free words, or for those who call."""

    ticket = models.OneToOneField(Ticket, primary_key=True, on_delete=models.CASCADE, related_name="reporter")
    name = models.CharField(max_length=40, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    answers = models.JSONField(default=dict, db_default={})

    class Meta:
        indexes = [models.Index(fields=("phone",), name="work_reporter_phone", condition=~Q(phone=""))]

    def __str__(self) -> str:
        return str(self.ticket_id)


class Remark(models.Model):
    """Words about a request, pointing to their event in the journal (which holds none). Erasable."""

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="remarks")
    event_id = models.BigIntegerField(null=True, blank=True)
    kind = models.CharField(max_length=10, choices=RemarkKind)
    words = models.CharField(max_length=1000)
    by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=("ticket", "event_id"), name="work_remark_event")]
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.kind}"


class Photo(models.Model):
    """A picture, encoded anew by us (no position, no camera data), in the city's own folder."""

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="photos")
    file = models.FileField(upload_to="tickets", max_length=200)
    kind = models.CharField(max_length=8, choices=PhotoKind)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    event_id = models.BigIntegerField(null=True, blank=True)

    class Meta:
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.kind}"


class CallBack(models.Model):
    """One attempt to hear from the resident whether it is solved."""

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="call_backs")
    round = models.PositiveSmallIntegerField(default=0)
    how = models.CharField(max_length=8, choices=CallBackHow)
    result = models.CharField(max_length=12, choices=CallBackResult)
    by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    event_id = models.BigIntegerField(null=True, blank=True)

    class Meta:
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.result}"


class Rating(models.Model):
    """The resident's original rating of one round. The database refuses to change or delete it."""

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="ratings")
    round = models.PositiveSmallIntegerField(default=0)
    stars = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    event_id = models.BigIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("ticket", "round"), name="work_rating_once"),
            models.CheckConstraint(condition=Q(stars__gte=1, stars__lte=5), name="work_rating_stars"),
        ]
        indexes = [models.Index(fields=("at",), name="work_rating_when")]
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.stars}"


class RatingRevision(models.Model):
    """That a resident changed their mind: stands beside the original, which counts. Who, when; why in the words of its
    event. The database refuses to change or delete it."""

    rating = models.ForeignKey(Rating, on_delete=models.PROTECT, related_name="revisions")
    stars = models.PositiveSmallIntegerField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    event_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(stars__gte=1, stars__lte=5), name="work_ratingrevision_stars"),
            models.UniqueConstraint(fields=("event_id",), name="work_ratingrevision_once"),
        ]
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{self.rating_id} {self.stars}"
