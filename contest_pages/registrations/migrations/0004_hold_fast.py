import django.db.models.deletion
from django.db import migrations, models

import contest_pages.registrations.models.page


class Migration(migrations.Migration):

    dependencies = [("contest_registrations", "0003_carry_over")]

    operations = [
        migrations.RemoveField(
            model_name='contestregistrationpage',
            name='consent_text',
        ),
        migrations.AlterField(
            model_name='contestregistrationpage',
            name='consent_notice',
            field=models.ForeignKey(default=contest_pages.registrations.models.page.usual_notice, help_text='Its published version is shown; every wording is kept with those who agreed to it.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contest_registrations.consentnotice', verbose_name='notice about personal data'),
        ),
        migrations.AddConstraint(
            model_name='member',
            constraint=models.UniqueConstraint(condition=models.Q(('role', 'captain')), fields=('registration',), name='contest_member_one_captain'),
        ),
        migrations.AddConstraint(
            model_name='registration',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('email', ''), ('phone', ''), _negated=True), ('erased_at__isnull', False), _connector='OR'), name='contest_registration_has_contact'),
        ),
        migrations.AddConstraint(
            model_name='registration',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'active'), _negated=True), models.Q(('confirmed_at__isnull', False), ('pending_key', None)), _connector='OR'), name='contest_registration_active_is_confirmed'),
        ),
    ]
