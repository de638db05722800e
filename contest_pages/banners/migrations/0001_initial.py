import contest_pages.banners.models.partner
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('contest_contests', '0001_initial'),
        ('contest_units', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Partner',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, unique=True, verbose_name='name of the partner')),
                ('site', models.URLField(blank=True, verbose_name='address of its site')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('phone', models.CharField(blank=True, max_length=30, verbose_name='phone')),
                ('is_active', models.BooleanField(default=True, verbose_name='gets banners')),
                ('key', models.CharField(default=contest_pages.banners.models.partner.new_key, editable=False, max_length=12, unique=True)),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contest_units.unit', verbose_name='unit')),
            ],
            options={
                'verbose_name': 'partner with banners',
                'verbose_name_plural': 'partners with banners',
                'ordering': ['name'],
                'default_permissions': ('add', 'change', 'view'),
            },
        ),
        migrations.CreateModel(
            name='BannerCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('size', models.CharField(choices=[('970x250', 'Wide, 970 × 250'), ('728x90', 'Header, 728 × 90'), ('300x250', 'Rectangle, 300 × 250'), ('400x400', 'Square, 400 × 400')], max_length=10, verbose_name='size')),
                ('day', models.DateField(verbose_name='day')),
                ('views', models.PositiveIntegerField(default=0, verbose_name='seen')),
                ('clicks', models.PositiveIntegerField(default=0, verbose_name='followed')),
                ('contest', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='banner_counts', to='contest_contests.contestpage')),
                ('partner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='counts', to='contest_banners.partner')),
            ],
            options={
                'verbose_name': 'count of a banner',
                'verbose_name_plural': 'counts of banners',
                'default_permissions': ('view',),
                'constraints': [models.UniqueConstraint(fields=('contest', 'partner', 'size', 'day'), name='contest_banner_count_once_a_day')],
            },
        ),
    ]
