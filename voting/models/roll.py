"""Who may vote: the bodies that do, and the roll of each, which dies after the time for appeals.

No row here is ever exported, shown in a list or by an API: a clerk looks one up at a time.
"""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.common.names import NamedInBoth
from voting.eligibility import Person, Reckoning, Rule
from voting.models.elections import Election
from voting.names import EXCLUSION_NAMES, RECKONING_NAMES


class Electorate(NamedInBoth):
    """A body that votes: residents, a committee, those of a survey; and who of its roll may.

    `code` names it in the roll's file and in the definition. What is empty is not asked for:
    a committee has neither age nor area. `merged_with` is that of the definition, and `weight`, in
    percent, that of the counting rule where several electorates vote.
    """

    election = models.ForeignKey(Election, models.PROTECT, related_name="electorates")
    position = models.PositiveSmallIntegerField()
    code = models.SlugField(max_length=40)
    minimum_age = models.PositiveSmallIntegerField(_("年齢の下限"), null=True, blank=True)
    age_on = models.DateField(_("年齢を数える日"), null=True, blank=True)
    reckoning = models.CharField(
        max_length=10,
        choices=[(r.value, n) for r, n in RECKONING_NAMES.items()],
        default=Reckoning.STATUTORY,
    )
    municipality_code = models.CharField(max_length=5, blank=True)
    ward_codes = models.JSONField(default=list, blank=True)
    resident_on = models.DateField(_("住所を見る日"), null=True, blank=True)
    merged_with = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merging"
    )

    weight = models.DecimalField(
        _("重み（%）"), max_digits=5, decimal_places=2, null=True, blank=True
    )

    class Meta:
        ordering = ["election", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["election", "position"], name="one_electorate_per_position"
            ),
            models.UniqueConstraint(fields=["election", "code"], name="one_electorate_per_code"),
            models.CheckConstraint(
                condition=models.Q(minimum_age=None, age_on=None)
                | models.Q(minimum_age__isnull=False, age_on__isnull=False),
                name="an_age_is_asked_for_at_a_day",
            ),
        ]

    @property
    def rule(self) -> Rule:
        return Rule(
            self.minimum_age,
            self.age_on,
            Reckoning(self.reckoning),
            self.municipality_code,
            frozenset(self.ward_codes),
            self.resident_on,
        )


class Roll(models.Model):
    """The roll of one vote. `registrar_key`: what keys are sealed to that people register online.

    Once it was handed over to the registrar nobody registers any more, and it stays as it is.
    """

    election = models.OneToOneField(Election, models.PROTECT, primary_key=True, related_name="roll")
    size = models.PositiveIntegerField(default=0)
    file_sha256 = models.CharField(max_length=64, blank=True)
    imported_at = models.DateTimeField(null=True, blank=True)
    registrar_key = models.CharField(max_length=512, blank=True)
    registration_opens_at = models.DateTimeField(null=True, blank=True)
    registration_closes_at = models.DateTimeField(null=True, blank=True)
    handed_over_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(registration_opens_at=None)
                | models.Q(registration_closes_at=None)
                | models.Q(registration_opens_at__lt=models.F("registration_closes_at")),
                name="registration_opens_before_it_closes",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.election_id}: {self.size}"


class RollEntryQuerySet(models.QuerySet["RollEntry"]):
    def of(self, election: Election) -> Self:
        return self.filter(election=election)


class RollEntry(models.Model):
    """One person on the roll of one vote, under the city's number for them.

    `name` and `address` are for the postcard and to find who proved their identity online, `kana`
    for the counter alone; each may be left out of the file.
    """

    election = models.ForeignKey(Election, models.PROTECT, related_name="+")
    electorate = models.ForeignKey(Electorate, models.PROTECT, related_name="entries")
    voter_no = models.CharField(max_length=40)
    municipality_code = models.CharField(max_length=5, blank=True)
    ward_code = models.CharField(max_length=5, blank=True)
    birth_date = models.DateField()
    postal_code = models.CharField(max_length=7, blank=True)
    kana = models.CharField(max_length=100, blank=True)
    name = models.CharField(max_length=100, blank=True)
    address = models.CharField(max_length=200, blank=True)
    resident_since = models.DateField(null=True, blank=True)
    resident_until = models.DateField(null=True, blank=True)
    exclusion = models.CharField(
        max_length=20, blank=True, choices=[(e.value, n) for e, n in EXCLUSION_NAMES.items()]
    )

    objects = RollEntryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["election", "voter_no"], name="one_roll_entry_per_number"
            ),
        ]
        indexes = [models.Index(fields=["election", "birth_date"], name="roll_by_birth_date")]

    def __str__(self) -> str:
        return f"{self.election_id}: {self.pk}"

    @property
    def person(self) -> Person:
        return Person(
            self.birth_date,
            self.municipality_code,
            self.ward_code,
            self.resident_since,
            self.resident_until,
            bool(self.exclusion),
        )
