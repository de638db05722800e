import contest_pages.contests.models.form_page
import django.core.validators
import django.db.models.deletion
import modelcluster.fields
import wagtail.contrib.routable_page.models
import wagtail.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('contest_contests', '0001_initial'),
        ('contest_question_bank', '0001_initial'),
        ('contest_registrations', '0001_initial'),
        ('contest_units', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='QuizRoundPage',
            fields=[
                ('contestroundpage_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='contest_contests.contestroundpage')),
                ('introduction', wagtail.fields.RichTextField(blank=True, verbose_name='introduction')),
                ('study', wagtail.fields.StreamField([('documents', 3)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'label': 'Heading', 'max_length': 150, 'required': False}), 1: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'label': 'Document'}), 2: ('wagtail.blocks.ListBlock', (1,), {'label': 'Documents', 'min_num': 1}), 3: ('wagtail.blocks.StructBlock', [[('heading', 0), ('documents', 2)]], {})}, verbose_name='study documents')),
                ('practice_count', models.PositiveSmallIntegerField(default=10, help_text='Drawn from the questions released for practice; 0: no practice. They never count.', validators=[django.core.validators.MaxValueValidator(100)], verbose_name='questions to practise with')),
                ('question_count', models.PositiveSmallIntegerField(default=10, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(100)], verbose_name='questions of an attempt')),
                ('draw', models.CharField(choices=[('fixed', 'The first of the set, the same for everybody'), ('random', 'At random'), ('by_topic', 'At random, so many of each topic')], default='random', max_length=10, verbose_name='questions are drawn')),
                ('minutes', models.PositiveSmallIntegerField(default=15, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(240)], verbose_name='minutes of an attempt')),
                ('grace_seconds', models.PositiveSmallIntegerField(default=15, help_text='After the end of an attempt, for slow lines.', validators=[django.core.validators.MaxValueValidator(120)], verbose_name='seconds in which answers may still arrive')),
                ('attempts_allowed', models.PositiveSmallIntegerField(blank=True, default=1, help_text='Leave empty for any number.', null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name='attempts')),
                ('attempts_per', models.CharField(choices=[('round', 'in this round'), ('contest', 'in the whole contest'), ('week', 'a week'), ('day', 'a day')], default='round', max_length=10, verbose_name='counted')),
                ('answer_first', models.BooleanField(default=False, help_text='An attempt counts when its author has registered, within 24 hours after handing in. Let the registration stay open by as much longer than the round.', verbose_name='visitors may answer first and say afterwards who they are')),
                ('counting', models.CharField(choices=[('first', 'The first'), ('last', 'The last'), ('best', 'The best; of equal ones the one that ranks higher'), ('best_fastest', 'The best; of equal ones the one that took least time'), ('best_earliest', 'The best; of equal ones the earliest')], default='best_earliest', max_length=15, verbose_name='which attempt counts')),
                ('all_must_be_answered', models.BooleanField(default=True, verbose_name='every question must be answered')),
                ('points_per_question', models.PositiveSmallIntegerField(default=1, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(100)], verbose_name='points of a right answer')),
                ('prediction', models.CharField(blank=True, choices=[('', 'No prediction question'), ('all_right', 'How many people answer everything right'), ('participants', 'How many people take part'), ('attempts', 'How many attempts are handed in'), ('all_right_share', 'What percentage of people answer everything right')], default='all_right', max_length=20, verbose_name='prediction question')),
                ('prediction_words', models.CharField(blank=True, help_text='Leave empty for our own. They must ask for what is chosen above.', max_length=250, verbose_name='words of the prediction question')),
                ('prediction_decimals', models.PositiveSmallIntegerField(default=2, help_text='Only for percentages.', validators=[django.core.validators.MaxValueValidator(5)], verbose_name='digits after the decimal comma')),
                ('score_shown', models.CharField(choices=[('at_once', 'At once'), ('after_closing', 'After the closing'), ('with_results', 'With the results')], default='at_once', max_length=15, verbose_name='contestants see their score')),
                ('key_shown', models.CharField(choices=[('after_closing', 'After the closing'), ('never', 'Never')], default='after_closing', max_length=15, verbose_name='contestants see the right answers')),
                ('tie_break_1', models.CharField(blank=True, choices=[('', '–'), ('prediction', 'Closer prediction'), ('time', 'Less time used'), ('earlier', 'Earlier submission')], default='prediction', max_length=12, verbose_name='between equal scores decides')),
                ('tie_break_2', models.CharField(blank=True, choices=[('', '–'), ('prediction', 'Closer prediction'), ('time', 'Less time used'), ('earlier', 'Earlier submission')], default='earlier', max_length=12, verbose_name='then')),
                ('tie_break_3', models.CharField(blank=True, choices=[('', '–'), ('prediction', 'Closer prediction'), ('time', 'Less time used'), ('earlier', 'Earlier submission')], default='', max_length=12, verbose_name='and then')),
                ('ties', models.CharField(choices=[('joint', 'They share the rank'), ('lot', 'Drawn by lot'), ('chair', 'The chair of the organisers decides')], default='joint', max_length=10, verbose_name='those equal in everything')),
                ('ranked_apart', models.BooleanField(default=False, verbose_name='each division is ranked by itself')),
                ('award_cap', models.PositiveSmallIntegerField(blank=True, help_text="Leave empty for any number. The prizes themselves stand on the contest's page.", null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name='prizes that one person may get in the contest')),
                ('trace_days', models.PositiveSmallIntegerField(default=0, help_text='A fingerprint of the shortened network address and of the kind of browser, kept so long after the closing. Only if the notice about personal data says so; 0: none.', validators=[django.core.validators.MaxValueValidator(90)], verbose_name='days for which marks against cheating are kept')),
                ('public_statistics', models.BooleanField(default=False, help_text='The figures of the day before.', verbose_name='visitors see how many take part')),
                ('question_set', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contest_question_bank.questionset', verbose_name='set of questions')),
            ],
            options={
                'verbose_name': 'quiz round',
                'verbose_name_plural': 'quiz rounds',
            },
            bases=(contest_pages.contests.models.form_page.FormPageMixin, wagtail.contrib.routable_page.models.RoutablePageMixin, 'contest_contests.contestroundpage'),
        ),
        migrations.CreateModel(
            name='QuizAudience',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('division', models.CharField(help_text='As it is called in the registration form.', max_length=100, verbose_name='division')),
                ('question_set', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contest_question_bank.questionset', verbose_name='set of questions')),
                ('page', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='audiences', to='contest_quizzes.quizroundpage')),
            ],
            options={
                'verbose_name': 'audience',
                'verbose_name_plural': 'audiences',
                'ordering': ['sort_order'],
                'abstract': False,
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='TopicShare',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('count', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(100)], verbose_name='questions')),
                ('page', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='topic_shares', to='contest_quizzes.quizroundpage')),
                ('topic', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contest_question_bank.questiontopic', verbose_name='topic')),
            ],
            options={
                'verbose_name': 'share of a topic',
                'verbose_name_plural': 'shares of topics',
                'ordering': ['sort_order'],
                'abstract': False,
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Accommodation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('extra_minutes', models.PositiveSmallIntegerField(verbose_name='extra minutes for each attempt')),
                ('reason', models.CharField(max_length=250, verbose_name='reason')),
                ('at', models.DateTimeField(verbose_name='granted at')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('registration', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='quiz_accommodation', to='contest_registrations.registration', verbose_name='registration')),
            ],
            options={
                'verbose_name': 'extra time',
                'verbose_name_plural': 'extra times',
                'default_permissions': (),
                'constraints': [models.CheckConstraint(condition=models.Q(('extra_minutes__gte', 1), ('extra_minutes__lte', 240)), name='contest_extra_time_in_bounds')],
            },
        ),
        migrations.CreateModel(
            name='Attempt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=12, verbose_name='receipt code')),
                ('claimed_at', models.DateTimeField(editable=False, null=True)),
                ('period', models.CharField(editable=False, max_length=40)),
                ('number', models.PositiveIntegerField(verbose_name='attempt')),
                ('division', models.CharField(blank=True, default='', max_length=100, verbose_name='division')),
                ('seed', models.CharField(editable=False, max_length=32)),
                ('questions', models.JSONField(help_text='Numbers of versions, in their order.', verbose_name='questions')),
                ('answers', models.JSONField(default=dict, verbose_name='answers')),
                ('prediction', models.DecimalField(blank=True, decimal_places=5, max_digits=14, null=True, verbose_name='prediction')),
                ('started_at', models.DateTimeField(verbose_name='begun at')),
                ('ends_at', models.DateTimeField(verbose_name='ends at')),
                ('extra_minutes', models.PositiveSmallIntegerField(default=0, verbose_name='extra minutes')),
                ('saves', models.PositiveIntegerField(default=0, editable=False)),
                ('submitted_at', models.DateTimeField(blank=True, null=True, verbose_name='handed in at')),
                ('ended_by', models.CharField(blank=True, choices=[('contestant', 'Handed in'), ('time', 'Time was over')], default='', max_length=12, verbose_name='ended by')),
                ('seconds', models.PositiveIntegerField(blank=True, null=True, verbose_name='seconds used')),
                ('answered', models.PositiveSmallIntegerField(default=0, verbose_name='answered')),
                ('right', models.PositiveSmallIntegerField(default=0, verbose_name='right answers')),
                ('score', models.PositiveIntegerField(default=0, verbose_name='score')),
                ('is_valid', models.BooleanField(default=False, verbose_name='counts')),
                ('digest', models.CharField(blank=True, default='', editable=False, max_length=64)),
                ('rules_revision', models.PositiveIntegerField(editable=False, help_text='The published revision of the round.', null=True, verbose_name='version of the rules')),
                ('network_mark', models.CharField(blank=True, default='', editable=False, max_length=16)),
                ('device_mark', models.CharField(blank=True, default='', editable=False, max_length=16)),
                ('claimed_by', models.ForeignKey(db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='contest_registrations.registration')),
                ('registration', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='quiz_attempts', to='contest_registrations.registration', verbose_name='registration')),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contest_units.unit', verbose_name='unit')),
                ('round', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='attempts', to='contest_quizzes.quizroundpage', verbose_name='round')),
            ],
            options={
                'verbose_name': 'quiz attempt',
                'verbose_name_plural': 'quiz attempts',
                'ordering': ['-started_at', '-pk'],
                'permissions': [('manage_attempt', 'Can grant extra time in a quiz'), ('export_attempt', 'Can export attempts')],
                'default_permissions': ('view',),
                'indexes': [models.Index(fields=['round', 'submitted_at'], name='contest_attempt_of_round'), models.Index(condition=models.Q(('submitted_at', None)), fields=['ends_at'], name='contest_attempt_running'), models.Index(condition=models.Q(('claimed_by__isnull', False)), fields=['claimed_by'], name='contest_attempt_claimed')],
                'constraints': [models.UniqueConstraint(fields=('code',), name='contest_attempt_code_once'), models.UniqueConstraint(fields=('registration', 'period', 'number'), name='contest_attempt_number_once'), models.UniqueConstraint(condition=models.Q(('submitted_at', None)), fields=('registration', 'round'), name='contest_attempt_one_at_a_time'), models.CheckConstraint(condition=models.Q(('registration__isnull', False), models.Q(('number', 0), ('period', '')), _connector='OR'), name='contest_attempt_unnamed_is_unnumbered'), models.CheckConstraint(condition=models.Q(('submitted_at', None), models.Q(models.Q(('digest', ''), _negated=True), ('seconds__isnull', False)), _connector='OR'), name='contest_attempt_submitted_is_sealed')],
            },
        ),
        migrations.CreateModel(
            name='WaitingPlace',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('asked_at', models.DateTimeField()),
                ('seen_at', models.DateTimeField()),
                ('registration', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contest_registrations.registration')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='waiting_places', to='contest_quizzes.quizroundpage')),
            ],
            options={
                'verbose_name': 'place in the queue',
                'verbose_name_plural': 'places in the queue',
                'ordering': ['pk'],
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('round', 'registration'), name='contest_waiting_place_once'), models.CheckConstraint(condition=models.Q(('seen_at__gte', models.F('asked_at'))), name='contest_waiting_seen_later')],
            },
        ),
    ]
