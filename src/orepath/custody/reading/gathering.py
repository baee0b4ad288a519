"""What a document gives, while it is read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from orepath.custody.document import Document, LotFacts, Site
from orepath.custody.event import Event
from orepath.custody.reading.epcis_event import event_of
from orepath.custody.reading.field import Notes, Part
from orepath.errors import Fault, InputError, fault


@dataclass
class Gathered:
    """The facts of one file, in their order, each once.

    Parameters
    ----------
    faults
        What makes the document useless; if there is any, none of it is kept.
    """

    file: str
    format: str
    lots: list[LotFacts] = field(default_factory=list)
    sites: list[Site] = field(default_factory=list)
    passports: list[dict[str, object]] = field(default_factory=list)
    declarations: list[dict[str, object]] = field(default_factory=list)
    plain: list[tuple[dict[str, object], str]] = field(default_factory=list)
    notes: Notes = field(default_factory=Notes)
    faults: list[Fault] = field(default_factory=list)
    _kept: set[LotFacts | Site] = field(default_factory=set)

    def root(self, value: object, path: str = "") -> Part:
        """The whole document as a part of itself."""
        return Part(value, path, self.file, self.notes)

    def lot(self, found: LotFacts) -> None:
        """Keep what is said of a lot, unless the same was said before."""
        if self._is_new(replace(found, where="")):
            self.lots.append(found)

    def event(self, found: dict[str, object], where: str) -> None:
        """Keep an event in the shape of EPCIS, for `orepath.custody.reading` to read as one."""
        self.plain.append((found, where))

    def site(self, found: Site) -> None:
        """Keep what is said of a site, unless the same was said before; a site without an identifier is none."""
        if found.id and self._is_new(replace(found, where="")):
            self.sites.append(found)

    def _events(self) -> Iterator[Event]:
        for said, where in self.plain:
            found = event_of(said, where)
            if isinstance(found, Event):
                yield found
            else:
                self.faults.extend(found)

    def _is_new(self, said: LotFacts | Site) -> bool:
        before = len(self._kept)
        self._kept.add(said)
        return len(self._kept) > before

    def lacks(self, part: Part) -> None:
        """A field without which the document says nothing."""
        self.faults.append(fault("custody_field_missing", part.where))

    def document(self) -> Document:
        """The document.

        Raises
        ------
        InputError
            With every fault, where there is one.
        """
        events = tuple(self._events())
        if self.faults:
            raise InputError(self.faults)
        return Document(
            file=self.file,
            format=self.format,
            events=lambda: iter(events),
            lots=tuple(self.lots),
            sites=tuple(self.sites),
            passports=tuple(self.passports),
            declarations=tuple(self.declarations),
            unread=self.notes.all(self.file),
        )
