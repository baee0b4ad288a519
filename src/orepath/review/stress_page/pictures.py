"""The pictures of an answer: for the page at two widths, and as files that stand by themselves."""

from __future__ import annotations

from dataclasses import dataclass

from orepath.review.stress_page.coordination import coordination
from orepath.review.stress_page.drawing import drawn, headed
from orepath.review.stress_page.filling import filling
from orepath.review.stress_page.maps import maps
from orepath.review.stress_page.quarters import quarters
from orepath.review.stress_page.scene import Scene, slug
from orepath.review.stress_page.sentences import capital, horizon, joined
from orepath.review.stress_page.texts import say
from orepath.review.stress_page.timepath import timepath
from orepath.review.stress_page.tornado import moving, tornado
from orepath.review.trace_page.frame import FRAMES, WIDE, Frame
from orepath.stress.answer import Result
from orepath.stress.words import said
from orepath.tracing.words import mineral_text
from orepath.vocabulary.language import Lang, Text
from orepath.vocabulary.places import place_text


@dataclass(frozen=True)
class Picture:
    """A picture there is: its kind, and the mineral it is of where it is of one."""

    kind: str
    mineral: str = ""

    @property
    def id(self) -> str:
        """What it is called in the page and in names of files."""
        return f"{self.kind}-{slug(self.mineral)}" if self.mineral else self.kind


def pictures(scene: Scene) -> list[Picture]:
    """The pictures there are: none of what is not lost."""
    if not scene.touched:
        return []
    found = [Picture("coordination"), Picture("map")]
    for mineral in scene.minerals:
        results = _results(scene, mineral)
        found += [Picture("path", mineral)] if any(each.path for each in results) else []
        found += [Picture("quarters", mineral)] if any(each.periods for each in results) else []
        together = [part for each in results for part in each.filled if part.case == "coordinated" and part.mass_t > 0]
        found += [Picture("filling", mineral)] if together else []
        found += [Picture("tornado", mineral)] if any(moving(each) for each in results) else []
    return found


def _results(scene: Scene, mineral: str) -> list[Result]:
    return [each for each in scene.touched if each.mineral == mineral]


def _parts(scene: Scene, picture: Picture, lang: Lang, frame: Frame) -> tuple[list[str], float]:
    results = _results(scene, picture.mineral) if picture.mineral else scene.touched
    if picture.kind == "coordination":
        return coordination(results, lang, frame)
    if picture.kind == "map":
        return maps(scene.found, lang, frame)
    if picture.kind == "path":
        return timepath(results, scene.found, lang, frame)
    of_mineral = {"quarters": quarters, "filling": filling, "tornado": tornado}
    return of_mineral[picture.kind](results, lang, frame)


def on_page(scene: Scene, picture: Picture, lang: Lang) -> list[tuple[str, str]]:
    """A picture at each width: the frame's name and the SVG."""
    found = []
    for frame in FRAMES:
        parts, height = _parts(scene, picture, lang, frame)
        found.append((frame.name, drawn(parts, frame.width, height, alt(scene, picture).in_(lang))))
    return found


def as_file(scene: Scene, picture: Picture, lang: Lang) -> str:
    """A picture with its title and what must be known of it."""
    parts, height = _parts(scene, picture, lang, WIDE)
    foot = [lead(picture).in_(lang), *(each.in_(lang) for each in notes(scene))]
    parts, height = headed(parts, WIDE.width, height, title(picture).in_(lang), foot)
    return drawn(parts, WIDE.width, height, alt(scene, picture).in_(lang))


def title(picture: Picture) -> Text:
    """What a picture is called."""
    return say(f"{picture.kind}_title", mineral=_mineral(picture))


def lead(picture: Picture) -> Text:
    """How a picture is read."""
    return say(f"{picture.kind}_lead")


def alt(scene: Scene, picture: Picture) -> Text:
    """What a picture shows, in words."""
    parties = joined([place_text(place) for place in scene.found.parties])
    minerals = joined([mineral_text(mineral) for mineral in scene.minerals])
    return say(f"{picture.kind}_alt", mineral=_mineral(picture), parties=parties, minerals=minerals)


def notes(scene: Scene) -> list[Text]:
    """What stands under a picture that stands by itself: of what it is, and that it is no forecast."""
    return [say("foot", title=scene.found.title, horizon=horizon(scene.found)), said("caution")]


def _mineral(picture: Picture) -> Text:
    return capital(mineral_text(picture.mineral)) if picture.mineral else Text("", "")
