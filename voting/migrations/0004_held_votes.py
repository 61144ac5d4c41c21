import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "__first__"),
        ("voting", "0003_roll"),
    ]

    operations = [
        migrations.AddField(
            model_name="ballotgroup",
            name="electorate",
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="electorate",
            name="weight",
            field=models.DecimalField(
                blank=True, decimal_places=2, max_digits=5, null=True, verbose_name="重み（%）"
            ),
        ),
        migrations.CreateModel(
            name="HeldVote",
            fields=[
                (
                    "election",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="held",
                        serialize=False,
                        to="voting.election",
                    ),
                ),
                ("name", models.CharField(max_length=100, unique=True)),
                ("is_mock", models.BooleanField(default=False, verbose_name="模擬投票")),
                ("limit", models.PositiveIntegerField(default=0)),
                ("points", models.PositiveIntegerField(blank=True, null=True)),
                ("quotas", models.JSONField(blank=True, default=list)),
                ("area_rule", models.CharField(blank=True, max_length=200)),
                ("threshold", models.PositiveSmallIntegerField()),
                ("mixes", models.PositiveSmallIntegerField()),
                ("anonymity_minimum", models.PositiveIntegerField()),
                ("registrar_key", models.CharField(blank=True, max_length=64)),
                ("registrar_signature", models.CharField(blank=True, max_length=128)),
                ("credentials", models.CharField(blank=True, max_length=64)),
                ("log_key", models.CharField(blank=True, max_length=64)),
                ("definition", models.BinaryField(blank=True, null=True)),
                (
                    "fingerprint",
                    models.CharField(blank=True, max_length=64, null=True, unique=True),
                ),
                ("result", models.BinaryField(blank=True, null=True)),
                (
                    "registrar",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="TrusteeSeat",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("token_sha256", models.CharField(blank=True, max_length=64)),
                (
                    "held",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="seats",
                        to="voting.heldvote",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["held", "number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("held", "number"), name="one_trustee_per_number"
                    ),
                    models.UniqueConstraint(fields=("held", "person"), name="one_seat_per_trustee"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Credential",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("electorate", models.PositiveSmallIntegerField()),
                ("key", models.CharField(max_length=64)),
                (
                    "held",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="credential_rows",
                        to="voting.heldvote",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("held", "key"), name="a_credential_is_listed_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="LogEntry",
            fields=[
                ("leaf", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("kind", models.PositiveSmallIntegerField()),
                ("encoded", models.BinaryField()),
                ("tracker", models.CharField(max_length=64, null=True)),
                ("counter", models.PositiveSmallIntegerField(null=True)),
                (
                    "credential",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="voting.credential",
                    ),
                ),
                (
                    "held",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="voting.heldvote",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("tracker",), name="one_entry_per_tracker"),
                    models.UniqueConstraint(
                        fields=("credential", "counter"), name="one_ballot_per_counter"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("counter", None)),
                        fields=("credential",),
                        name="a_credential_is_excluded_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SeenElement",
            fields=[
                ("element", models.BinaryField(max_length=32, primary_key=True, serialize=False)),
            ],
        ),
        migrations.CreateModel(
            name="Place",
            fields=[
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="place",
                        serialize=False,
                        to="voting.logentry",
                    ),
                ),
                ("index", models.PositiveIntegerField()),
                (
                    "held",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="places",
                        to="voting.heldvote",
                    ),
                ),
            ],
            options={
                "ordering": ["held", "index"],
                "constraints": [
                    models.UniqueConstraint(fields=("held", "index"), name="one_entry_per_place")
                ],
            },
        ),
        migrations.CreateModel(
            name="LogNode",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("level", models.PositiveSmallIntegerField()),
                ("index", models.PositiveIntegerField()),
                ("root", models.CharField(max_length=64)),
                (
                    "held",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="nodes",
                        to="voting.heldvote",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("held", "level", "index"), name="one_root_per_node"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="LogHead",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("size", models.PositiveIntegerField()),
                ("root", models.CharField(max_length=64)),
                ("signature", models.CharField(max_length=128)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "held",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="heads",
                        to="voting.heldvote",
                    ),
                ),
            ],
            options={
                "ordering": ["held", "size"],
                "constraints": [
                    models.UniqueConstraint(fields=("held", "size"), name="one_head_per_size")
                ],
            },
        ),
        migrations.CreateModel(
            name="Challenges",
            fields=[
                (
                    "credential",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="challenges",
                        serialize=False,
                        to="voting.credential",
                    ),
                ),
                ("count", models.PositiveSmallIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="BoardFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=60)),
                ("attempt", models.PositiveSmallIntegerField(default=0)),
                ("trustee", models.PositiveSmallIntegerField(null=True)),
                ("size", models.PositiveBigIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "held",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="board_files",
                        to="voting.heldvote",
                    ),
                ),
            ],
            options={
                "ordering": ["held", "at", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("held", "name", "attempt"), name="one_file_per_name_and_attempt"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="BoardPart",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("octets", models.BinaryField()),
                (
                    "file",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parts",
                        to="voting.boardfile",
                    ),
                ),
            ],
            options={
                "ordering": ["file", "number"],
                "constraints": [
                    models.UniqueConstraint(fields=("file", "number"), name="one_part_per_number")
                ],
            },
        ),
        migrations.CreateModel(
            name="BoardRefusal",
            fields=[
                (
                    "file",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="refusal",
                        serialize=False,
                        to="voting.boardfile",
                    ),
                ),
                ("check_name", models.CharField(max_length=40)),
                ("where", models.TextField()),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
        ),
        migrations.CreateModel(
            name="BoardVerified",
            fields=[
                (
                    "file",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="verified",
                        serialize=False,
                        to="voting.boardfile",
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
        ),
        migrations.CreateModel(
            name="Tally",
            fields=[
                (
                    "held",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="tally",
                        serialize=False,
                        to="voting.heldvote",
                    ),
                ),
                ("task_id", models.CharField(blank=True, max_length=64)),
                ("step", models.CharField(blank=True, max_length=20)),
                ("done", models.PositiveIntegerField(default=0)),
                ("problem", models.TextField(blank=True)),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
        ),
    ]
