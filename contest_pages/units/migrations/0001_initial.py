import contest_pages.files.private_storage
import contest_pages.units.models.unit_list
import django.core.validators
import django.db.models.deletion
import modelsearch.index
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Succession',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ],
            options={
                'verbose_name': 'succession of units',
                'verbose_name_plural': 'successions of units',
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Unit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('path', models.CharField(max_length=255, unique=True)),
                ('depth', models.PositiveIntegerField()),
                ('numchild', models.PositiveIntegerField(default=0)),
                ('name', models.CharField(max_length=200, verbose_name='name of the unit')),
                ('kind', models.CharField(choices=[('province', 'Province or city'), ('commune', 'Commune, ward or special zone'), ('district', 'District (until 30/6/2025)'), ('agency', 'Agency'), ('school', 'School'), ('company', 'Company'), ('force', 'Armed force'), ('organisation', 'Mass organisation')], max_length=20, verbose_name='kind')),
                ('code', models.CharField(db_index=True, help_text="Official codes are used again: only today's units differ by it.", max_length=20, verbose_name='code')),
                ('block', models.CharField(blank=True, default='', help_text='Units of one block are compared with one another, for example “Upland communes”. Left empty, those of one kind are.', max_length=100, verbose_name='block of comparable units')),
                ('email', models.EmailField(blank=True, default='', help_text='Reminders to the unit go here while nobody has registered as its contact.', max_length=254, verbose_name='official e-mail')),
                ('valid_from', models.DateField(blank=True, null=True, verbose_name='exists from')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='exists until')),
                ('search_text', models.CharField(db_index=True, default='', editable=False, max_length=240)),
                ('successors', models.ManyToManyField(related_name='predecessors', through='contest_units.Succession', to='contest_units.unit', verbose_name='succeeded by')),
            ],
            options={
                'verbose_name': 'unit',
                'verbose_name_plural': 'units',
                'default_permissions': ('add', 'change', 'view'),
            },
            bases=(modelsearch.index.Indexed, models.Model),
        ),
        migrations.AddField(
            model_name='succession',
            name='predecessor',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='successions', to='contest_units.unit'),
        ),
        migrations.AddField(
            model_name='succession',
            name='successor',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='inheritances', to='contest_units.unit'),
        ),
        migrations.CreateModel(
            name='Headcount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('counted_on', models.DateField(verbose_name='counted on')),
                ('persons', models.PositiveIntegerField(validators=[django.core.validators.MinValueValidator(1)], verbose_name='persons')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='headcounts', to='contest_units.unit', verbose_name='unit')),
            ],
            options={
                'verbose_name': 'headcount',
                'verbose_name_plural': 'headcounts',
                'ordering': ['unit__path', '-counted_on'],
            },
        ),
        migrations.CreateModel(
            name='UnitList',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file', models.FileField(storage=contest_pages.files.private_storage.private_storage, upload_to=contest_pages.units.models.unit_list._path)),
                ('file_name', models.CharField(max_length=200, verbose_name='file')),
                ('on', models.DateField(blank=True, null=True, verbose_name='renamed and moved units begin anew on')),
                ('uploaded_at', models.DateTimeField(verbose_name='handed in at')),
                ('applied_at', models.DateTimeField(null=True, verbose_name='applied at')),
                ('count', models.PositiveIntegerField(null=True, verbose_name='units')),
                ('uploaded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'list of units',
                'verbose_name_plural': 'lists of units',
                'ordering': ['-pk'],
                'default_permissions': (),
            },
        ),
        migrations.AddConstraint(
            model_name='unit',
            constraint=models.UniqueConstraint(condition=models.Q(('valid_to', None)), fields=('code',), name='contest_unit_code_once_today', violation_error_message='Another unit has this code today.'),
        ),
        migrations.AddConstraint(
            model_name='unit',
            constraint=models.CheckConstraint(condition=models.Q(('valid_from', None), ('valid_to', None), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='contest_unit_ends_after_it_begins', violation_error_message='The unit must end after it begins.'),
        ),
        migrations.AddConstraint(
            model_name='succession',
            constraint=models.UniqueConstraint(fields=('predecessor', 'successor'), name='contest_succession_once'),
        ),
        migrations.AddConstraint(
            model_name='succession',
            constraint=models.CheckConstraint(condition=models.Q(('predecessor', models.F('successor')), _negated=True), name='contest_succession_of_another'),
        ),
        migrations.AddConstraint(
            model_name='headcount',
            constraint=models.UniqueConstraint(fields=('unit', 'counted_on'), name='contest_headcount_once_a_day', violation_error_message='This unit has a headcount of that day already.'),
        ),
        migrations.AddConstraint(
            model_name='headcount',
            constraint=models.CheckConstraint(condition=models.Q(('persons__gte', 1)), name='contest_headcount_of_somebody'),
        ),
    ]
