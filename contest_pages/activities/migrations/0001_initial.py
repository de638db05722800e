import contest_pages.activities.models.ancestors
import contest_pages.contests.fields
import contest_pages.contests.models.children
import django.db.models.deletion
import modelcluster.fields
import wagtail.fields
import wagtail.images
import wagtail.documents
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('contest_contests', '0001_initial'),
        ('contest_units', '0001_initial'),
        ('wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes'),
        migrations.swappable_dependency(wagtail.documents.get_document_model_string()),
        migrations.swappable_dependency(wagtail.images.get_image_model_string()),
    ]

    operations = [
        migrations.CreateModel(
            name='ContestCalendarPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
                ('introduction', models.TextField(blank=True, max_length=500, verbose_name='introduction')),
            ],
            options={
                'verbose_name': 'calendar of contests and activities',
                'verbose_name_plural': 'calendars of contests and activities',
            },
            bases=(contest_pages.activities.models.ancestors.AncestorsMixin, contest_pages.contests.models.children.ContestIndexChildMixin, 'wagtailcore.page'),
        ),
        migrations.CreateModel(
            name='ContestHonoursPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
                ('summary', models.TextField(blank=True, max_length=500, verbose_name='summary')),
                ('decision_number', models.CharField(blank=True, help_text='For example 12/QĐ-UBND.', max_length=60, verbose_name='number and symbol of the decision')),
                ('decided_on', models.DateField(blank=True, null=True, verbose_name='date of the decision')),
                ('decided_by', models.CharField(blank=True, max_length=200, verbose_name='decided by')),
                ('body', wagtail.fields.StreamField([('text', 0), ('picture', 4), ('documents', 8), ('video', 9), ('table', 12), ('call_to_action', 17), ('form', 19)], blank=True, block_lookup={0: ('wagtail.blocks.RichTextBlock', (), {'features': ['h2', 'h3', 'bold', 'italic', 'ol', 'ul', 'link', 'document-link', 'hr'], 'icon': 'pilcrow', 'label': 'Text'}), 1: ('wagtail.images.blocks.ImageChooserBlock', (), {'label': 'Picture'}), 2: ('wagtail.blocks.CharBlock', (), {'help_text': 'For those who cannot see the picture.', 'label': 'Alternative text', 'max_length': 250, 'required': False}), 3: ('wagtail.blocks.CharBlock', (), {'label': 'Caption', 'max_length': 250, 'required': False}), 4: ('wagtail.blocks.StructBlock', [[('image', 1), ('alternative_text', 2), ('caption', 3)]], {}), 5: ('wagtail.blocks.CharBlock', (), {'label': 'Heading', 'max_length': 150, 'required': False}), 6: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'label': 'Document'}), 7: ('wagtail.blocks.ListBlock', (6,), {'label': 'Documents', 'min_num': 1}), 8: ('wagtail.blocks.StructBlock', [[('heading', 5), ('documents', 7)]], {}), 9: ('wagtail.embeds.blocks.EmbedBlock', (), {'help_text': 'The address of a video on YouTube or Facebook.', 'icon': 'media', 'label': 'Embedded video', 'max_width': 960, 'template': 'contest_contests/blocks/video.html'}), 10: ('wagtail.blocks.CharBlock', (), {'label': 'Text', 'required': False}), 11: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ul', 'link'], 'label': 'Formatted text', 'required': False}), 12: ('wagtail.contrib.typed_table_block.blocks.TypedTableBlock', [[('text', 10), ('rich_text', 11)]], {'icon': 'table', 'label': 'Table', 'template': 'contest_contests/blocks/table.html'}), 13: ('wagtail.blocks.CharBlock', (), {'label': 'Words on the button', 'max_length': 80}), 14: ('wagtail.blocks.PageChooserBlock', (), {'label': 'Page', 'required': False}), 15: ('wagtail.blocks.URLBlock', (), {'label': 'or address', 'required': False}), 16: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('primary', 'Filled'), ('outline-primary', 'Outlined')], 'label': 'Style'}), 17: ('wagtail.blocks.StructBlock', [[('label', 13), ('page', 14), ('address', 15), ('style', 16)]], {}), 18: ('contest_pages.contests.blocks.FormPageChooserBlock', (), {'label': 'Page with the form'}), 19: ('wagtail.blocks.StructBlock', [[('page', 18)]], {})}, verbose_name='text')),
                ('decision', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=wagtail.documents.get_document_model_string(), verbose_name='signed decision')),
            ],
            options={
                'verbose_name': 'honours',
                'verbose_name_plural': 'honours',
            },
            bases=(contest_pages.activities.models.ancestors.AncestorsMixin, 'wagtailcore.page'),
        ),
        migrations.CreateModel(
            name='Honoured',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('kind', models.CharField(choices=[('unit', 'Unit'), ('person', 'Person')], default='unit', max_length=10, verbose_name='kind')),
                ('name', models.CharField(blank=True, help_text='Of a unit chosen below it may be left empty.', max_length=200, verbose_name='name as it is published')),
                ('reason', models.TextField(max_length=600, verbose_name='reason')),
                ('form', models.CharField(blank=True, help_text='For example a certificate of merit.', max_length=150, verbose_name='form of the honour')),
                ('image', models.ForeignKey(blank=True, help_text='Of a person only with their consent.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=wagtail.images.get_image_model_string(), verbose_name='picture')),
                ('page', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='honoured', to='contest_activities.contesthonourspage')),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contest_units.unit', verbose_name='unit')),
            ],
            options={
                'verbose_name': 'honour',
                'verbose_name_plural': 'honours given',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ContestActivityPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
                ('starts_at', models.DateTimeField(verbose_name='from')),
                ('ends_at', contest_pages.contests.fields.LegalTimeField(blank=True, null=True, verbose_name='until')),
                ('precision', models.CharField(choices=[('minute', 'Day and time'), ('day', 'Day'), ('month', 'Month'), ('quarter', 'Quarter')], default='day', help_text='For “June 2024” pick any day of June and choose Month. A day counts until 24:00.', max_length=10, verbose_name='known to the')),
                ('tentative', models.BooleanField(default=False, verbose_name='tentative')),
                ('kind', models.CharField(choices=[('campaign', 'Campaign'), ('door_to_door', 'Going from door to door'), ('seminar', 'Seminar, talk'), ('training', 'Training'), ('exhibition', 'Exhibition'), ('other', 'Another activity')], default='other', max_length=20, verbose_name='kind')),
                ('place', models.CharField(blank=True, max_length=250, verbose_name='place')),
                ('organiser', models.CharField(blank=True, max_length=250, verbose_name='organising body')),
                ('summary', models.TextField(blank=True, max_length=500, verbose_name='summary')),
                ('body', wagtail.fields.StreamField([('text', 0), ('picture', 4), ('documents', 8), ('video', 9), ('table', 12), ('call_to_action', 17), ('form', 19)], blank=True, block_lookup={0: ('wagtail.blocks.RichTextBlock', (), {'features': ['h2', 'h3', 'bold', 'italic', 'ol', 'ul', 'link', 'document-link', 'hr'], 'icon': 'pilcrow', 'label': 'Text'}), 1: ('wagtail.images.blocks.ImageChooserBlock', (), {'label': 'Picture'}), 2: ('wagtail.blocks.CharBlock', (), {'help_text': 'For those who cannot see the picture.', 'label': 'Alternative text', 'max_length': 250, 'required': False}), 3: ('wagtail.blocks.CharBlock', (), {'label': 'Caption', 'max_length': 250, 'required': False}), 4: ('wagtail.blocks.StructBlock', [[('image', 1), ('alternative_text', 2), ('caption', 3)]], {}), 5: ('wagtail.blocks.CharBlock', (), {'label': 'Heading', 'max_length': 150, 'required': False}), 6: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'label': 'Document'}), 7: ('wagtail.blocks.ListBlock', (6,), {'label': 'Documents', 'min_num': 1}), 8: ('wagtail.blocks.StructBlock', [[('heading', 5), ('documents', 7)]], {}), 9: ('wagtail.embeds.blocks.EmbedBlock', (), {'help_text': 'The address of a video on YouTube or Facebook.', 'icon': 'media', 'label': 'Embedded video', 'max_width': 960, 'template': 'contest_contests/blocks/video.html'}), 10: ('wagtail.blocks.CharBlock', (), {'label': 'Text', 'required': False}), 11: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ul', 'link'], 'label': 'Formatted text', 'required': False}), 12: ('wagtail.contrib.typed_table_block.blocks.TypedTableBlock', [[('text', 10), ('rich_text', 11)]], {'icon': 'table', 'label': 'Table', 'template': 'contest_contests/blocks/table.html'}), 13: ('wagtail.blocks.CharBlock', (), {'label': 'Words on the button', 'max_length': 80}), 14: ('wagtail.blocks.PageChooserBlock', (), {'label': 'Page', 'required': False}), 15: ('wagtail.blocks.URLBlock', (), {'label': 'or address', 'required': False}), 16: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('primary', 'Filled'), ('outline-primary', 'Outlined')], 'label': 'Style'}), 17: ('wagtail.blocks.StructBlock', [[('label', 13), ('page', 14), ('address', 15), ('style', 16)]], {}), 18: ('contest_pages.contests.blocks.FormPageChooserBlock', (), {'label': 'Page with the form'}), 19: ('wagtail.blocks.StructBlock', [[('page', 18)]], {})}, verbose_name='text')),
                ('pictures', wagtail.fields.StreamField([('picture', 3)], blank=True, block_lookup={0: ('wagtail.images.blocks.ImageChooserBlock', (), {'label': 'Picture'}), 1: ('wagtail.blocks.CharBlock', (), {'help_text': 'For those who cannot see the picture.', 'label': 'Alternative text', 'max_length': 250, 'required': False}), 2: ('wagtail.blocks.CharBlock', (), {'label': 'Caption', 'max_length': 250, 'required': False}), 3: ('wagtail.blocks.StructBlock', [[('image', 0), ('alternative_text', 1), ('caption', 2)]], {})}, verbose_name='pictures')),
                ('contest', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contest_contests.contestpage', verbose_name='belongs to the contest')),
                ('image', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=wagtail.images.get_image_model_string(), verbose_name='picture')),
                ('unit', models.ForeignKey(blank=True, help_text='Visitors can look for what is held in a unit and in those below it.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contest_units.unit', verbose_name='unit')),
            ],
            options={
                'verbose_name': 'contest activity',
                'verbose_name_plural': 'contest activities',
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_at', None), ('ends_at__gte', models.F('starts_at')), _connector='OR'), name='contest_activity_ends_after_it_starts', violation_error_message='The activity must end after it starts.')],
            },
            bases=(contest_pages.activities.models.ancestors.AncestorsMixin, 'wagtailcore.page', models.Model),
        ),
    ]
