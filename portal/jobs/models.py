"""The workers that are alive: who does not say so any more has lost their tasks."""

from datetime import timedelta
from typing import Self

from django.db import models
from django.utils import timezone

# A worker says that it is alive every few seconds; one that was silent for this long is not.
LEASE = timedelta(seconds=60)


class WorkerQuerySet(models.QuerySet["Worker"]):
    def alive(self) -> Self:
        return self.filter(beat_at__gte=timezone.now() - LEASE)

    def silent(self) -> Self:
        return self.filter(beat_at__lt=timezone.now() - LEASE)


class Worker(models.Model):
    """A worker process, until it ends or falls silent."""

    id = models.CharField(primary_key=True, max_length=64)
    started_at = models.DateTimeField(default=timezone.now)
    beat_at = models.DateTimeField(default=timezone.now)

    objects = WorkerQuerySet.as_manager()

    def __str__(self) -> str:
        return self.id
