import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('contest_contests', '0001_initial'),
        ('contest_entries', '0001_initial'),
        ('contest_registrations', '0001_initial'),
        ('contest_units', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='LotSeed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seed', models.CharField(editable=False, max_length=64)),
                ('commitment', models.CharField(max_length=64, verbose_name='seal of the lot')),
                ('made_at', models.DateTimeField(verbose_name='sealed at')),
                ('opened_at', models.DateTimeField(null=True, verbose_name='opened at')),
                ('round', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='lot_seed', to='contest_contests.contestroundpage')),
            ],
            options={
                'verbose_name': 'lot',
                'verbose_name_plural': 'lots',
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Ranking',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('basis', models.CharField(help_text='The key of the prizes that it gives, and of its source.', max_length=20, verbose_name='ranked by')),
                ('number', models.PositiveIntegerField(verbose_name='number')),
                ('rules', models.JSONField(default=dict, help_text='The published fields at the moment of freezing.', verbose_name='rules')),
                ('rules_revision', models.PositiveIntegerField(editable=False, null=True)),
                ('frozen_at', models.DateTimeField(verbose_name='frozen at')),
                ('facts', models.JSONField(default=dict, help_text='What its source counted.', verbose_name='figures')),
                ('ranked_at', models.DateTimeField(null=True, verbose_name='ranked at')),
                ('digest', models.CharField(blank=True, default='', max_length=64, verbose_name='seal of the ranking')),
                ('published_at', models.DateTimeField(null=True, verbose_name='published at')),
                ('contest', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rankings', to='contest_contests.contestpage', verbose_name='contest')),
                ('round', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='rankings', to='contest_contests.contestroundpage', verbose_name='round')),
            ],
            options={
                'verbose_name': 'ranking',
                'verbose_name_plural': 'rankings',
                'ordering': ['-pk'],
                'permissions': [('manage_ranking', 'Can rank rounds, exclude contestants and publish rankings'), ('export_ranking', 'Can export rankings')],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='RankedRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(blank=True, default='', help_text="Left empty, the candidate's own.", max_length=200, verbose_name='name as shown')),
                ('code', models.CharField(max_length=20, verbose_name='code')),
                ('division', models.CharField(blank=True, default='', max_length=100, verbose_name='division')),
                ('score', models.BigIntegerField(null=True, verbose_name='score in thousandths of a point')),
                ('keys', models.JSONField(default=list, help_text="Whole numbers, in the order of the source's comparators.", verbose_name='what decides between equal scores')),
                ('rank', models.PositiveIntegerField(verbose_name='rank')),
                ('place', models.PositiveIntegerField(null=True, verbose_name='place')),
                ('entry', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='ranked_rows', to='contest_entries.entry')),
                ('registration', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='ranked_rows', to='contest_registrations.registration')),
                ('unit', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='contest_ranked_rows', to='contest_units.unit')),
                ('ranking', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='rows', to='contest_standings.ranking')),
            ],
            options={
                'verbose_name': 'place in a ranking',
                'verbose_name_plural': 'places in a ranking',
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Award',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('basis', models.CharField(help_text='By what it was given: the basis of the prize at that moment.', max_length=20, verbose_name='decided')),
                ('remark', models.CharField(blank=True, default='', max_length=200, verbose_name='remark')),
                ('sort_order', models.PositiveIntegerField(default=0)),
                ('proposed_at', models.DateTimeField(verbose_name='proposed at')),
                ('published_at', models.DateTimeField(null=True, verbose_name='published at')),
                ('revoked_at', models.DateTimeField(null=True, verbose_name='revoked at')),
                ('revoked_because', models.TextField(blank=True, default='', verbose_name='reason of the revocation')),
                ('contest', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='awards', to='contest_contests.contestpage', verbose_name='contest')),
                ('entry', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='awards', to='contest_entries.entry', verbose_name='entry')),
                ('member', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='awards', to='contest_registrations.member', verbose_name='member')),
                ('prize', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='awards', to='contest_contests.prize', verbose_name='prize')),
                ('proposed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('registration', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='awards', to='contest_registrations.registration', verbose_name='team or contestant')),
                ('revoked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='contest_awards', to='contest_units.unit', verbose_name='unit')),
                ('row', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='awards', to='contest_standings.rankedrow')),
                ('ranking', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='awards', to='contest_standings.ranking', verbose_name='ranking')),
            ],
            options={
                'verbose_name': 'award',
                'verbose_name_plural': 'awards',
                'ordering': ['pk'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='RankingStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('step', models.CharField(choices=[('freeze', 'Frozen'), ('paste', 'Pasted'), ('exclude', 'Excluded'), ('lift', 'Exclusion lifted'), ('rank', 'Counted and ranked'), ('lot', 'Lot drawn'), ('chair', 'Decided by the chair'), ('award', 'Prizes proposed'), ('publish', 'Published'), ('correct', 'Marked again with a corrected key'), ('revoke', 'Prize revoked')], max_length=20, verbose_name='step')),
                ('at', models.DateTimeField(verbose_name='at')),
                ('words', models.TextField(blank=True, verbose_name='what was done')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('ranking', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='contest_standings.ranking')),
            ],
            options={
                'verbose_name': 'step of a ranking',
                'verbose_name_plural': 'steps of a ranking',
                'ordering': ['pk'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Exclusion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.TextField(verbose_name='reason')),
                ('at', models.DateTimeField(verbose_name='excluded at')),
                ('lifted_at', models.DateTimeField(null=True, verbose_name='lifted at')),
                ('lifted_reason', models.TextField(blank=True, default='', verbose_name='reason for lifting it')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='excluded by')),
                ('lifted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('registration', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='exclusions', to='contest_registrations.registration', verbose_name='registration')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='exclusions', to='contest_contests.contestroundpage', verbose_name='round')),
            ],
            options={
                'verbose_name': 'exclusion',
                'verbose_name_plural': 'exclusions',
                'ordering': ['-at', '-pk'],
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(condition=models.Q(('lifted_at', None)), fields=('round', 'registration'), name='contest_exclusion_once')],
            },
        ),
        migrations.AddConstraint(
            model_name='ranking',
            constraint=models.UniqueConstraint(fields=('round', 'number'), name='contest_ranking_number_once'),
        ),
        migrations.AddConstraint(
            model_name='ranking',
            constraint=models.UniqueConstraint(condition=models.Q(('round', None)), fields=('contest', 'basis', 'number'), name='contest_ranking_of_contest_once'),
        ),
        migrations.AddConstraint(
            model_name='ranking',
            constraint=models.UniqueConstraint(condition=models.Q(('published_at', None)), fields=('round',), name='contest_ranking_one_under_way'),
        ),
        migrations.AddConstraint(
            model_name='ranking',
            constraint=models.UniqueConstraint(condition=models.Q(('published_at', None), ('round', None)), fields=('contest', 'basis'), name='contest_ranking_of_contest_one_under_way'),
        ),
        migrations.AddConstraint(
            model_name='ranking',
            constraint=models.CheckConstraint(condition=models.Q(('published_at', None), models.Q(('ranked_at__isnull', False), models.Q(('digest', ''), _negated=True)), _connector='OR'), name='contest_ranking_published_is_sealed'),
        ),
        migrations.AddIndex(
            model_name='rankedrow',
            index=models.Index(fields=['ranking', 'division', 'rank'], name='contest_ranked_row_order'),
        ),
        migrations.AddConstraint(
            model_name='rankedrow',
            constraint=models.UniqueConstraint(fields=('ranking', 'code'), name='contest_ranked_code_once'),
        ),
        migrations.AddConstraint(
            model_name='rankedrow',
            constraint=models.UniqueConstraint(condition=models.Q(('entry', None)), fields=('registration', 'ranking'), name='contest_ranked_registration_once'),
        ),
        migrations.AddConstraint(
            model_name='rankedrow',
            constraint=models.UniqueConstraint(condition=models.Q(('entry__isnull', False)), fields=('entry', 'ranking'), name='contest_ranked_entry_once'),
        ),
        migrations.AddConstraint(
            model_name='rankedrow',
            constraint=models.UniqueConstraint(condition=models.Q(('entry', None), ('registration', None)), fields=('unit', 'ranking'), name='contest_ranked_unit_once'),
        ),
        migrations.AddConstraint(
            model_name='rankedrow',
            constraint=models.CheckConstraint(condition=models.Q(('entry__isnull', False), ('registration__isnull', False), ('unit__isnull', False), _connector='OR'), name='contest_ranked_row_of_somebody'),
        ),
        migrations.AddConstraint(
            model_name='rankedrow',
            constraint=models.CheckConstraint(condition=models.Q(('rank__gte', 1)), name='contest_ranked_row_from_first'),
        ),
        migrations.AddConstraint(
            model_name='rankedrow',
            constraint=models.CheckConstraint(condition=models.Q(('place', None), ('place__gte', models.F('rank')), _connector='OR'), name='contest_ranked_place_within_rank'),
        ),
        migrations.AddConstraint(
            model_name='award',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('entry__isnull', False), ('member__isnull', True), ('registration__isnull', True), ('unit__isnull', True)), models.Q(('entry__isnull', True), ('member__isnull', True), ('registration__isnull', False), ('unit__isnull', True)), models.Q(('entry__isnull', True), ('member__isnull', False), ('registration__isnull', True), ('unit__isnull', True)), models.Q(('entry__isnull', True), ('member__isnull', True), ('registration__isnull', True), ('unit__isnull', False)), _connector='OR'), name='contest_award_of_one'),
        ),
        migrations.AddConstraint(
            model_name='award',
            constraint=models.CheckConstraint(condition=models.Q(('revoked_at', None), models.Q(('published_at__isnull', False), ('revoked_at__gte', models.F('published_at')), ('revoked_by__isnull', False), models.Q(('revoked_because', ''), _negated=True)), _connector='OR'), name='contest_award_revoked_with_reason'),
        ),
        migrations.AddConstraint(
            model_name='award',
            constraint=models.CheckConstraint(condition=models.Q(('row', None), ('ranking__isnull', False), _connector='OR'), name='contest_award_row_of_ranking'),
        ),
        migrations.AddConstraint(
            model_name='award',
            constraint=models.UniqueConstraint(condition=models.Q(('entry__isnull', False), ('revoked_at', None), ('ranking', None)), fields=('prize', 'entry'), name='contest_award_entry_once'),
        ),
        migrations.AddConstraint(
            model_name='award',
            constraint=models.UniqueConstraint(condition=models.Q(('entry__isnull', False), ('revoked_at', None), ('ranking__isnull', False)), fields=('prize', 'entry', 'ranking'), name='contest_award_entry_ranked_once'),
        ),
        migrations.AddConstraint(
            model_name='award',
            constraint=models.UniqueConstraint(condition=models.Q(('registration__isnull', False), ('revoked_at', None), ('ranking', None)), fields=('prize', 'registration'), name='contest_award_registration_once'),
        ),
        migrations.AddConstraint(
            model_name='award',
            constraint=models.UniqueConstraint(condition=models.Q(('registration__isnull', False), ('revoked_at', None), ('ranking__isnull', False)), fields=('prize', 'registration', 'ranking'), name='contest_award_registration_ranked_once'),
        ),
        migrations.AddConstraint(
            model_name='award',
            constraint=models.UniqueConstraint(condition=models.Q(('member__isnull', False), ('revoked_at', None), ('ranking', None)), fields=('prize', 'member'), name='contest_award_member_once'),
        ),
        migrations.AddConstraint(
            model_name='award',
            constraint=models.UniqueConstraint(condition=models.Q(('member__isnull', False), ('revoked_at', None), ('ranking__isnull', False)), fields=('prize', 'member', 'ranking'), name='contest_award_member_ranked_once'),
        ),
        migrations.AddConstraint(
            model_name='award',
            constraint=models.UniqueConstraint(condition=models.Q(('revoked_at', None), ('unit__isnull', False), ('ranking', None)), fields=('prize', 'unit'), name='contest_award_unit_once'),
        ),
        migrations.AddConstraint(
            model_name='award',
            constraint=models.UniqueConstraint(condition=models.Q(('revoked_at', None), ('unit__isnull', False), ('ranking__isnull', False)), fields=('prize', 'unit', 'ranking'), name='contest_award_unit_ranked_once'),
        ),
    ]
