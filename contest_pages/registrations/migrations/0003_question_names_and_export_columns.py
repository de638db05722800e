"""A name once per form, and the columns of exports."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def tell_questions_apart(apps, _schema_editor):
    """Give a question whose name another question of the form has before it a name of its own."""
    questions = apps.get_model("contest_registrations", "RegistrationField").objects
    used = {}
    for question in questions.exclude(clean_name="").order_by("page_id", "sort_order", "pk"):
        names = used.setdefault(question.page_id, set())
        if not names:
            names.update(questions.filter(page=question.page_id).values_list("clean_name", flat=True))
            seen = set()
        if question.clean_name in seen:
            number = 2
            while f"{question.clean_name}_{number}" in names:
                number += 1
            question.clean_name = f"{question.clean_name}_{number}"
            names.add(question.clean_name)
            question.save(update_fields=["clean_name"])
        seen.add(question.clean_name)


class Migration(migrations.Migration):
    dependencies = [
        ("contest_contests", "0001_initial"),
        ("contest_registrations", "0002_birth_year"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(tell_questions_apart, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="registrationfield",
            constraint=models.UniqueConstraint(
                condition=models.Q(("clean_name", ""), _negated=True),
                fields=("page", "clean_name"),
                name="contest_question_name_once_per_page",
            ),
        ),
        migrations.CreateModel(
            name="ExportColumns",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("columns", models.JSONField(default=list, verbose_name="columns")),
                (
                    "contest",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="contest_contests.contestpage",
                        verbose_name="contest",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="user",
                    ),
                ),
            ],
            options={
                "verbose_name": "columns of an export",
                "verbose_name_plural": "columns of exports",
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("user", "contest"), name="contest_export_columns_once_per_user_and_contest"
                    )
                ],
            },
        ),
    ]
