import contest_pages.files.private_storage
import contest_pages.rosters.models.roster_list
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('contest_registrations', '0001_initial'),
        ('contest_units', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='RosterList',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file', models.FileField(storage=contest_pages.files.private_storage.private_storage, upload_to=contest_pages.rosters.models.roster_list.random_name)),
                ('file_name', models.CharField(max_length=150, verbose_name='file')),
                ('brought_at', models.DateTimeField(db_index=True, verbose_name='handed in at')),
                ('roster', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lists', to='contest_registrations.registration')),
            ],
            options={
                'verbose_name': 'list of a roster',
                'verbose_name_plural': 'lists of rosters',
                'ordering': ['-pk'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Reminder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.EmailField(max_length=254, verbose_name='e-mail')),
                ('subject', models.CharField(max_length=200, verbose_name='subject')),
                ('words', models.TextField(verbose_name='words')),
                ('asked_at', models.DateTimeField(verbose_name='asked for at')),
                ('sent_at', models.DateTimeField(null=True, verbose_name='sent at')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reminders', to='contest_registrations.contestregistrationpage')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contest_reminders', to='contest_units.unit')),
            ],
            options={
                'verbose_name': 'reminder',
                'verbose_name_plural': 'reminders',
                'ordering': ['-pk'],
                'default_permissions': (),
                'indexes': [models.Index(fields=['page', 'unit'], name='contest_reminder_of_unit')],
            },
        ),
    ]
