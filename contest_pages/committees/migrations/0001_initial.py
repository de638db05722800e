import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('contest_contests', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CommitteeMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('committee', models.CharField(choices=[('organisers', 'the organising committee'), ('jury', 'the jury'), ('secretariat', 'the secretariat'), ('helpers', 'the helpers'), ('question_writers', 'the question writers')], max_length=20, verbose_name='committee')),
                ('full_name', models.CharField(max_length=150, verbose_name='full name')),
                ('birth_date', models.DateField(blank=True, null=True, verbose_name='birth date')),
                ('phone', models.CharField(blank=True, max_length=15, verbose_name='phone')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('identity_hash', models.CharField(blank=True, default='', editable=False, max_length=64)),
                ('identity_last', models.CharField(blank=True, default='', editable=False, max_length=4, verbose_name='last digits of the identity number')),
                ('erased_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='personal data erased at')),
                ('name_key', models.CharField(db_index=True, editable=False, max_length=150)),
                ('search_text', models.TextField(default='', editable=False)),
                ('contest', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='committee_members', to='contest_contests.contestpage', verbose_name='contest')),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='contest_committees', to=settings.AUTH_USER_MODEL, verbose_name='account')),
            ],
            options={
                'verbose_name': 'committee member',
                'verbose_name_plural': 'committee members',
                'ordering': ['contest', 'committee', 'full_name'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('erased_at', None)), fields=('contest', 'committee', 'name_key', 'birth_date'), name='contest_committee_member_once')],
            },
        ),
    ]
