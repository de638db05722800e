from django.db import migrations

#: The usual colours of before, and those of today.
COLOURS = {"brand_colour": ("#0a4b78", "#1b4079"), "accent_colour": ("#b8151b", "#b3202a")}


def take_usual_colours(apps, schema_editor):
    """Give today's usual colours to sites that have chosen none."""
    settings = apps.get_model("home", "PortalSettings").objects
    for name, (before, now) in COLOURS.items():
        settings.filter(**{name: before}).update(**{name: now})


def take_colours_of_before(apps, schema_editor):
    """Give the usual colours of before to sites that have chosen none."""
    settings = apps.get_model("home", "PortalSettings").objects
    for name, (before, now) in COLOURS.items():
        settings.filter(**{name: now}).update(**{name: before})


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0002_look"),
    ]

    operations = [
        migrations.RunPython(take_usual_colours, take_colours_of_before),
    ]
