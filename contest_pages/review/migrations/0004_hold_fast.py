import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('contest_review', '0003_carry_over'),
    ]

    operations = [
        migrations.AlterField(
            model_name='review',
            name='place',
            field=models.PositiveIntegerField(verbose_name='place in the record'),
        ),
        migrations.AlterField(
            model_name='review',
            name='previous_hash',
            field=models.CharField(max_length=64, verbose_name='hash of the record before'),
        ),
        migrations.AlterField(
            model_name='review',
            name='record_hash',
            field=models.CharField(max_length=64, verbose_name='hash of this record'),
        ),
        migrations.AlterField(
            model_name='review',
            name='round',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='contest_entries.entryroundpage', verbose_name='round'),
        ),
        migrations.AlterField(
            model_name='review',
            name='step_name',
            field=models.CharField(help_text='As it was called on that day.', max_length=100, verbose_name='step of the review'),
        ),
        migrations.AlterField(
            model_name='review',
            name='step',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='contest_review.reviewstep', verbose_name='step of the review'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.UniqueConstraint(fields=('round', 'place'), name='contest_review_place_in_chain'),
        ),
    ]
