from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("contest_entries", "0003_carry_over"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='entry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('handed_in_at', None), ('number', None), ('state', 'draft')), models.Q(models.Q(('state', 'draft'), _negated=True), ('handed_in_at__isnull', False), ('number__isnull', False)), _connector='OR'), name='contest_entry_numbered_when_handed_in'),
        ),
    ]
