from django.conf import settings
from django.db import migrations
from django.utils import translation

from contest_pages.registrations.logic.notice import standard_notice, standard_purpose
from contest_pages.registrations.logic.people import name_key, place_of


def make_standard_notice(notices, purposes):
    """Make the notice that a new site begins with."""
    with translation.override(settings.LANGUAGE_CODE):
        notice = notices.objects.create(**standard_notice())
        purposes.objects.create(notice=notice, sort_order=0, text=standard_purpose())


def carry_over(apps, schema_editor):
    """Give each form's own consent text a notice, and each registration what is now kept of it."""
    notices = apps.get_model("contest_registrations", "ConsentNotice")
    purposes = apps.get_model("contest_registrations", "ConsentPurpose")
    make_standard_notice(notices, purposes)
    made = {}
    for page in apps.get_model("contest_registrations", "ContestRegistrationPage").objects.all():
        if page.consent_text not in made:
            made[page.consent_text] = notices.objects.create(title=page.title)
            purposes.objects.create(notice=made[page.consent_text], sort_order=0, text=page.consent_text)
        page.consent_notice = made[page.consent_text]
        page.save(update_fields=["consent_notice"])
    records = apps.get_model("contest_registrations", "ConsentRecord")
    for registration in apps.get_model("contest_registrations", "Registration").objects.all():
        if registration.status == "active":
            registration.confirmed_at = registration.created_at
        else:
            registration.ended_at = registration.created_at
        # The unit stood beside every entry before there was a choice.
        registration.publish_unit = registration.publish_name
        registration.publish_picture = registration.publish_name
        registration.save()
        records.objects.create(
            registration=registration,
            wording_id=registration.consent_id,
            key="notice",
            words=registration.consent.text,
            given=True,
            channel="form",
            at=registration.consented_at,
        )
    taken = set()
    for member in apps.get_model("contest_registrations", "Member").objects.select_related("registration"):
        member.name_key = name_key(member.full_name)
        place = place_of(
            f"{member.registration.contest_id}:0", full_name=member.full_name, birth_date=member.birth_date
        )
        if member.registration.status == "active" and place not in taken:
            taken.add(place)
            member.place = place
        member.save()


class Migration(migrations.Migration):

    dependencies = [("contest_registrations", "0002_persons")]

    operations = [migrations.RunPython(carry_over, migrations.RunPython.noop)]
