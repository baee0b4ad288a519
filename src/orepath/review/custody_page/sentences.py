"""What a ledger says in sentences: the headline, what was checked, and what could not be."""

from __future__ import annotations

from orepath.custody.books.columns import MADE, TAKEN
from orepath.custody.books.models import models
from orepath.review.custody_page.scene import Scene
from orepath.review.custody_page.texts import joined, say
from orepath.vocabulary.language import Text


def headline(scene: Scene) -> Text:
    """How many lots, events and violations there are, and under which model claims were booked."""
    ledger = scene.ledger
    violations = len(ledger.violations)
    lots, events = say("lots", count=scene.count), say("events", count=ledger.columns.events)
    found = say("violations_found", count=violations) if violations else say("violations_none")
    return say("headline", lots=lots, events=events, violations=found, model=models()[ledger.model].name)


def checked(scene: Scene) -> list[Text]:
    """What was checked and stands, without saying more than that."""
    ledger = scene.ledger
    if not ledger.columns.events:
        return [say("checked_documents")] if ledger.facts else []
    transformed = ledger.transformed
    count, unknown = transformed.count, unknown_steps(scene)
    stated = sum(1 for number in transformed.yields if transformed.in_[number] >= 0 and transformed.out[number] >= 0)
    measured = len(scene.lots) - len(scene.containers) - len(unmeasured(scene)) - len(opening(scene))
    found = [say("checked_stock", count=measured)] if scene.lots else []
    if count:
        found.append(say("checked_steps", count=count - unknown))
    if count - unknown:
        key = "checked_yield" if 0 < stated < count - unknown else "yield_all" if stated else "yield_none"
        found.append(say(key, stated=stated, unstated=count - unknown - stated))
    found.append(say("checked_rest"))
    found.append(say("checked_claims", count=len(ledger.granted())) if ledger.columns.claims else say("no_claims"))
    return found


def unchecked(scene: Scene) -> list[Text]:
    """What could not be checked, counted."""
    ledger = scene.ledger
    counted = [
        ("unknown_steps", unknown_steps(scene)),
        ("one_sided", one_sided(scene)),
        ("unmeasured", len(unmeasured(scene))),
        ("opening", len(opening(scene))),
        ("eventless", len(scene.eventless)),
        ("unread_count", len(ledger.unread)),
    ]
    found = [say(key, count=count) for key, count in counted if count]
    return [*found, say("true_world")]


def unknown_steps(scene: Scene) -> int:
    """How many transformations could not be checked whole: the mass of something in them is not known."""
    return scene.ledger.unchecked()["transformations"]


def one_sided(scene: Scene) -> int:
    """How many transformations have nothing that went in, or nothing that came out, on record."""
    steps, columns = scene.steps, scene.columns
    sides = [set(steps[(steps >= 0) & (columns.role == role)].tolist()) for role in (TAKEN, MADE)]
    return scene.ledger.transformed.count - len(sides[0] & sides[1])


def unmeasured(scene: Scene) -> list[int]:
    """The lots whose stock could not be checked: some amount is not said, or none is."""
    held = scene.ledger.held
    known = (held.measured & (held.dimension >= 0)).tolist()
    return [lot for lot in scene.lots if not known[lot] and lot not in scene.containers]


def opening(scene: Scene) -> list[int]:
    """The lots from outside the record of which nothing is said to have come in: what was taken was taken as there."""
    silent = scene.containers.union(unmeasured(scene))
    open_ = scene.ledger.held.open_.tolist()
    return [lot for lot in scene.lots if open_[lot] and lot not in silent]


def set_aside(scene: Scene) -> list[Text]:
    """Events that do not count, or count in part."""
    sifted = scene.ledger.sifted
    counted = [
        ("in_error_count", len(sifted.in_error)),
        ("repeated_count", sifted.repeated),
        ("disputed_count", int(sifted.disputed.sum())),
    ]
    return [say(key, count=count) for key, count in counted if count] or [say("nothing_set_aside")]


def not_found(scene: Scene) -> Text:
    """That nothing was found, in words that say no more than that."""
    if not scene.columns.events:
        return say("nothing_there")
    open_ = unknown_steps(scene) + one_sided(scene) + len(unmeasured(scene)) + len(opening(scene))
    open_ += len(scene.eventless) + len(scene.ledger.unread)
    return joined([say("nothing_found"), say("nothing_found_but") if open_ else say("nothing_found_whole")], " ", "")
