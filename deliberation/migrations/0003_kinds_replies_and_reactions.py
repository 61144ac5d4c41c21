import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("accounts", "__first__"),
        ("deliberation", "0002_opinion_maps"),
    ]

    operations = [
        migrations.AddField(
            model_name="contribution",
            name="answers",
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="contribution",
            name="changed_mind_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="contribution",
            name="kind",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "感想・その他"),
                    ("for", "賛成"),
                    ("against", "反対・心配"),
                    ("question", "質問"),
                    ("alternative", "別の案"),
                    ("evidence", "根拠・資料"),
                    ("answer", "市の回答"),
                ],
                max_length=20,
                null=True,
                verbose_name="意見の種類",
            ),
        ),
        migrations.AddField(
            model_name="contribution",
            name="quote",
            field=models.TextField(blank=True, max_length=400, null=True, verbose_name="引用"),
        ),
        migrations.AddField(
            model_name="contribution",
            name="reactions",
            field=models.JSONField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="contribution",
            name="reply_to",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="replies",
                to="deliberation.contribution",
            ),
        ),
        migrations.AddField(
            model_name="historicalcontribution",
            name="answers",
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="historicalcontribution",
            name="changed_mind_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="historicalcontribution",
            name="kind",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "感想・その他"),
                    ("for", "賛成"),
                    ("against", "反対・心配"),
                    ("question", "質問"),
                    ("alternative", "別の案"),
                    ("evidence", "根拠・資料"),
                    ("answer", "市の回答"),
                ],
                max_length=20,
                null=True,
                verbose_name="意見の種類",
            ),
        ),
        migrations.AddField(
            model_name="historicalcontribution",
            name="quote",
            field=models.TextField(blank=True, max_length=400, null=True, verbose_name="引用"),
        ),
        migrations.AddField(
            model_name="historicalcontribution",
            name="reactions",
            field=models.JSONField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="historicalcontribution",
            name="reply_to",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="deliberation.contribution",
            ),
        ),
        migrations.AddField(
            model_name="thread",
            name="against_total",
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="thread",
            name="answer_total",
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="thread",
            name="closed_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="thread",
            name="for_total",
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="thread",
            name="open_question_total",
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="thread",
            name="question_total",
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.AddIndex(
            model_name="contribution",
            index=models.Index(fields=["thread", "kind", "-sequence"], name="contribution_of_kind"),
        ),
        migrations.CreateModel(
            name="Reaction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("thanks", "ありがとう"),
                            ("learned", "参考になった"),
                            ("changed_mind", "考えが変わった"),
                        ],
                        max_length=20,
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "contribution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reactions_of_people",
                        to="deliberation.contribution",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reactions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["user", "contribution"], name="reaction_of_person")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("contribution", "user", "kind"), name="one_reaction_of_a_kind"
                    )
                ],
            },
        ),
    ]
