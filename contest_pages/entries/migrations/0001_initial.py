import contest_pages.contests.models.form_page
import contest_pages.entries.models.entry
import contest_pages.entries.models.upload
import contest_pages.entries.models.video
import contest_pages.files.private_storage
import django.db.models.deletion
import wagtail.contrib.routable_page.models
import wagtail.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('contest_contests', '0001_initial'),
        ('contest_registrations', '0001_initial'),
        ('contest_units', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='EntryRoundPage',
            fields=[
                ('contestroundpage_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='contest_contests.contestroundpage')),
                ('introduction', wagtail.fields.RichTextField(blank=True, verbose_name='introduction')),
                ('gallery_opens_at', models.DateTimeField(blank=True, help_text='Leave empty if nothing but the review decides when entries are shown.', null=True, verbose_name='gallery opens at')),
                ('gallery_waits_for_list', models.BooleanField(default=True, help_text='Untick it to show each entry as soon as it is accepted.', verbose_name='show the gallery only when the list of finalists is closed')),
            ],
            options={
                'verbose_name': 'round of entries',
                'verbose_name_plural': 'rounds of entries',
            },
            bases=(contest_pages.contests.models.form_page.FormPageMixin, wagtail.contrib.routable_page.models.RoutablePageMixin, 'contest_contests.contestroundpage'),
        ),
        migrations.CreateModel(
            name='VideoAsset',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('original', models.FileField(max_length=120, storage=contest_pages.files.private_storage.private_storage, upload_to=contest_pages.entries.models.video.original_name, verbose_name='original file')),
                ('playable', models.FileField(blank=True, max_length=120, storage=contest_pages.files.private_storage.private_storage, upload_to=contest_pages.entries.models.video.playable_name, verbose_name='playable file')),
                ('poster', models.FileField(blank=True, max_length=120, storage=contest_pages.files.private_storage.private_storage, upload_to=contest_pages.entries.models.video.poster_name, verbose_name='poster')),
                ('size', models.PositiveBigIntegerField(verbose_name='size in bytes')),
                ('sha256', models.CharField(blank=True, db_index=True, max_length=64, verbose_name='checksum (SHA-256)')),
                ('state', models.CharField(choices=[('waiting', 'Waiting'), ('probing', 'Being checked'), ('ready', 'Checked'), ('broken', 'Cannot be read')], default='waiting', max_length=10, verbose_name='state')),
                ('facts', models.JSONField(blank=True, default=dict, verbose_name='facts')),
                ('verdict', models.JSONField(blank=True, default=list, verbose_name='verdict')),
                ('problem', models.CharField(blank=True, max_length=250, verbose_name='problem')),
                ('rules_revision', models.PositiveBigIntegerField(blank=True, null=True, verbose_name='revision of the rules')),
                ('frame_hashes', models.JSONField(blank=True, default=list, editable=False)),
                ('place', models.CharField(editable=False, max_length=90, null=True, unique=True)),
                ('uploaded_at', models.DateTimeField(verbose_name='uploaded at')),
            ],
            options={
                'verbose_name': 'video',
                'verbose_name_plural': 'videos',
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='AdvanceList',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('closed_at', models.DateTimeField(verbose_name='closed at')),
                ('closed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='closed by')),
                ('from_round', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='advance_list', to='contest_contests.contestroundpage', verbose_name='round')),
                ('to_round', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='incoming_lists', to='contest_contests.contestroundpage', verbose_name='next round')),
            ],
            options={
                'verbose_name': 'list of who goes on',
                'verbose_name_plural': 'lists of who goes on',
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(help_text='Given when it is handed in; a draft has none.', null=True, verbose_name='entry number')),
                ('slot', models.PositiveSmallIntegerField(help_text="1 to the rules' number; empty when withdrawn.", null=True, verbose_name="place among the contestant's entries")),
                ('title', models.CharField(blank=True, max_length=200, verbose_name='title of the work')),
                ('summary', models.TextField(blank=True, max_length=2000, verbose_name='about the work')),
                ('script', models.FileField(blank=True, max_length=120, storage=contest_pages.files.private_storage.private_storage, upload_to=contest_pages.entries.models.entry.script_name, verbose_name='script')),
                ('script_file_name', models.CharField(blank=True, default='', editable=False, max_length=150)),
                ('link', models.URLField(blank=True, max_length=500, verbose_name='address of the work')),
                ('link_evidence', models.JSONField(blank=True, default=dict, verbose_name='what the host says')),
                ('link_fetched_at', models.DateTimeField(blank=True, null=True, verbose_name='asked the host at')),
                ('sending_since', models.DateTimeField(blank=True, null=True, verbose_name='upload begun at')),
                ('state', models.CharField(choices=[('draft', 'Not handed in yet'), ('checking', 'Video being checked'), ('failed', 'Video breaks the rules'), ('submitted', 'Awaiting review'), ('changes', 'Changes asked for'), ('accepted', 'Accepted'), ('rejected', 'Rejected'), ('disqualified', 'Disqualified'), ('withdrawn', 'Withdrawn')], default='draft', max_length=12, verbose_name='state')),
                ('revision', models.PositiveIntegerField(default=1, help_text='Rises with everything that the contestant changes afterwards.', verbose_name='revision')),
                ('changes_wanted', models.TextField(blank=True, default='', max_length=2000, verbose_name='changes asked for')),
                ('changes_until', models.DateTimeField(blank=True, null=True, verbose_name='changes are taken until')),
                ('declarations', models.JSONField(blank=True, default=list, help_text='The sentences that the contestant ticked, word for word.', verbose_name='declarations')),
                ('created_at', models.DateTimeField(verbose_name='begun at')),
                ('handed_in_at', models.DateTimeField(blank=True, null=True, verbose_name='handed in at')),
                ('submitted_at', models.DateTimeField(blank=True, null=True, verbose_name='passed the check at')),
                ('search_text', models.TextField(default='', editable=False)),
                ('title_text', models.CharField(default='', editable=False, max_length=200)),
                ('authors', models.ManyToManyField(blank=True, help_text='Those of the registered group who made it; empty: all of them.', related_name='+', to='contest_registrations.member', verbose_name='authors')),
                ('contest', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='contest_contests.contestpage', verbose_name='contest')),
                ('registration', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='contest_registrations.registration', verbose_name='contestant')),
                ('unit', models.ForeignKey(blank=True, help_text="The unit that the work stands for; usually the contestant's.", null=True, on_delete=django.db.models.deletion.PROTECT, related_name='contest_entries', to='contest_units.unit', verbose_name='unit')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='contest_entries.entryroundpage', verbose_name='round')),
                ('replacement', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaces', to='contest_entries.videoasset', verbose_name='new video')),
                ('video', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='entry', to='contest_entries.videoasset', verbose_name='video')),
            ],
            options={
                'verbose_name': 'entry',
                'verbose_name_plural': 'entries',
                'ordering': ['-handed_in_at', '-pk'],
                'permissions': [('export_entry', 'Can export entries'), ('present_entry', 'Can choose posters and subtitles of entries')],
                'default_permissions': ('view',),
            },
        ),
        migrations.CreateModel(
            name='AdvanceRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('because', models.CharField(choices=[('accepted', 'Passed the preliminary review'), ('rank', 'By rank'), ('wild_card', 'Wild card'), ('decision', 'By decision of the organisers')], max_length=10, verbose_name='because')),
                ('declined_at', models.DateTimeField(blank=True, null=True, verbose_name='declined at')),
                ('list', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='contest_entries.advancelist', verbose_name='list')),
                ('registration', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='advances', to='contest_registrations.registration', verbose_name='contestant')),
                ('replaced_by', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaces', to='contest_entries.advancerow', verbose_name='replaced by')),
                ('entry', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='advances', to='contest_entries.entry', verbose_name='entry')),
            ],
            options={
                'verbose_name': 'who goes on',
                'verbose_name_plural': 'who goes on',
                'ordering': ['pk'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Subtitles',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(choices=[('vi', 'Vietnamese'), ('blt', 'Thái (Tai Dam)'), ('hmn', 'Mông (Hmong)'), ('mtq', 'Mường'), ('en', 'English')], max_length=10, verbose_name='language')),
                ('text', models.TextField(verbose_name='subtitles')),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='subtitles', to='contest_entries.entry')),
            ],
            options={
                'verbose_name': 'subtitles',
                'verbose_name_plural': 'subtitles',
                'ordering': ['-language'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Upload',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=contest_pages.entries.models.upload.upload_key, editable=False, max_length=32, unique=True)),
                ('secret_hash', models.CharField(editable=False, max_length=64)),
                ('original', models.CharField(editable=False, max_length=120)),
                ('length', models.PositiveBigIntegerField(verbose_name='size in bytes')),
                ('multipart_id', models.CharField(blank=True, default='', editable=False, max_length=250)),
                ('begun_at', models.DateTimeField(verbose_name='begun at')),
                ('expires_at', models.DateTimeField(db_index=True, verbose_name='expires at')),
                ('completed_at', models.DateTimeField(blank=True, null=True, verbose_name='completed at')),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='uploads', to='contest_entries.entry')),
            ],
            options={
                'verbose_name': 'upload',
                'verbose_name_plural': 'uploads',
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Still',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('picture', models.FileField(max_length=120, storage=contest_pages.files.private_storage.private_storage, upload_to=contest_pages.entries.models.video.poster_name, verbose_name='picture')),
                ('second', models.FloatField(verbose_name='second')),
                ('video', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stills', to='contest_entries.videoasset')),
            ],
            options={
                'verbose_name': 'still picture',
                'verbose_name_plural': 'still pictures',
                'ordering': ['second'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Rendition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('lines', models.PositiveSmallIntegerField(verbose_name='lines')),
                ('file', models.FileField(max_length=120, storage=contest_pages.files.private_storage.private_storage, upload_to=contest_pages.entries.models.video.playable_name, verbose_name='file')),
                ('size', models.PositiveBigIntegerField(verbose_name='size in bytes')),
                ('video', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='renditions', to='contest_entries.videoasset')),
            ],
            options={
                'verbose_name': 'copy of a video',
                'verbose_name_plural': 'copies of videos',
                'ordering': ['lines'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='NearDuplicate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('share', models.FloatField(verbose_name='share of like scenes')),
                ('other', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contest_entries.videoasset')),
                ('video', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='near_duplicates', to='contest_entries.videoasset')),
            ],
            options={
                'verbose_name': 'likeness',
                'verbose_name_plural': 'likenesses',
                'ordering': ['-share'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='VideoJob',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('probe', 'Check against the rules'), ('renditions', 'Copies for slow lines')], max_length=12, verbose_name='job')),
                ('state', models.CharField(choices=[('waiting', 'Waiting'), ('running', 'Running'), ('done', 'Done'), ('failed', 'Failed')], default='waiting', max_length=10, verbose_name='state')),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='attempts')),
                ('percent', models.PositiveSmallIntegerField(default=0, verbose_name='percent')),
                ('heartbeat_at', models.DateTimeField(blank=True, null=True, verbose_name='last sign of life')),
                ('last_error', models.TextField(blank=True, default='', verbose_name='last error')),
                ('ordered_at', models.DateTimeField(verbose_name='ordered at')),
                ('finished_at', models.DateTimeField(blank=True, null=True, verbose_name='finished at')),
                ('video', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='jobs', to='contest_entries.videoasset', verbose_name='video')),
            ],
            options={
                'verbose_name': 'video job',
                'verbose_name_plural': 'video jobs',
                'ordering': ['-ordered_at', '-pk'],
                'permissions': [('rerun_videojob', 'Can run video jobs again')],
                'default_permissions': ('view',),
            },
        ),
        migrations.AddConstraint(
            model_name='advancelist',
            constraint=models.CheckConstraint(condition=models.Q(('to_round', None), models.Q(('to_round', models.F('from_round')), _negated=True), _connector='OR'), name='contest_advance_to_another_round'),
        ),
        migrations.AddConstraint(
            model_name='advancerow',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('entry__isnull', False), ('registration', None)), models.Q(('entry', None), ('registration__isnull', False)), _connector='OR'), name='contest_advance_of_one'),
        ),
        migrations.AddConstraint(
            model_name='advancerow',
            constraint=models.UniqueConstraint(fields=('list', 'entry'), name='contest_advance_entry_once'),
        ),
        migrations.AddConstraint(
            model_name='advancerow',
            constraint=models.UniqueConstraint(fields=('list', 'registration'), name='contest_advance_contestant_once'),
        ),
        migrations.AddConstraint(
            model_name='advancerow',
            constraint=models.CheckConstraint(condition=models.Q(('replaced_by', None), ('declined_at__isnull', False), _connector='OR'), name='contest_advance_replaced_after_declining'),
        ),
        migrations.AddConstraint(
            model_name='subtitles',
            constraint=models.UniqueConstraint(fields=('entry', 'language'), name='contest_subtitles_once_per_language'),
        ),
        migrations.AddConstraint(
            model_name='upload',
            constraint=models.UniqueConstraint(condition=models.Q(('completed_at', None)), fields=('entry',), name='contest_upload_one_open_per_entry'),
        ),
        migrations.AddConstraint(
            model_name='rendition',
            constraint=models.UniqueConstraint(fields=('video', 'lines'), name='contest_rendition_once_per_quality'),
        ),
        migrations.AddConstraint(
            model_name='nearduplicate',
            constraint=models.UniqueConstraint(fields=('video', 'other'), name='contest_near_duplicate_once'),
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(fields=['round', 'state', 'submitted_at', 'id'], name='contest_entry_queue'),
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(fields=['round', 'unit'], name='contest_entry_units'),
        ),
        migrations.AddConstraint(
            model_name='entry',
            constraint=models.UniqueConstraint(fields=('round', 'number'), name='contest_entry_number_in_round'),
        ),
        migrations.AddConstraint(
            model_name='entry',
            constraint=models.UniqueConstraint(fields=('registration', 'round', 'slot'), name='contest_entry_one_per_slot'),
        ),
        migrations.AddConstraint(
            model_name='entry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('slot', None), ('state', 'withdrawn')), models.Q(models.Q(('state', 'withdrawn'), _negated=True), ('slot__gte', 1)), _connector='OR'), name='contest_entry_slot_unless_withdrawn'),
        ),
        migrations.AddConstraint(
            model_name='entry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('handed_in_at', None), ('number', None), ('state', 'draft')), models.Q(models.Q(('state', 'draft'), _negated=True), ('handed_in_at__isnull', False), ('number__isnull', False)), _connector='OR'), name='contest_entry_numbered_when_handed_in'),
        ),
        migrations.AddConstraint(
            model_name='entry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'changes'), _negated=True), ('changes_until__isnull', False), _connector='OR'), name='contest_entry_changes_have_a_term'),
        ),
        migrations.AddIndex(
            model_name='videojob',
            index=models.Index(fields=['state', 'heartbeat_at'], name='contest_video_job_stale'),
        ),
        migrations.AddConstraint(
            model_name='videojob',
            constraint=models.UniqueConstraint(fields=('video', 'kind'), name='contest_video_job_once'),
        ),
    ]
