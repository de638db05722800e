import contest_pages.contests.fields
import contest_pages.contests.models.children
import django.db.models.deletion
import modelcluster.fields
import wagtail.fields
from django.conf import settings
import wagtail.images
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('contest_contests', '0001_initial'),
        ('contest_units', '0001_initial'),
        ('wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes'),
        migrations.swappable_dependency(wagtail.images.get_image_model_string()),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ContestCeremonyPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
                ('kind', models.CharField(choices=[('launch', 'Launch'), ('awards', 'Award ceremony'), ('seminar', 'Seminar'), ('other', 'Another event')], default='launch', max_length=20, verbose_name='kind')),
                ('starts_at', models.DateTimeField(verbose_name='begins at')),
                ('ends_at', contest_pages.contests.fields.LegalTimeField(blank=True, help_text='Left empty, it is taken to last 3 hours.', null=True, verbose_name='ends at')),
                ('rehearsal_at', models.DateTimeField(blank=True, null=True, verbose_name='rehearsal at')),
                ('summary', models.TextField(blank=True, max_length=500, verbose_name='summary')),
                ('backdrop', models.TextField(blank=True, help_text='They stand on the wall page too, line by line.', verbose_name='words on the backdrop')),
                ('guests', models.PositiveIntegerField(blank=True, null=True, verbose_name='guests expected')),
                ('stream', models.URLField(blank=True, help_text="At YouTube or Facebook, or a broadcaster's own stream (.m3u8), it plays in the page after a press; of other hosts the link is shown.", verbose_name='live broadcast')),
                ('stream_fallback', models.URLField(blank=True, help_text='For those for whom the player does not work, for example the provincial broadcaster.', verbose_name='another address of the broadcast')),
                ('recording', models.URLField(blank=True, help_text='Shown when the ceremony is over.', verbose_name='recording')),
                ('body', wagtail.fields.StreamField([('text', 0), ('picture', 4), ('documents', 8), ('video', 9), ('table', 12), ('call_to_action', 17), ('form', 19)], blank=True, block_lookup={0: ('wagtail.blocks.RichTextBlock', (), {'features': ['h2', 'h3', 'bold', 'italic', 'ol', 'ul', 'link', 'document-link', 'hr'], 'icon': 'pilcrow', 'label': 'Text'}), 1: ('wagtail.images.blocks.ImageChooserBlock', (), {'label': 'Picture'}), 2: ('wagtail.blocks.CharBlock', (), {'help_text': 'For those who cannot see the picture.', 'label': 'Alternative text', 'max_length': 250, 'required': False}), 3: ('wagtail.blocks.CharBlock', (), {'label': 'Caption', 'max_length': 250, 'required': False}), 4: ('wagtail.blocks.StructBlock', [[('image', 1), ('alternative_text', 2), ('caption', 3)]], {}), 5: ('wagtail.blocks.CharBlock', (), {'label': 'Heading', 'max_length': 150, 'required': False}), 6: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'label': 'Document'}), 7: ('wagtail.blocks.ListBlock', (6,), {'label': 'Documents', 'min_num': 1}), 8: ('wagtail.blocks.StructBlock', [[('heading', 5), ('documents', 7)]], {}), 9: ('wagtail.embeds.blocks.EmbedBlock', (), {'help_text': 'The address of a video on YouTube or Facebook.', 'icon': 'media', 'label': 'Embedded video', 'max_width': 960, 'template': 'contest_contests/blocks/video.html'}), 10: ('wagtail.blocks.CharBlock', (), {'label': 'Text', 'required': False}), 11: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ul', 'link'], 'label': 'Formatted text', 'required': False}), 12: ('wagtail.contrib.typed_table_block.blocks.TypedTableBlock', [[('text', 10), ('rich_text', 11)]], {'icon': 'table', 'label': 'Table', 'template': 'contest_contests/blocks/table.html'}), 13: ('wagtail.blocks.CharBlock', (), {'label': 'Words on the button', 'max_length': 80}), 14: ('wagtail.blocks.PageChooserBlock', (), {'label': 'Page', 'required': False}), 15: ('wagtail.blocks.URLBlock', (), {'label': 'or address', 'required': False}), 16: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('primary', 'Filled'), ('outline-primary', 'Outlined')], 'label': 'Style'}), 17: ('wagtail.blocks.StructBlock', [[('label', 13), ('page', 14), ('address', 15), ('style', 16)]], {}), 18: ('contest_pages.contests.blocks.FormPageChooserBlock', (), {'label': 'Page with the form'}), 19: ('wagtail.blocks.StructBlock', [[('page', 18)]], {})}, verbose_name='text and documents')),
                ('pictures', wagtail.fields.StreamField([('picture', 3)], blank=True, block_lookup={0: ('wagtail.images.blocks.ImageChooserBlock', (), {'label': 'Picture'}), 1: ('wagtail.blocks.CharBlock', (), {'help_text': 'For those who cannot see the picture.', 'label': 'Alternative text', 'max_length': 250, 'required': False}), 2: ('wagtail.blocks.CharBlock', (), {'label': 'Caption', 'max_length': 250, 'required': False}), 3: ('wagtail.blocks.StructBlock', [[('image', 0), ('alternative_text', 1), ('caption', 2)]], {})}, verbose_name='pictures of the ceremony')),
                ('image', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=wagtail.images.get_image_model_string(), verbose_name='picture')),
                ('opens_round', models.ForeignKey(blank=True, help_text='Give the round an opening later than the ceremony: an organiser opens it on the wall page. If nobody presses, it opens then.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contest_contests.contestroundpage', verbose_name='round that the press on stage opens')),
            ],
            options={
                'verbose_name': 'contest ceremony',
                'verbose_name_plural': 'contest ceremonies',
            },
            bases=(contest_pages.contests.models.children.ContestChildMixin, 'wagtailcore.page'),
        ),
        migrations.CreateModel(
            name='Duty',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('who', models.CharField(max_length=200, verbose_name='who')),
                ('what', models.CharField(max_length=300, verbose_name='what')),
                ('until', models.DateField(blank=True, null=True, verbose_name='until')),
                ('page', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='duties', to='contest_ceremonies.contestceremonypage')),
            ],
            options={
                'verbose_name': 'duty',
                'verbose_name_plural': 'duties',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ProgrammeItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('begins_at', models.TimeField(blank=True, null=True, verbose_name='from')),
                ('title', models.CharField(max_length=250, verbose_name='what happens')),
                ('who', models.CharField(blank=True, max_length=250, verbose_name='by whom')),
                ('page', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='programme', to='contest_ceremonies.contestceremonypage')),
            ],
            options={
                'verbose_name': 'item of a programme',
                'verbose_name_plural': 'items of programmes',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Venue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('level', models.PositiveSmallIntegerField(choices=[(1, 'Main venue'), (2, 'Connected venue'), (3, 'Venue connected to the one above')], default=1, verbose_name='level')),
                ('name', models.CharField(max_length=200, verbose_name='name of the venue')),
                ('address', models.CharField(blank=True, max_length=250, verbose_name='address')),
                ('contact', models.CharField(blank=True, help_text='An office and its number rather than a person.', max_length=200, verbose_name='contact')),
                ('seats', models.PositiveIntegerField(blank=True, null=True, verbose_name='seats')),
                ('page', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='venues', to='contest_ceremonies.contestceremonypage')),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contest_units.unit', verbose_name='unit')),
            ],
            options={
                'verbose_name': 'venue',
                'verbose_name_plural': 'venues',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Press',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('pressed_at', models.DateTimeField(verbose_name='pressed at')),
                ('opening_before', models.DateTimeField(null=True, verbose_name='opening before')),
                ('undone_at', models.DateTimeField(null=True, verbose_name='taken back at')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('ceremony', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='presses', to='contest_ceremonies.contestceremonypage')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contest_contests.contestroundpage')),
                ('undone_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'press on the start button',
                'verbose_name_plural': 'presses on the start button',
                'ordering': ['-pk'],
                'permissions': [('press_start', 'Can open a contest on stage')],
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(condition=models.Q(('undone_at', None)), fields=('round',), name='contest_press_once')],
            },
        ),
    ]
