"""Events name an organisation by its number, so that each reader has its name in their language.

Those written before have its Japanese name among their facts; it stays there, so going back loses
nothing. Where the name is no longer that of one body alone, it is also what is shown.
"""

import django.db.models.deletion
from django.db import migrations, models

SCREENING_BEGUN = "proposals.screening_begun"


def find_organisations(apps, schema_editor):
    rename_fact(apps, "department", "organisation")
    events = apps.get_model("lifecycle", "Event").objects.filter(facts__has_key="organisation")
    by_name = {}
    for pk, name in apps.get_model("accounts", "Organisation").objects.values_list("pk", "name"):
        by_name.setdefault(name, []).append(pk)
    for event in events.iterator():
        named = by_name.get(event.facts["organisation"], [])
        if len(named) == 1:
            events.filter(pk=event.pk).update(organisation=named[0])


def back_to_names(apps, schema_editor):
    """What was told since has no name among its facts yet."""
    events = apps.get_model("lifecycle", "Event").objects.exclude(organisation=None)
    for event in events.select_related("organisation").iterator():
        event.facts.setdefault("organisation", event.organisation.name)
        event.save(update_fields=["facts"])
    rename_fact(apps, "organisation", "department")


def rename_fact(apps, old, new):
    for event in apps.get_model("lifecycle", "Event").objects.filter(kind=SCREENING_BEGUN):
        if old in event.facts:
            event.facts[new] = event.facts.pop(old)
            event.save(update_fields=["facts"])


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("lifecycle", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="event",
            name="organisation",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.organisation",
            ),
        ),
        migrations.RunPython(find_organisations, back_to_names),
    ]
