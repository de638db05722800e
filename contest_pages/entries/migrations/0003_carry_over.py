from django.db import migrations
from django.db.models import F, OuterRef, Subquery
from django.utils import timezone


def carry_over(apps, schema_editor):
    """Give earlier entries what they have under another name: time, unit, place of the file, a job."""
    Entry = apps.get_model("contest_entries", "Entry")
    Video = apps.get_model("contest_entries", "VideoAsset")
    Job = apps.get_model("contest_entries", "VideoJob")
    Registration = apps.get_model("contest_registrations", "Registration")
    units = Registration.objects.filter(pk=OuterRef("registration")).values("unit")[:1]
    Entry.objects.filter(handed_in_at=None).update(handed_in_at=F("created_at"), unit=Subquery(units))
    taken = set()
    counted = Entry.objects.exclude(state__in=["withdrawn", "failed", "checking"]).order_by("pk")
    for contest, video, sha256 in counted.values_list("contest", "video", "video__sha256").iterator():
        place = f"{contest}:{sha256}"
        if sha256 and place not in taken:
            taken.add(place)
            Video.objects.filter(pk=video).update(place=place)
    for video in Video.objects.filter(state__in=["waiting", "probing"]).iterator():
        Job.objects.get_or_create(video=video, kind="probe", defaults={"ordered_at": timezone.now()})


class Migration(migrations.Migration):
    dependencies = [
        ("contest_entries", "0002_videos_arrive_whole"),
    ]

    operations = [migrations.RunPython(carry_over, migrations.RunPython.noop, elidable=True)]
