import contest_pages.contests.fields
import django.core.validators
import django.db.models.deletion
import modelcluster.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('contest_entries', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Reminder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=120, unique=True)),
                ('sent_at', models.DateTimeField()),
            ],
            options={
                'verbose_name': 'reminder',
                'verbose_name_plural': 'reminders',
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Review',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.PositiveIntegerField(verbose_name='place in the record')),
                ('step_name', models.CharField(help_text='As it was called on that day.', max_length=100, verbose_name='step of the review')),
                ('look', models.PositiveSmallIntegerField(choices=[(1, 'first look'), (2, 'second look')], default=1, verbose_name='look')),
                ('decision', models.CharField(choices=[('accept', 'Accept'), ('reject', 'Reject'), ('changes', 'Ask for changes'), ('pass_on', 'Pass on to a colleague'), ('disqualify', 'Disqualify'), ('undo', 'Take back')], max_length=10, verbose_name='decision')),
                ('reason_title', models.CharField(blank=True, default='', max_length=150, verbose_name='reason from the list')),
                ('reason', models.TextField(blank=True, max_length=2000, verbose_name='reason')),
                ('checklist', models.JSONField(blank=True, default=list, verbose_name='checklist')),
                ('in_bulk', models.BooleanField(default=False, verbose_name='in one go with others')),
                ('until', models.DateTimeField(blank=True, null=True, verbose_name='changes are taken until')),
                ('revision', models.PositiveIntegerField(default=1, verbose_name='revision of the entry')),
                ('video_sha256', models.CharField(blank=True, max_length=64, verbose_name='checksum of the video seen')),
                ('decided_at', models.DateTimeField(verbose_name='decided at')),
                ('previous_hash', models.CharField(max_length=64, verbose_name='hash of the record before')),
                ('record_hash', models.CharField(max_length=64, verbose_name='hash of this record')),
                ('colleague', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='passed on to')),
                ('entry', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='contest_entries.entry', verbose_name='entry')),
                ('moderator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contest_reviews', to=settings.AUTH_USER_MODEL, verbose_name='moderator')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='contest_entries.entryroundpage', verbose_name='round')),
                ('undoes', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='undone_by', to='contest_review.review', verbose_name='takes back')),
            ],
            options={
                'verbose_name': 'decision',
                'verbose_name_plural': 'decisions',
                'ordering': ['-decided_at', '-pk'],
                'permissions': [('review_entry', 'Can decide about entries in the preliminary review'), ('export_review', 'Can export the decisions of the preliminary review')],
                'default_permissions': ('view',),
            },
        ),
        migrations.CreateModel(
            name='Complaint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.TextField(max_length=2000, verbose_name='what the contestant says')),
                ('asked_at', models.DateTimeField(verbose_name='asked at')),
                ('entry', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='complaint', to='contest_entries.entry', verbose_name='entry')),
                ('about', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='complaint', to='contest_review.review', verbose_name='rejection')),
            ],
            options={
                'verbose_name': 'request for a second look',
                'verbose_name_plural': 'requests for a second look',
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='ReviewChain',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('length', models.PositiveIntegerField(default=0, verbose_name='number of records')),
                ('last_hash', models.CharField(max_length=64, verbose_name='hash of the last record')),
                ('round', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='review_chain', to='contest_entries.entryroundpage', verbose_name='round')),
            ],
            options={
                'verbose_name': 'chain of decisions',
                'verbose_name_plural': 'chains of decisions',
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='ReviewPlan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('claim_minutes', models.PositiveSmallIntegerField(default=60, validators=[django.core.validators.MinValueValidator(5), django.core.validators.MaxValueValidator(1440)], verbose_name='minutes for which an entry stays with whoever took it')),
                ('undo_minutes', models.PositiveSmallIntegerField(default=10, help_text='The contestant is told when they are over. 0: at once.', validators=[django.core.validators.MaxValueValidator(1440)], verbose_name='minutes in which a decision can be taken back')),
                ('changes_days', models.PositiveSmallIntegerField(default=3, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(60)], verbose_name='days that a contestant usually has for changes')),
                ('stuck_days', models.PositiveSmallIntegerField(default=3, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(60)], verbose_name='days after which an entry that nobody looks at is brought to mind')),
                ('round', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='review_plan', to='contest_entries.entryroundpage', verbose_name='round')),
            ],
            options={
                'verbose_name': 'arrangement of a review',
                'verbose_name_plural': 'arrangements of reviews',
                'permissions': [('manage_review', 'Can release claims, disqualify, close the list and draw up the minutes of a review')],
                'default_permissions': ('change', 'view'),
            },
        ),
        migrations.CreateModel(
            name='RejectionReason',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('title', models.CharField(max_length=150, verbose_name='reason')),
                ('plan', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='reasons', to='contest_review.reviewplan')),
            ],
            options={
                'verbose_name': 'reason for a rejection',
                'verbose_name_plural': 'reasons for rejections',
                'ordering': ['sort_order'],
                'abstract': False,
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='ReviewStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('name', models.CharField(max_length=100, verbose_name='name of the step')),
                ('moderators', models.PositiveSmallIntegerField(default=1, help_text='2: four eyes. If they disagree, one more decides.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(5)], verbose_name='number of moderators')),
                ('due_at', contest_pages.contests.fields.LegalTimeField(blank=True, null=True, verbose_name='to be done until')),
                ('checklist', models.TextField(blank=True, help_text='One question in each line.', max_length=3000, verbose_name='checklist')),
                ('accepts_in_bulk', models.BooleanField(default=False, help_text='Only to the next step; the last one is always decided work by work.', verbose_name='what meets every technical rule may pass in one go')),
                ('group', models.ForeignKey(blank=True, help_text='Leave empty for everybody who may decide in the preliminary review.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='auth.group', verbose_name='group that takes this step')),
                ('plan', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='contest_review.reviewplan')),
            ],
            options={
                'verbose_name': 'step of the review',
                'verbose_name_plural': 'steps of the review',
                'ordering': ['sort_order'],
                'abstract': False,
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='ReviewCase',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('look', models.PositiveSmallIntegerField(choices=[(1, 'first look'), (2, 'second look')], default=1, verbose_name='look')),
                ('waits', models.BooleanField(default=True, verbose_name='waits for a moderator')),
                ('queued_at', models.DateTimeField(verbose_name='in the queue since')),
                ('since', models.DateTimeField(verbose_name='at this step since')),
                ('claimed_until', models.DateTimeField(blank=True, null=True, verbose_name='taken until')),
                ('tell_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('claimed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='taken by')),
                ('entry', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='case', to='contest_entries.entry', verbose_name='entry')),
                ('expects', models.ForeignKey(blank=True, help_text='Whoever asked for the changes, or the colleague it was passed on to.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='waits for')),
                ('round', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contest_entries.entryroundpage', verbose_name='round')),
                ('step', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cases', to='contest_review.reviewstep', verbose_name='step of the review')),
            ],
            options={
                'verbose_name': 'entry under review',
                'verbose_name_plural': 'entries under review',
                'default_permissions': (),
            },
        ),
        migrations.AddField(
            model_name='review',
            name='step',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='contest_review.reviewstep', verbose_name='step of the review'),
        ),
        migrations.CreateModel(
            name='DeskNotes',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('fields', models.JSONField(default=dict)),
                ('saved_at', models.DateTimeField()),
                ('moderator', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notes', to='contest_review.reviewcase')),
            ],
            options={
                'verbose_name': 'notes at the desk',
                'verbose_name_plural': 'notes at the desk',
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('case', 'moderator'), name='contest_review_notes_once')],
            },
        ),
        migrations.AddIndex(
            model_name='reviewcase',
            index=models.Index(condition=models.Q(('waits', True)), fields=['round', 'queued_at', 'id'], name='contest_review_queue'),
        ),
        migrations.AddIndex(
            model_name='reviewcase',
            index=models.Index(condition=models.Q(('waits', True)), fields=['round', 'step'], name='contest_review_steps'),
        ),
        migrations.AddIndex(
            model_name='reviewcase',
            index=models.Index(condition=models.Q(('tell_at__isnull', False)), fields=['tell_at'], name='contest_review_tell'),
        ),
        migrations.AddIndex(
            model_name='review',
            index=models.Index(fields=['entry', 'decided_at'], name='contest_review_of_entry'),
        ),
        migrations.AddIndex(
            model_name='review',
            index=models.Index(fields=['entry', 'moderator'], name='contest_review_by_moderator'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.UniqueConstraint(fields=('round', 'place'), name='contest_review_place_in_chain'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decision__in', ['changes', 'disqualify', 'pass_on', 'reject']), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='contest_review_has_reason'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decision', 'undo'), ('undoes__isnull', False)), models.Q(models.Q(('decision', 'undo'), _negated=True), ('undoes', None)), _connector='OR'), name='contest_review_undo_names_what'),
        ),
    ]
