import django.db.models.deletion
import modelcluster.fields
from django.conf import settings
from django.db import migrations, models
from django.utils import translation

from contest_pages.privacy.logic.notice import standard_notice, standard_purpose


def make_standard_notice(apps, schema_editor):
    """Make the notice about personal data that a new site begins with."""
    with translation.override(settings.LANGUAGE_CODE):
        notice = apps.get_model("contest_privacy", "ConsentNotice").objects.create(**standard_notice())
        # Through the model: the notice's own manager keeps its children until the notice is saved.
        apps.get_model("contest_privacy", "ConsentPurpose").objects.create(
            notice=notice, sort_order=0, text=standard_purpose()
        )


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes'),
    ]

    operations = [
        migrations.CreateModel(
            name='ConsentText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('text', models.TextField(verbose_name='text')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='first used at')),
            ],
            options={
                'verbose_name': 'consent text',
                'verbose_name_plural': 'consent texts',
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='ConsentNotice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('live', models.BooleanField(default=True, editable=False, verbose_name='live')),
                ('has_unpublished_changes', models.BooleanField(default=False, editable=False, verbose_name='has unpublished changes')),
                ('first_published_at', models.DateTimeField(blank=True, db_index=True, null=True, verbose_name='first published at')),
                ('last_published_at', models.DateTimeField(editable=False, null=True, verbose_name='last published at')),
                ('go_live_at', models.DateTimeField(blank=True, null=True, verbose_name='go live date/time')),
                ('expire_at', models.DateTimeField(blank=True, null=True, verbose_name='expiry date/time')),
                ('expired', models.BooleanField(default=False, editable=False, verbose_name='expired')),
                ('title', models.CharField(max_length=150, verbose_name='name for editors')),
                ('data', models.TextField(help_text='For example: full name, birth date, phone.', verbose_name='which data')),
                ('controller', models.TextField(help_text='The body responsible and its address.', verbose_name='who controls them')),
                ('retention', models.TextField(verbose_name='how long they are kept')),
                ('rights', models.TextField(verbose_name='rights of the person')),
                ('latest_revision', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='latest revision')),
                ('live_revision', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='live revision')),
            ],
            options={
                'verbose_name': 'notice about personal data',
                'verbose_name_plural': 'notices about personal data',
                'ordering': ['title'],
            },
        ),
        migrations.CreateModel(
            name='ConsentPurpose',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('text', models.TextField(help_text='As the person says it: “I agree that … to run this contest.”', verbose_name='purpose')),
                ('required', models.BooleanField(default=True, help_text='Only for what the contest cannot be run without.', verbose_name='required')),
                ('notice', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='purposes', to='contest_privacy.consentnotice')),
            ],
            options={
                'verbose_name': 'purpose of processing',
                'verbose_name_plural': 'purposes of processing',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.RunPython(make_standard_notice, migrations.RunPython.noop),
    ]
