import contest_pages.contests.fields
import contest_pages.contests.models.children
import contest_pages.contests.models.form_page
import contest_pages.files.private_storage
import contest_pages.registrations.models.page
import contest_pages.registrations.models.registration
import django.core.validators
import django.db.models.deletion
import modelcluster.fields
import wagtail.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('contest_committees', '0001_initial'),
        ('contest_contests', '0001_initial'),
        ('contest_privacy', '0001_initial'),
        ('contest_units', '0001_initial'),
        ('wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ContestRegistrationPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
                ('introduction', wagtail.fields.RichTextField(blank=True, verbose_name='introduction')),
                ('follows_milestone', models.BooleanField(default=False, help_text='The times below are then ignored.', verbose_name="open and close with the contest's registration milestone")),
                ('opens_at', models.DateTimeField(blank=True, help_text='Leave empty to open as soon as the page is published.', null=True, verbose_name='opens at')),
                ('closes_at', contest_pages.contests.fields.LegalTimeField(blank=True, help_text="Leave empty to close with the contest's last round.", null=True, verbose_name='closes at')),
                ('kinds', contest_pages.contests.fields.ChoiceListField(default=contest_pages.registrations.models.page.individuals, verbose_name='kinds of registration taken')),
                ('largest_group', models.PositiveSmallIntegerField(default=5, validators=[django.core.validators.MinValueValidator(2), django.core.validators.MaxValueValidator(100)], verbose_name='largest group of authors')),
                ('smallest_team', models.PositiveSmallIntegerField(default=5, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(100)], verbose_name='smallest team')),
                ('largest_team', models.PositiveSmallIntegerField(default=12, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(100)], verbose_name='largest team')),
                ('main_members', models.PositiveSmallIntegerField(blank=True, help_text='Exactly so many are marked. Leave empty if the rules name no number.', null=True, verbose_name='main members of a team')),
                ('unit_kinds', contest_pages.contests.fields.ChoiceListField(blank=True, default=list, help_text="The organisers' table shows which of them have registered. None: any unit.", verbose_name='units that take part')),
                ('least_per_unit', models.PositiveSmallIntegerField(blank=True, help_text='Contestants: persons on rosters, teams, authors. Those below a unit count for it.', null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name='at least from each unit')),
                ('most_per_unit', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name='at most from each unit')),
                ('names_other_unit', models.BooleanField(default=False, help_text="Otherwise the contact only reads that the person is on another unit's roster.", verbose_name='tell a contact which unit has a person already')),
                ('unit_required', models.BooleanField(default=False, verbose_name='unit must be given')),
                ('asks_identity', models.BooleanField(default=False, help_text='Only where the rules need it. It is kept as a fingerprint with its last three digits.', verbose_name='ask for the personal identity number')),
                ('identity_reason', models.CharField(blank=True, help_text='Contestants read this beside the field.', max_length=250, verbose_name='why the number is needed')),
                ('identity_purge_on', models.DateField(blank=True, null=True, verbose_name='numbers are erased on')),
                ('publishing_choices', contest_pages.contests.fields.ChoiceListField(blank=True, default=contest_pages.registrations.models.page.usual_publishing, help_text='Each is a box of its own, none is ticked beforehand, and every public page obeys it.', verbose_name='contestants may let us publish')),
                ('thanks', wagtail.fields.RichTextField(blank=True, verbose_name='words after registering')),
                ('consent_notice', models.ForeignKey(default=contest_pages.registrations.models.page.usual_notice, help_text='Its published version is shown; every wording is kept with those who agreed to it.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contest_privacy.consentnotice', verbose_name='notice about personal data')),
                ('for_round', models.ForeignKey(blank=True, help_text='A person registers once for the whole contest; with a round chosen here, once for that round.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contest_contests.contestroundpage', verbose_name='only for the round')),
                ('units_below', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contest_units.unit', verbose_name='only those below')),
            ],
            options={
                'verbose_name': 'contest registration',
                'verbose_name_plural': 'contest registrations',
            },
            bases=(contest_pages.contests.models.form_page.FormPageMixin, contest_pages.contests.models.children.ContestChildMixin, 'wagtailcore.page'),
        ),
        migrations.CreateModel(
            name='Registration',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=12, unique=True, verbose_name='code')),
                ('kind', models.CharField(choices=[('individual', 'Individual'), ('group', 'Group of authors'), ('team', 'Team'), ('roster', 'Roster of a unit')], default='individual', max_length=20, verbose_name='kind')),
                ('team_name', models.CharField(blank=True, default='', help_text='Public in any case: a team is no person.', max_length=120, verbose_name='name of the team')),
                ('team_text', models.CharField(blank=True, default='', editable=False, max_length=120)),
                ('status', models.CharField(choices=[('pending', 'Awaiting confirmation'), ('active', 'Valid'), ('withdrawn', 'Withdrawn by the contestant'), ('cancelled', 'Cancelled by the organisers')], default='pending', max_length=20, verbose_name='status')),
                ('division', models.CharField(blank=True, default='', max_length=100, verbose_name='division')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('new_email', models.EmailField(blank=True, default='', max_length=254, verbose_name='new e-mail, not confirmed yet')),
                ('phone', models.CharField(blank=True, max_length=15, verbose_name='phone')),
                ('answers', models.JSONField(blank=True, default=list, help_text='A list of {name, label, value}.', verbose_name='answers to extra questions')),
                ('consented_at', models.DateTimeField(verbose_name='consented at')),
                ('publish_name', models.BooleanField(default=False, verbose_name='name may be published')),
                ('publish_unit', models.BooleanField(default=False, verbose_name='unit may be published')),
                ('publish_picture', models.BooleanField(default=False, verbose_name='picture may be published')),
                ('robot_check', models.CharField(choices=[('not_asked', 'Not asked'), ('passed', 'Passed'), ('unreachable', 'Service did not answer'), ('no_script', 'Browser without scripts')], default='not_asked', max_length=20, verbose_name='robot check')),
                ('is_namesake', models.BooleanField(default=False, verbose_name='declares to be another person of the same name and birth date')),
                ('created_at', models.DateTimeField(db_index=True, verbose_name='registered at')),
                ('confirmed_at', models.DateTimeField(blank=True, null=True, verbose_name='confirmed at')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='ended at')),
                ('ended_because', models.TextField(blank=True, default='', verbose_name='reason of the end')),
                ('erased_at', models.DateTimeField(blank=True, null=True, verbose_name='personal data erased at')),
                ('erased_because', models.CharField(blank=True, choices=[('requested', 'Asked by the contestant'), ('expired', 'Retention ended')], default='', max_length=20, verbose_name='erased because')),
                ('pending_key', models.CharField(editable=False, max_length=64, null=True, unique=True)),
                ('link_number', models.PositiveIntegerField(default=1, editable=False)),
                ('search_text', models.TextField(default='', editable=False)),
                ('consent', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contest_privacy.consenttext', verbose_name='consent')),
                ('contest', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='registrations', to='contest_contests.contestpage', verbose_name='contest')),
                ('for_round', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contest_contests.contestroundpage', verbose_name='only for the round')),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='registrations', to='contest_registrations.contestregistrationpage', verbose_name='form')),
                ('roster', models.ForeignKey(blank=True, help_text='The registration of the unit whose contact has entered this person.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='persons', to='contest_registrations.registration', verbose_name='on the roster of')),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='contest_registrations', to='contest_units.unit', verbose_name='unit')),
            ],
            options={
                'verbose_name': 'registration',
                'verbose_name_plural': 'registrations',
                'ordering': ['-created_at', '-pk'],
                'permissions': [('export_registration', 'Can export registrations'), ('manage_registration', 'Can cancel registrations and decide about committee members')],
                'default_permissions': ('view',),
            },
        ),
        migrations.CreateModel(
            name='Member',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('author', 'Author'), ('captain', 'Captain'), ('member', 'Team member'), ('contact', 'Contact of a unit')], default='author', max_length=20, verbose_name='role')),
                ('is_main', models.BooleanField(default=False, verbose_name='main member')),
                ('full_name', models.CharField(blank=True, max_length=150, verbose_name='full name')),
                ('birth_date', models.DateField(blank=True, null=True, verbose_name='birth date')),
                ('identity_hash', models.CharField(blank=True, db_index=True, default='', editable=False, max_length=64)),
                ('identity_last', models.CharField(blank=True, default='', max_length=4, verbose_name='last digits of the identity number')),
                ('guardian_name', models.CharField(blank=True, default='', max_length=150, verbose_name='parent or guardian')),
                ('name_key', models.CharField(blank=True, db_index=True, default='', editable=False, max_length=150)),
                ('name_text', models.CharField(blank=True, default='', editable=False, max_length=150)),
                ('place', models.CharField(editable=False, max_length=64, null=True, unique=True)),
                ('registration', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='members', to='contest_registrations.registration')),
            ],
            options={
                'verbose_name': 'member',
                'verbose_name_plural': 'members',
                'ordering': ['pk'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='ConsentRecord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=40, verbose_name='subject of the consent')),
                ('words', models.TextField(verbose_name='words beside the box')),
                ('given', models.BooleanField(verbose_name='agreed')),
                ('channel', models.CharField(choices=[('form', 'Form on the site'), ('personal', "Contestant's page"), ('office', 'Letter, telephone or visit'), ('roster', 'Roster of the unit')], default='form', max_length=20, verbose_name='channel')),
                ('at', models.DateTimeField(verbose_name='recorded at')),
                ('wording', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contest_privacy.consenttext')),
                ('registration', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='consents', to='contest_registrations.registration')),
            ],
            options={
                'verbose_name': 'record of consent',
                'verbose_name_plural': 'records of consent',
                'ordering': ['at', 'pk'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='ConflictOfInterest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('nature', models.CharField(blank=True, max_length=200, verbose_name='kind of relation')),
                ('declared_at', models.DateTimeField(verbose_name='declared at')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='taken back at')),
                ('declared_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='declared by')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='conflicts', to='contest_committees.committeemember', verbose_name='committee member')),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contest_units.unit', verbose_name='unit')),
                ('registration', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='conflicts', to='contest_registrations.registration', verbose_name='contestant')),
            ],
            options={
                'verbose_name': 'conflict of interest',
                'verbose_name_plural': 'conflicts of interest',
                'ordering': ['-declared_at', '-pk'],
                'default_permissions': ('view',),
            },
        ),
        migrations.CreateModel(
            name='AnswerFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=255)),
                ('label', models.CharField(max_length=255, verbose_name='question')),
                ('file', models.FileField(storage=contest_pages.files.private_storage.private_storage, upload_to=contest_pages.registrations.models.registration.random_name, verbose_name='file')),
                ('file_name', models.CharField(max_length=150, verbose_name='file name')),
                ('content_type', models.CharField(max_length=100)),
                ('size', models.PositiveBigIntegerField(verbose_name='size')),
                ('registration', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='contest_registrations.registration')),
            ],
            options={
                'verbose_name': 'file of a registration',
                'verbose_name_plural': 'files of registrations',
                'ordering': ['pk'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='RegistrationDivision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('name', models.CharField(max_length=100, verbose_name='division')),
                ('minimum_age', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(100)], verbose_name='minimum age')),
                ('maximum_age', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(120)], verbose_name='maximum age')),
                ('page', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='divisions', to='contest_registrations.contestregistrationpage')),
            ],
            options={
                'verbose_name': 'division',
                'verbose_name_plural': 'divisions',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='RegistrationField',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('clean_name', models.CharField(blank=True, default='', help_text='Safe name of the form field, the label converted to ascii_snake_case', max_length=255, verbose_name='name')),
                ('label', models.CharField(help_text='The label of the form field', max_length=255, verbose_name='label')),
                ('required', models.BooleanField(default=True, verbose_name='required')),
                ('choices', models.TextField(blank=True, help_text='Comma or new line separated list of choices. Only applicable in checkboxes, radio and dropdown.', verbose_name='choices')),
                ('default_value', models.TextField(blank=True, help_text='Default value. Comma or new line separated values supported for checkboxes.', verbose_name='default value')),
                ('help_text', models.CharField(blank=True, max_length=255, verbose_name='help text')),
                ('field_type', models.CharField(choices=[('singleline', 'Single line text'), ('multiline', 'Multi-line text'), ('email', 'Email'), ('number', 'Number'), ('url', 'URL'), ('checkbox', 'Checkbox'), ('checkboxes', 'Checkboxes'), ('dropdown', 'Drop down'), ('multiselect', 'Multiple select'), ('radio', 'Radio buttons'), ('date', 'Date'), ('datetime', 'Date/time'), ('hidden', 'Hidden field'), ('file', 'File')], max_length=16, verbose_name='field type')),
                ('page', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='extra_fields', to='contest_registrations.contestregistrationpage')),
            ],
            options={
                'verbose_name': 'extra field',
                'verbose_name_plural': 'extra fields',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='CommitteeMatch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('strength', models.CharField(choices=[('sure', 'Same identity, or same name with birth date, phone or e-mail'), ('possible', 'Same name only')], max_length=20, verbose_name='how sure')),
                ('decision', models.CharField(choices=[('open', 'To be decided'), ('allowed', 'Another person, may take part'), ('excluded', 'Excluded, registration cancelled')], default='open', max_length=20, verbose_name='decision')),
                ('reason', models.TextField(blank=True, default='', verbose_name='reason')),
                ('found_at', models.DateTimeField(verbose_name='found at')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='decided at')),
                ('committee_member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='matches', to='contest_committees.committeemember')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='committee_matches', to='contest_registrations.member')),
            ],
            options={
                'verbose_name': 'contestant in a committee',
                'verbose_name_plural': 'contestants in committees',
                'ordering': ['-found_at', '-pk'],
                'default_permissions': ('view',),
                'constraints': [models.UniqueConstraint(fields=('committee_member', 'member'), name='contest_committee_match_once')],
            },
        ),
        migrations.AddIndex(
            model_name='registration',
            index=models.Index(fields=['status', 'created_at'], name='contest_registration_pending'),
        ),
        migrations.AddConstraint(
            model_name='registration',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('email', ''), ('phone', ''), _negated=True), ('erased_at__isnull', False), _connector='OR'), name='contest_registration_has_contact'),
        ),
        migrations.AddConstraint(
            model_name='registration',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'active'), _negated=True), models.Q(('confirmed_at__isnull', False), ('pending_key', None)), _connector='OR'), name='contest_registration_active_is_confirmed'),
        ),
        migrations.AddConstraint(
            model_name='registration',
            constraint=models.UniqueConstraint(condition=models.Q(('kind', 'roster'), ('status', 'active')), fields=('page', 'unit'), name='contest_registration_one_roster'),
        ),
        migrations.AddConstraint(
            model_name='registration',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'roster'), _negated=True), models.Q(('roster', None), ('unit__isnull', False)), _connector='OR'), name='contest_registration_roster_of_a_unit'),
        ),
        migrations.AddConstraint(
            model_name='registration',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'team'), models.Q(('team_name', ''), _negated=True)), models.Q(models.Q(('kind', 'team'), _negated=True), ('team_name', '')), _connector='OR'), name='contest_registration_team_has_name'),
        ),
        migrations.AddConstraint(
            model_name='member',
            constraint=models.UniqueConstraint(condition=models.Q(('role', 'captain')), fields=('registration',), name='contest_member_one_captain'),
        ),
        migrations.AddConstraint(
            model_name='conflictofinterest',
            constraint=models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('member', 'unit'), name='contest_conflict_with_unit_once'),
        ),
        migrations.AddConstraint(
            model_name='conflictofinterest',
            constraint=models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('member', 'registration'), name='contest_conflict_with_contestant_once'),
        ),
        migrations.AddConstraint(
            model_name='conflictofinterest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('registration__isnull', False), ('unit', None)), models.Q(('registration', None), ('unit__isnull', False)), _connector='OR'), name='contest_conflict_with_one'),
        ),
        migrations.AddConstraint(
            model_name='answerfile',
            constraint=models.UniqueConstraint(fields=('registration', 'name'), name='contest_answer_file_one_per_question'),
        ),
    ]
