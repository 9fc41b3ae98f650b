"""Who answers at a moment, and what a statement of coverage says of a day."""

from twingrid.coverage.rules.answering import Answering, Duty, Person, Team, Why, who_answers

__all__ = ["Answering", "Duty", "Person", "Team", "Why", "who_answers"]
