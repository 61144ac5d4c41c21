from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reviews", "0004_accounts_of_a_year"),
    ]

    operations = [
        migrations.AddField(
            model_name="question",
            name="hidden_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="question",
            name="hidden_reason",
            field=models.TextField(blank=True, null=True, verbose_name="非表示にした理由"),
        ),
    ]
