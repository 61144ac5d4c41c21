import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("deliberation", "0003_kinds_replies_and_reactions"),
        ("lifecycle", "0002_event_organisation"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Case",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=20)),
                ("number", models.PositiveBigIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "確認待ち"),
                            ("kept", "そのまま表示"),
                            ("hidden", "非表示"),
                            ("appealed", "異議の確認待ち"),
                            ("upheld", "異議のあとも非表示"),
                            ("shown", "表示に戻した"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("opened_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("waiting_since", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="lifecycle.item",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["state", "-waiting_since"], name="case_in_queue")],
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "number"), name="one_case_a_thing")
                ],
            },
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "deed",
                    models.CharField(
                        choices=[
                            ("hide", "非表示にする"),
                            ("keep", "そのまま表示する"),
                            ("show", "もう一度表示する"),
                            ("uphold", "異議を認めない（非表示のまま）"),
                            ("grant", "異議を認める（表示に戻す）"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[("moderator", "投稿管理者"), ("opener", "意見の地図を開いた人")],
                        max_length=20,
                    ),
                ),
                (
                    "ground",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("personal", "個人の情報が書かれている"),
                            ("abuse", "人を傷つける・差別する言葉がある"),
                            ("advertising", "宣伝や、同じことのくり返し"),
                            ("unlawful", "法律に反するおそれがある"),
                            ("off_topic", "話題に関係がない"),
                            ("other", "そのほか"),
                            ("word", "確認する言葉が含まれている（自動）"),
                            ("link", "新しいアカウントがリンクを書いた（自動）"),
                        ],
                        max_length=20,
                    ),
                ),
                ("reason", models.TextField(max_length=500, verbose_name="理由")),
                ("waited_minutes", models.PositiveIntegerField(null=True)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "actor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="deliberation.case",
                    ),
                ),
                (
                    "looks_at",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="looked_at_by",
                        to="deliberation.decision",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["-at", "-id"], name="decision_by_time")],
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Appeal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField(max_length=1000, verbose_name="異議の理由")),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "decision",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appeal",
                        to="deliberation.decision",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Flag",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "ground",
                    models.CharField(
                        choices=[
                            ("personal", "個人の情報が書かれている"),
                            ("abuse", "人を傷つける・差別する言葉がある"),
                            ("advertising", "宣伝や、同じことのくり返し"),
                            ("unlawful", "法律に反するおそれがある"),
                            ("off_topic", "話題に関係がない"),
                            ("other", "そのほか"),
                            ("word", "確認する言葉が含まれている（自動）"),
                            ("link", "新しいアカウントがリンクを書いた（自動）"),
                        ],
                        max_length=20,
                        verbose_name="理由の種類",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="説明")),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="flags",
                        to="deliberation.case",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["at"], name="flag_by_time")],
                "constraints": [
                    models.UniqueConstraint(fields=("case", "person"), name="one_flag_per_person")
                ],
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="ModerationRules",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "new_account_days",
                    models.PositiveSmallIntegerField(verbose_name="新しいアカウントとみなす日数"),
                ),
                (
                    "new_account_posts",
                    models.PositiveSmallIntegerField(verbose_name="24時間に書ける件数"),
                ),
                ("watches_links", models.BooleanField(verbose_name="リンクを含む投稿を確認する")),
                ("refused_words", models.TextField(blank=True, verbose_name="受け付けない言葉")),
                ("watched_words", models.TextField(blank=True, verbose_name="確認する言葉")),
                ("reason", models.TextField(max_length=500, verbose_name="変える理由")),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "actor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
            },
        ),
    ]
