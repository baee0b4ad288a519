"""Made-up answers: places called Aland and Boria, companies that say they are made up."""

from __future__ import annotations

from datetime import date
from fractions import Fraction as F

from orepath.control.answer import Answer, Held, Link, Path, Trigger
from orepath.review.ownership_page.scene import Cited, Entity, RuleWords, Scene
from orepath.vocabulary.language import Text

DAY = date(2030, 7, 1)
ENTITY = "works"
RULE = RuleWords(
    Text("Made-up rule of one quarter", "架空の四分の一規則"),
    Text("government of Aland", "アランド政府"),
    (Cited("Made-up Gazette 1", "F"), Cited("Made-up Handbook 2", "K-hi")),
)


def entity(id_: str, name: str, about: tuple[str, str] = ("company, Boria", "企業、ボリア")) -> Entity:
    return Entity(id_, name, Text(*about))


def entities(*more: Entity) -> dict[str, Entity]:
    known = [
        entity(ENTITY, "Made-up Nickel Works"),
        entity("aland", "Government of Aland", ("government, Aland", "政府、アランド")),
        entity("holding", "Made-up Mineral Resources and Industrial Development Holding of Boria, Limited"),
        entity("fund", "架空資源開発投資事業有限責任組合第二号"),
        entity("trade", "Made-up Trading"),
        *more,
    ]
    return {each.id: each for each in known}


def link(owner: str, owned: str, low: F | str, counted: F | str | None = None, metric="equity", high=None) -> Link:
    low, high = F(low), F(high if high is not None else low)
    counted = F(counted) if counted is not None else F(1) if low >= F(1, 2) else high
    return Link(owner, owned, metric, low, high, counted, f"made-up.csv, row {len(owner) + len(owned)}")


def path(*links: Link, low: F | None = None) -> Path:
    adds = F(1)
    for each in links:
        adds *= each.counted
    return Path(links, Held(adds if low is None else low, adds))


def answer(paths, controlled: bool | None = True, by=("aland",), **more) -> Answer:
    paths = tuple(sorted(paths, key=lambda each: -each.adds.high))
    held = Held(sum((p.adds.low for p in paths), F(0)), sum((p.adds.high for p in paths), F(0)))
    trigger = Trigger(
        "quarter", "equity", held, F(1, 4), controlled, Text("A quarter of the equity.", "持分の四分の一。")
    )
    given = {
        "metrics": {"equity": held},
        "integrated": {"equity": {"aland": held.low}},
        "majority": (),
        "not_examined": (Text("Contracts that give effective control.", "実効的な支配を与える契約。"),),
        "triggers": (trigger,),
        **more,
    }
    return Answer(ENTITY, "made-up", DAY, False, controlled, tuple(by), paths=paths, **given)


def scene(paths, *more: Entity, **answered) -> Scene:
    return Scene(answer(paths, **answered), RULE, entities(*more))


def two_tiers() -> Scene:
    """A government through a holding of which it has more than half, and through a fund, besides a stake of its own."""
    return scene(
        [
            path(link("aland", "holding", "3/5"), link("holding", ENTITY, "3/10")),
            path(link("aland", "fund", "1/4"), link("fund", ENTITY, "2/5")),
            path(link("aland", ENTITY, "1/20")),
        ]
    )


def unknown() -> Scene:
    """Somebody unknown has part of the holding, and a stake is known only within bounds."""
    return scene(
        [
            path(link("aland", "holding", "1/5", high="2/5"), link("holding", ENTITY, "1/3"), low=F(1, 15)),
            path(link("unknown", "holding", "1/4"), link("holding", ENTITY, "1/3"), low=F(0)),
            path(link("unknown", ENTITY, "1/10"), low=F(0)),
            path(link("aland", ENTITY, "1/8", metric="seats")),
        ],
        controlled=None,
        by=(),
    )


def cycle() -> Scene:
    """Holding and fund have shares of each other."""
    return scene(
        [
            path(link("aland", "holding", "3/5"), link("holding", ENTITY, "3/10")),
            path(link("aland", "holding", "3/5"), link("holding", "fund", "1/5"), link("fund", ENTITY, "2/5")),
            path(link("aland", "fund", "1/4"), link("fund", ENTITY, "2/5")),
            path(link("aland", "fund", "1/4"), link("fund", "holding", "1/10"), link("holding", ENTITY, "3/10")),
        ]
    )


def wide(count: int = 40) -> Scene:
    """One government through many companies, of which only some can be drawn by name."""
    companies = [entity(f"c{n:02}", f"Made-up Company {n}") for n in range(count)]
    paths = [
        path(link("aland", each.id, F(1, 2)), link(each.id, ENTITY, F(n + 1, 1000))) for n, each in enumerate(companies)
    ]
    return scene(paths, *companies, left_out=7)


def deep(count: int = 24) -> Scene:
    """Two governments at the top of layers in which each company has stakes in several of the next."""
    named = [entity(f"d{n:02}", f"Made-up Layered Holding {n}") for n in range(count)]
    paths = []
    for n in range(count):
        links = [link("aland" if n % 2 else "boria", f"d{n:02}", F(1, 3))]
        at = n
        while at >= 6:
            after = (at * 7 + n) % (at - at % 6) if at % 6 else at - 6
            links.append(
                link(f"d{at:02}", f"d{after:02}", F(1 + (at + n) % 3, 4), metric="votes" if n % 5 == 0 else "equity")
            )
            at = after
        paths.append(path(*links, link(f"d{at:02}", ENTITY, F(1, 7))))
    return scene(paths, *named, entity("boria", "Government of Boria", ("government, Boria", "政府、ボリア")))


SCENES = {"two-tiers": two_tiers, "unknown": unknown, "cycle": cycle, "wide": wide, "deep": deep}
