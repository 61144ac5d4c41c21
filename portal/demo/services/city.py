"""What the demo city has become so far, by the keys of its texts."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from portal.accounts.models import Organisation, User
from portal.demo.calendar import Calendar
from portal.demo.services.story import Story
from portal.evidence.models import DataSet
from portal.lifecycle.models import Cycle, Item
from portal.registers.models import Area, Theme
from proposals.models import Cluster, CoAuthor, Proposal, Report
from reviews.models import Commitment, Indicator, Project, ReviewSession


@dataclass
class City:
    calendar: Calendar
    people: dict[str, User] = field(default_factory=dict)
    organisations: dict[str, Organisation] = field(default_factory=dict)
    cycles: dict[str, Cycle] = field(default_factory=dict)
    reports: dict[str, Report] = field(default_factory=dict)
    clusters: dict[str, Cluster] = field(default_factory=dict)
    proposals: dict[str, Proposal] = field(default_factory=dict)
    co_authors: dict[tuple[str, str], CoAuthor] = field(default_factory=dict)
    data_sets: dict[str, DataSet] = field(default_factory=dict)
    # Of voting only its services and the rows they give are known here, not its tables.
    elections: dict[str, Any] = field(default_factory=dict)
    projects: dict[str, Project] = field(default_factory=dict)
    indicators: dict[str, Indicator] = field(default_factory=dict)
    sessions: dict[str, ReviewSession] = field(default_factory=dict)
    commitments: dict[str, Commitment] = field(default_factory=dict)
    carried: list[Item] = field(default_factory=list)

    @cached_property
    def story(self) -> Story:
        return Story(self.calendar)

    @cached_property
    def areas(self) -> dict[str, Area]:
        return {area.code: area for area in Area.objects.of_this_city()}

    @cached_property
    def themes(self) -> dict[str, Theme]:
        return {theme.slug: theme for theme in Theme.objects.all()}

    @property
    def administrator(self) -> User:
        return self.people["administrator"]

    def representative_of(self, organisation: str) -> User:
        return self.people[self.representatives[organisation]]

    representatives: dict[str, str] = field(default_factory=dict)
