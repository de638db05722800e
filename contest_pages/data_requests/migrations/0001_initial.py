import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('contest_registrations', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='DataRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('see', 'See own data'), ('correct', 'Correct own data'), ('withdraw', 'Withdraw consent'), ('erase', 'Erase own data')], max_length=20, verbose_name='request')),
                ('words', models.TextField(blank=True, default='', verbose_name="in the person's words")),
                ('channel', models.CharField(choices=[('form', 'Form on the site'), ('personal', "Contestant's page"), ('office', 'Letter, telephone or visit'), ('roster', 'Roster of the unit')], max_length=20, verbose_name='channel')),
                ('asked_at', models.DateTimeField(verbose_name='asked at')),
                ('answer_due', models.DateField(verbose_name='answer until')),
                ('done_due', models.DateField(verbose_name='done until')),
                ('extended_because', models.TextField(blank=True, default='', verbose_name='reason of the extension')),
                ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='answered at')),
                ('answer', models.TextField(blank=True, default='', verbose_name='answer')),
                ('done_at', models.DateTimeField(blank=True, null=True, verbose_name='done at')),
                ('handled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='handled by')),
                ('registration', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='data_requests', to='contest_registrations.registration', verbose_name='registration')),
            ],
            options={
                'verbose_name': 'request about personal data',
                'verbose_name_plural': 'requests about personal data',
                'ordering': ['done_at', 'done_due', 'pk'],
                'permissions': [('manage_datarequest', 'Can answer requests about personal data')],
                'default_permissions': ('view',),
                'constraints': [models.UniqueConstraint(condition=models.Q(('done_at', None)), fields=('registration', 'kind'), name='contest_data_request_one_open')],
            },
        ),
    ]
