import django.db.models.deletion
import modelcluster.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='QuestionSet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=150, unique=True, verbose_name='name of the question set')),
            ],
            options={
                'verbose_name': 'set of questions',
                'verbose_name_plural': 'sets of questions',
                'ordering': ['name'],
                'default_permissions': ('add', 'change', 'view'),
            },
        ),
        migrations.CreateModel(
            name='QuestionTopic',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=150, unique=True, verbose_name='name of the topic')),
            ],
            options={
                'verbose_name': 'topic of questions',
                'verbose_name_plural': 'topics of questions',
                'ordering': ['name'],
                'default_permissions': ('add', 'change', 'view'),
            },
        ),
        migrations.CreateModel(
            name='Question',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(max_length=2000, verbose_name='question')),
                ('audience', models.CharField(blank=True, max_length=100, verbose_name='audience')),
                ('difficulty', models.CharField(choices=[('easy', 'Easy'), ('medium', 'Medium'), ('hard', 'Hard')], default='medium', max_length=10, verbose_name='difficulty')),
                ('source', models.CharField(blank=True, help_text='Document and article, for example: Decision 749/QĐ-TTg, section II.', max_length=250, verbose_name='source')),
                ('explanation', models.TextField(blank=True, help_text='Shown with the right answer.', max_length=2000, verbose_name='explanation')),
                ('released', models.BooleanField(default=False, help_text='Everybody sees the question and its right answer. Never for one that a round will ask.', verbose_name='released for practice')),
                ('status', models.CharField(choices=[('draft', 'To be checked'), ('checked', 'Checked'), ('retired', 'Retired')], default='draft', editable=False, max_length=10, verbose_name='status')),
                ('search_text', models.TextField(default='', editable=False)),
                ('written_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='written by')),
                ('sets', modelcluster.fields.ParentalManyToManyField(blank=True, related_name='questions', to='contest_question_bank.questionset', verbose_name='sets')),
                ('topic', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='questions', to='contest_question_bank.questiontopic', verbose_name='topic')),
            ],
            options={
                'verbose_name': 'question',
                'verbose_name_plural': 'questions',
                'ordering': ['-pk'],
                'permissions': [('check_question', 'Can check questions written by others'), ('correct_key', 'Can correct a wrong key and mark again')],
                'default_permissions': ('add', 'change', 'view'),
            },
        ),
        migrations.CreateModel(
            name='QuestionVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='version')),
                ('text', models.TextField(verbose_name='question')),
                ('options', models.JSONField(verbose_name='options')),
                ('right', models.PositiveSmallIntegerField(verbose_name='right option, counted from 0')),
                ('explanation', models.TextField(blank=True, verbose_name='explanation')),
                ('source', models.CharField(blank=True, max_length=250, verbose_name='source')),
                ('checked_at', models.DateTimeField(verbose_name='checked at')),
                ('checked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='contest_question_bank.question')),
                ('written_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'checked version of a question',
                'verbose_name_plural': 'checked versions of questions',
                'default_permissions': (),
            },
        ),
        migrations.AddField(
            model_name='question',
            name='current',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contest_question_bank.questionversion', verbose_name='checked version'),
        ),
        migrations.CreateModel(
            name='KeyCorrection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('accepted', models.JSONField(verbose_name='options that count as right')),
                ('reason', models.TextField(verbose_name='reason')),
                ('at', models.DateTimeField(verbose_name='corrected at')),
                ('changed_marks', models.PositiveIntegerField(default=0, help_text='Of all answers that were marked again.', verbose_name='marks that changed')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='contest_question_bank.questionversion', verbose_name='question')),
            ],
            options={
                'verbose_name': 'correction of a key',
                'verbose_name_plural': 'corrections of keys',
                'ordering': ['pk'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='QuestionOption',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('text', models.CharField(max_length=500, verbose_name='option')),
                ('is_right', models.BooleanField(default=False, verbose_name='right')),
                ('question', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='options', to='contest_question_bank.question')),
            ],
            options={
                'verbose_name': 'option',
                'verbose_name_plural': 'options',
                'ordering': ['sort_order'],
                'abstract': False,
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(condition=models.Q(('is_right', True)), fields=('question',), name='contest_question_one_right_option', violation_error_message='Exactly one option is right.')],
            },
        ),
        migrations.AddConstraint(
            model_name='questionversion',
            constraint=models.UniqueConstraint(fields=('question', 'number'), name='contest_question_version_once'),
        ),
        migrations.AddConstraint(
            model_name='questionversion',
            constraint=models.CheckConstraint(condition=models.Q(('written_by', None), models.Q(('written_by', models.F('checked_by')), _negated=True), _connector='OR'), name='contest_question_checked_by_another'),
        ),
    ]
